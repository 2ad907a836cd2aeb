import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { loadUnmatched } from '../../activities/reconciliation/loadUnmatched.ts';
import { bankTransactions } from '../../db/banking/schema.ts';
import { invoiceMatches, invoiceMatchParts } from '../../db/reconciliation/matchSchema.ts';

import { DEFAULT_TENANT_ID } from '../../db/seed/tenants.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import { type MatchWorld, openMatchWorld } from '../../tests/database/reconciliation/matchWorld.ts';
import { approveMatch, lockMatch, recordMatch, refuseMatch, rejectMatch } from './moveMatch.ts';

let world: MatchWorld;
beforeAll(async () => {
  world = await openMatchWorld(inject('embeddedUrl'));
});
afterAll(() => world.end());

const lineState = async (id: string) => {
  const [line] = await world.books((tx) => tx.select().from(bankTransactions).where(eq(bankTransactions.id, id)));
  return [line?.matchState, line?.matchReason];
};
const stateOf = async (id: string) => (await world.matches()).find((match) => match.id === id)?.state;
const approve = (id: string): Promise<ErrorCode | null> =>
  world.books(async (tx) => {
    const match = await lockMatch(tx, id);
    return match ? approveMatch(tx, match, 'user:test') : 'NOT_FOUND';
  });

/** A proposal of a line for an invoice, as a run stores it. */
async function proposal(balanceMinor: number) {
  const invoice = await world.invoice({ client: `Client ${balanceMinor}`, balanceMinor });
  const line = await world.line({
    amountMinor: balanceMinor,
    counterparty: `Client ${balanceMinor}`,
    reference: invoice.number,
  });
  await world.match();
  const match = (await world.matches()).find((one) => one.amountMinor === balanceMinor && one.state === 'proposed');
  if (!match) throw new Error('nothing proposed');
  return { invoice, line, match };
}

describe('[PY-ADM-06] [PY-DB-06] a match moves along one table', () => {
  it('approved: the line is matched; again, or refused after it, changes nothing', async () => {
    const { line, match } = await proposal(10_001);
    expect(await approve(match.id)).toBeNull();
    expect([await stateOf(match.id), await lineState(line.id)]).toEqual(['approved', ['matched', null]]);
    expect(await approve(match.id)).toBe('REVIEW_STALE');
    const rejected = await world.books(async (tx) =>
      rejectMatch(tx, (await lockMatch(tx, match.id)) as never, 'user:test'),
    );
    expect(rejected).toBe('REVIEW_STALE');
    await expect(world.owner`update invoice_matches set state = 'proposed' where id = ${match.id}`).rejects.toThrow(
      'no move',
    );
    await expect(world.owner`update invoice_matches set amount_minor = 1 where id = ${match.id}`).rejects.toThrow(
      'fixed',
    );
  });

  it('refused by a person: the line is free, and the same is not proposed again', async () => {
    const { line, match } = await proposal(10_002);
    await world.books(async (tx) => rejectMatch(tx, (await lockMatch(tx, match.id)) as never, 'user:test'));
    expect(await lineState(line.id)).toEqual(['unmatched', 'match_rejected']);
    const before = (await world.matches()).length;
    await world.match();
    expect((await world.matches()).length).toBe(before);
    expect(await lineState(line.id)).toEqual(['unmatched', 'match_rejected']);
  });

  it('recorded counts at the invoice until its balance is asked for again; a record that fails frees both', async () => {
    const { invoice, match } = await proposal(10_003);
    await approve(match.id);
    expect(await world.books(async (tx) => recordMatch(tx, (await lockMatch(tx, match.id)) as never))).toBe(true);
    await world.line({ amountMinor: 10_003, counterparty: 'Client 10003', reference: invoice.number });
    const before = (await world.matches()).length;
    await world.match();
    expect((await world.matches()).length).toBe(before);
    const failed = await proposal(10_004);
    await approve(failed.match.id);
    await world.books(async (tx) =>
      refuseMatch(tx, (await lockMatch(tx, failed.match.id)) as never, 'WHMCS_INVOICE_NOT_FOUND'),
    );
    expect([await stateOf(failed.match.id), await lineState(failed.line.id)]).toEqual([
      'refused',
      ['unmatched', 'not_recorded'],
    ]);
  });

  it('a proposal whose line or invoice has changed is not approved, and the next run ends it', async () => {
    const { match, invoice } = await proposal(10_005);
    await world.owner`update invoices set balance_minor = 5, paid_minor = 10000 where id = ${invoice.id}`;
    expect(await approve(match.id)).toBe('INVOICE_ALREADY_SETTLED');
    const other = await proposal(10_006);
    await world.owner`update bank_transactions set removed_at = now() where id = ${other.line.id}`;
    expect(await approve(other.match.id)).toBe('REVIEW_STALE');
    await loadUnmatched(world)({ tenantId: DEFAULT_TENANT_ID, processId: crypto.randomUUID() });
    expect([await stateOf(match.id), await stateOf(other.match.id)]).toEqual(['superseded', 'superseded']);
  });
});

