import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { SECOND_TENANT_ID } from '../../db/seed/tenants.ts';
import { type MatchWorld, openMatchWorld } from '../../tests/database/reconciliation/matchWorld.ts';
import { chooseInvoice } from './chooseInvoice.ts';
import { approveMatch, lockMatch } from './moveMatch.ts';

let world: MatchWorld;
beforeAll(async () => {
  world = await openMatchWorld(inject('embeddedUrl'));
});
afterAll(() => world.end());

/** A proposal, and another invoice of the same client with so much left. */
async function proposal(amountMinor: number, otherMinor: number) {
  const client = `Firm ${amountMinor}`;
  const invoice = await world.invoice({ client, balanceMinor: amountMinor });
  const other = await world.invoice({ client, balanceMinor: otherMinor });
  await world.line({ amountMinor, counterparty: client, reference: invoice.number });
  await world.match();
  const match = (await world.matches()).find((one) => one.amountMinor === amountMinor && one.state === 'proposed');
  if (!match) throw new Error('nothing proposed');
  return { match, other, invoice };
}
const choose = (matchId: string, invoiceId: string) =>
  world.books(async (tx) => {
    const match = await lockMatch(tx, matchId);
    return match ? chooseInvoice(tx, world.cipher, match, invoiceId, 'user:reviewer') : 'REVIEW_STALE';
  });
const newest = async (paidMinor: number) =>
  (await world.matches()).find((one) => one.paidMinor === paidMinor && one.state === 'proposed');

describe('[H-18] [PY-MATCH-06] another invoice is chosen for a payment', () => {
  it('the proposal ends, and the chosen invoice is proposed with no more than it has left; a person decides about it', async () => {
    const { match, other, invoice } = await proposal(71_001, 50_000);
    expect(await choose(match.id, other.id)).toBeNull();
    expect((await world.matches()).find(({ id }) => id === match.id)).toMatchObject({ state: 'rejected' });
    expect(await newest(71_001)).toMatchObject({
      kind: 'over',
      amountMinor: 50_000,
      notAuto: ['chosen_by_person'],
      explanation: { runnerUp: { invoiceId: invoice.id } },
    });
    expect(await choose(match.id, other.id)).toBe('REVIEW_STALE');
  });

  it('an invoice that another match has settled is refused, and nothing was written', async () => {
    const first = await proposal(71_003, 71_004);
    const second = await proposal(71_005, 71_006);
    const taken = await world.invoice({ client: 'Firm taken', balanceMinor: 71_007 });
    await world.line({ amountMinor: 71_007, counterparty: 'Firm taken', reference: taken.number });
    await world.match();
    const holder = await newest(71_007);
    await world.books(async (tx) => {
      const row = await lockMatch(tx, holder?.id ?? '');
      return row && approveMatch(tx, row, 'user:reviewer');
    });
    expect(await choose(first.match.id, taken.id)).toBe('INVOICE_ALREADY_SETTLED');
    expect(await newest(71_003)).toMatchObject({ id: first.match.id, state: 'proposed' });
    // What was chosen is approved by the same guard as any match.
    expect(await choose(second.match.id, second.other.id)).toBeNull();
    const chosen = await newest(71_005);
    await world.owner`update invoices set balance_minor = 1 where id = ${second.other.id}`;
    const refused = await world.books(async (tx) => {
      const row = await lockMatch(tx, chosen?.id ?? '');
      return row && approveMatch(tx, row, 'user:reviewer');
    });
    expect(refused).toBe('INVOICE_ALREADY_SETTLED');
  });

  it('an invoice of another organisation is not there', async () => {
    const { match } = await proposal(71_008, 71_009);
    const foreign = await world.invoice({ tenantId: SECOND_TENANT_ID, balanceMinor: 71_008 });
    expect(await choose(match.id, foreign.id)).toBe('VALIDATION_FAILED');
  });
});
