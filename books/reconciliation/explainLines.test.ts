import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { loadUnmatched } from '../../activities/reconciliation/loadUnmatched.ts';
import { bankTransactions } from '../../db/banking/schema.ts';
import { stripePayouts } from '../../db/reconciliation/stripeSchema.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { type MatchWorld, openMatchWorld } from '../../tests/database/reconciliation/matchWorld.ts';

let world: MatchWorld;
beforeAll(async () => {
  world = await openMatchWorld(inject('embeddedUrl'));
});
afterAll(() => world.end());

const today = new Date().toISOString().slice(0, 10);
const run = () => loadUnmatched(world)({ tenantId, processId: crypto.randomUUID() });
const payout = (amountMinor: number, over: Partial<typeof stripePayouts.$inferInsert> = {}) =>
  world.books(async (tx) => {
    const [row] = await tx
      .insert(stripePayouts)
      .values({
        tenantId,
        connectionId: world.of(tenantId).stripe.id,
        stripeId: `po_${crypto.randomUUID()}`,
        status: 'paid',
        currency: 'USD',
        amountMinor,
        explainedMinor: amountMinor,
        arrivesOn: today,
        automatic: true,
        madeAt: new Date(),
        mock: true,
        ...over,
      })
      .returning();
    if (!row) throw new Error('not written');
    return row;
  });
const line = (amountMinor: number, counterparty = 'STRIPE PAYMENTS', reference = 'ST-A1') =>
  world.line({ amountMinor, counterparty, reference, bookedOn: today });
const lineOf = async (id: string) => {
  const [row] = await world.books((tx) => tx.select().from(bankTransactions).where(eq(bankTransactions.id, id)));
  return [row?.matchState, row?.matchReason];
};

describe('a payout of Stripe on a bank line', () => {
  it('is explained by what is inside of it and pays no invoice of its amount; its charges are matched one by one', async () => {
    const invoice = await world.invoice({ client: 'Stripe Payments', balanceMinor: 70_001 });
    const found = await line(70_001, 'Stripe Payments', invoice.number);
    await world.match();
    expect(await lineOf(found.id)).toEqual(['proposed', null]);
    await payout(70_001);
    await run();
    expect(await lineOf(found.id)).toEqual(['matched', 'stripe_payout']);
    await run();
    await world.match();
    expect(await lineOf(found.id)).toEqual(['matched', 'stripe_payout']);
    const states =
      await world.owner`select m.state from invoice_matches m join invoice_match_parts p on p.match_id = m.id
      where p.invoice_id = ${invoice.id}`;
    expect(states.map(({ state }) => state)).toEqual(['superseded']);
  });

  it('whose balance transactions come to another amount waits for a person, and is explained once they do', async () => {
    const made = await payout(70_002, { explainedMinor: 70_000 });
    const found = await line(70_002);
    await run();
    expect(await lineOf(found.id)).toEqual(['unmatched', 'stripe_payout_unexplained']);
    await world.match();
    expect(await lineOf(found.id)).toEqual(['unmatched', 'stripe_payout_unexplained']);
    await world.owner`update stripe_payouts set explained_minor = amount_minor where id = ${made.id}`;
    await run();
    expect(await lineOf(found.id)).toEqual(['matched', 'stripe_payout']);
  });

  it('is not every line of its amount: two payouts are two lines, and a client’s payment stays open', async () => {
    const [one, other, client] = [await line(70_003), await line(70_003), await line(70_003, 'Harbour Hotel')];
    await payout(70_003);
    await payout(70_003);
    await run();
    expect([await lineOf(one.id), await lineOf(other.id)]).toEqual([
      ['matched', 'stripe_payout'],
      ['matched', 'stripe_payout'],
    ]);
    expect((await lineOf(client.id))[0]).toBe('new');
  });

  it('that fails after it had arrived frees its line again', async () => {
    const made = await payout(70_004);
    const found = await line(70_004);
    await run();
    await world.owner`update stripe_payouts set status = 'failed' where id = ${made.id}`;
    await run();
    expect(await lineOf(found.id)).toEqual(['new', null]);
  });
});