describe('[H-18] [PY-DB-06] a bank match and a Stripe match of one invoice', () => {
  const PAIRS = Number(process.env.MATCH_PAIRS ?? 60);
  /** Two proposals for one invoice, which two runs made that did not see each other. */
  async function pair(number: number) {
    const { invoice, match } = await proposal(200_000 + number);
    const charge = await world.charge({ amountMinor: 200_000 + number });
    const twin = crypto.randomUUID();
    await world.owner`insert into invoice_matches (id, tenant_id, side, instance_id, kind, currency, amount_minor, paid_minor, paid_currency, score,
      explanation, not_auto, items_key, process_id) select ${twin}, tenant_id, 'stripe', instance_id, kind, currency, amount_minor, paid_minor,
      paid_currency, score, explanation, not_auto, ${twin}, process_id from invoice_matches where id = ${match.id}`;
    await world.owner`insert into invoice_match_payments (tenant_id, match_id, position, stripe_payment_id, amount_minor)
      values (${DEFAULT_TENANT_ID}, ${twin}, 0, ${charge.id}, ${200_000 + number})`;
    await world.owner`insert into invoice_match_parts (tenant_id, match_id, invoice_id, amount_minor)
      values (${DEFAULT_TENANT_ID}, ${twin}, ${invoice.id}, ${200_000 + number})`;
    return { invoice, ids: [match.id, twin] };
  }
  const approvedOf = async (invoiceId: string) => {
    const [row] = await world.books((tx) =>
      tx
        .select({ sum: sql<string>`coalesce(sum(amount_minor), 0)` })
        .from(invoiceMatchParts)
        .where(sql`invoice_id = ${invoiceId} and state = 'approved'`),
    );
    return Number(row?.sum);
  };

  it('approved at the same instant, many pairs: one of each is, never above its balance', async () => {
    const pairs: Awaited<ReturnType<typeof pair>>[] = [];
    for (let number = 0; number < PAIRS; number += 1) pairs.push(await pair(number));
    const answers = await Promise.all(pairs.map(({ ids }) => Promise.all(ids.map(approve))));
    for (const [index, { invoice }] of pairs.entries()) {
      expect(answers[index]?.toSorted()).toEqual(['INVOICE_ALREADY_SETTLED', null]);
      expect(await approvedOf(invoice.id)).toBe(invoice.balanceMinor);
    }
  });

  it('planted bug: an approval without the lock and the look is refused by the books; without their guard it goes above', async () => {
    const careless = (id: string) =>
      world.books((tx) =>
        tx
          .update(invoiceMatches)
          .set({ state: 'approved', decidedBy: 'user:bug', decidedAt: sql`now()` })
          .where(eq(invoiceMatches.id, id)),
      );
    const guarded = await pair(PAIRS);
    const [first, second] = await Promise.allSettled(guarded.ids.map(careless));
    expect([first?.status, second?.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await approvedOf(guarded.invoice.id)).toBe(guarded.invoice.balanceMinor);
    const open = await pair(PAIRS + 1);
    await world.owner`alter table invoice_match_parts disable trigger guard_invoice_part`;
    await Promise.all(open.ids.map(careless));
    await world.owner`alter table invoice_match_parts enable trigger guard_invoice_part`;
    expect(await approvedOf(open.invoice.id)).toBe(2 * open.invoice.balanceMinor);
  });

  it('an invoice of another instance or currency is no part of a match', async () => {
    const { match } = await proposal(10_007);
    const euro = await world.invoice({ currency: 'EUR', balanceMinor: 10_007 });
    await expect(world.owner`insert into invoice_match_parts (tenant_id, match_id, invoice_id, amount_minor)
      values (${DEFAULT_TENANT_ID}, ${match.id}, ${euro.id}, 1)`).rejects.toThrow('another instance or currency');
  });
});
