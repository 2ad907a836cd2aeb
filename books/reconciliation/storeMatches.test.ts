import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bankTransactions } from '../../db/banking/schema.ts';
import { processes } from '../../db/operations/schema.ts';
import { invoiceMatchPayments, unmatchedItems } from '../../db/reconciliation/matchSchema.ts';
import { DEFAULT_TENANT_ID, SECOND_TENANT_ID } from '../../db/seed/tenants.ts';
import { type MatchWorld, openMatchWorld } from '../../tests/database/reconciliation/matchWorld.ts';

let world: MatchWorld;
beforeAll(async () => {
  world = await openMatchWorld(inject('embeddedUrl'));
});
afterAll(() => world.end());

const ofLine = (id: string) =>
  world.books(async (tx) => (await tx.select().from(bankTransactions).where(eq(bankTransactions.id, id)))[0]);
const matchOf = async (lineId: string) => {
  const [held] = await world.books((tx) =>
    tx.select().from(invoiceMatchPayments).where(eq(invoiceMatchPayments.bankTransactionId, lineId)),
  );
  return (await world.matches()).find(({ id }) => id === held?.matchId);
};
const waitOf = (itemId: string) =>
  world.books(async (tx) => (await tx.select().from(unmatchedItems).where(eq(unmatchedItems.itemId, itemId)))[0]);

describe('[PY-OV-01] [PY-MATCH-02] [PY-MATCH-07] what a run of matching stores', () => {
  it('a line and an invoice of equal amount become a proposal with its waterfall, score and run; the same run again adds none', async () => {
    const invoice = await world.invoice({ client: 'Birch Books', balanceMinor: 77_701 });
    const line = await world.line({ amountMinor: 77_701, counterparty: 'Birch Books', reference: invoice.number });
    await world.match();
    const match = await matchOf(line.id);
    expect(match).toMatchObject({ state: 'proposed', kind: 'exact', side: 'bank', amountMinor: 77_701, score: 100 });
    const { waterfall, total, rules } = match?.explanation ?? { waterfall: [], total: 0, rules: '' };
    expect(waterfall.map(({ field, points }) => [field, points])).toEqual([
      ['amount', 40],
      ['reference', 35],
      ['date', 15],
      ['payer', 10],
    ]);
    expect([total, rules]).toEqual([100, 'invoice-fixed-points-1']);
    expect((await ofLine(line.id))?.matchState).toBe('proposed');
    const [run] = await world.books((tx) =>
      tx
        .select()
        .from(processes)
        .where(eq(processes.subject, match?.id ?? '')),
    );
    expect(run).toMatchObject({
      kind: 'invoice-match',
      status: 'open',
      title: `Birch Books paid $777.01, invoice ${invoice.number} is due $777.01`,
    });
    const before = await world.matches();
    await world.match();
    expect((await world.matches()).length).toBe(before.length);
  });

  it('below the threshold there is no row, but the reason why, whose age goes on', async () => {
    const line = await world.line({ amountMinor: 424_242, counterparty: 'Nobody Known', reference: 'hello' });
    await world.match();
    expect(await matchOf(line.id)).toBeUndefined();
    const wait = await waitOf(line.id);
    expect(wait).toMatchObject({ wait: 'expected', reason: 'no_invoice_yet' });
    expect(await ofLine(line.id)).toMatchObject({ matchState: 'unmatched', matchReason: 'no_invoice_yet' });
    await world.match();
    expect(await waitOf(line.id)).toEqual(wait);
  });

  it('one run claims an invoice once, whichever side pays it', async () => {
    const invoice = await world.invoice({ client: 'Cedar Cycles', balanceMinor: 55_055 });
    const line = await world.line({ amountMinor: 55_055, counterparty: 'Cedar Cycles', reference: invoice.number });
    await world.charge({ amountMinor: 55_055, invoiceHint: invoice.number, paidAt: new Date('2026-11-14T00:00:00Z') });
    await world.match();
    const claimed =
      (await world.owner`select count(*)::int as n from invoice_match_parts where invoice_id = ${invoice.id}
      and state = 'proposed'`) as unknown as { n: number }[];
    expect(claimed[0]?.n).toBeLessThanOrEqual(1);
    expect(await ofLine(line.id)).toBeDefined();
  });
});

describe('[PY-OV-01] two tenants with equal amounts and references', () => {
  it('nothing crosses', async () => {
    const facts = { client: 'Delta Dental', balanceMinor: 31_337, number: 'INV-SAME' };
    const own = await world.invoice(facts);
    const other = await world.invoice({ ...facts, tenantId: SECOND_TENANT_ID });
    const line = await world.line({
      amountMinor: 31_337,
      counterparty: 'Delta Dental',
      reference: 'INV-SAME',
      tenantId: SECOND_TENANT_ID,
    });
    await world.match(DEFAULT_TENANT_ID);
    await world.match(SECOND_TENANT_ID);
    const rows = (await world.owner`select p.invoice_id, y.bank_transaction_id, p.tenant_id from invoice_match_parts p
      join invoice_match_payments y on y.match_id = p.match_id where p.invoice_id in (${own.id}, ${other.id})`) as unknown as object[];
    expect(rows).toEqual([{ invoice_id: other.id, bank_transaction_id: line.id, tenant_id: SECOND_TENANT_ID }]);
  });
});
