import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_TENANT_ID as tenantId } from '../../../db/seed/tenants.ts';
import { DEFAULT_MATCH_RULES } from '../../../domain/matching/invoices/defaultRules.ts';
import { bill, importLines, matchOf, type Receipts, registerWhmcs } from '../../fixtures/receipts.ts';
import { eventually, openWorld, settled, type World } from '../world.ts';

let world: World;
let receipts: Receipts;
let instanceId = '';
const number = `DE${Math.floor(1e19 + Math.random() * 8e19)}`.slice(0, 22);
beforeAll(async () => {
  world = openWorld();
  const { admin, superUser, sandbox } = world;
  receipts = { tenantId, admin, superUser, sandbox, until: eventually };
  instanceId = await registerWhmcs(receipts, 'money-path');
});
afterAll(async () => {
  await world.owner`delete from matching_rule_sets where tenant_id = ${tenantId}`;
  if (instanceId) await world.admin.post(`/integrations/whmcs/${instanceId}/disconnect`, {});
  await world.close();
});

/** What WHMCS really recorded at an invoice, in its effect log. */
async function recordedAt(invoice: number) {
  const rows = await world.sandbox.records('whmcs', 'transaction');
  const own = new Set(rows.filter((row) => Number(row.invoiceid) === invoice).map((row) => String(row.id)));
  return (await world.sandbox.effects('whmcs')).filter((one) => one.kind === 'payment' && own.has(String(one.id)));
}
const notesOf = async (invoice: number) =>
  String((await world.sandbox.records('whmcs', 'invoice')).find((one) => Number(one.id) === invoice)?.notes ?? '');
const decide = (matchId: string, action: 'approve' | 'reject', body: object, by = world.reviewer) => {
  const key = { 'idempotency-key': crypto.randomUUID() };
  return settled(() => by.post(`/reconciliation/matches/${matchId}/${action}`, body, key));
};
/** What the ledger holds of a match's money, by account. */
const ledgerOf = async (matchId: string) =>
  world.owner`select a.code, sum(e.amount_minor)::int as minor from invoice_matches m join money_commands c on c.process_id = m.process_id
    join ledger_transactions t on t.command_id = c.id join ledger_entries e on e.transaction_id = t.id join ledger_accounts a on a.id = e.account_id
    where m.id = ${matchId} group by a.code having sum(e.amount_minor) <> 0 order by 1`;

describe('[W-17] [W-18] [PY-OV-02] [PY-WHM-05] [PY-WHM-06] money received, from a statement to a paid invoice', () => {
  it('an approved match is recorded at WHMCS exactly once, stands in the ledger and in the notes of the invoice; the same again changes nothing', async () => {
    await bill(receipts, instanceId, [
      { id: 7_301, client: 'Alder Arts', total: '73.01' },
      { id: 7_302, client: 'Beech Bikes', total: '73.02' },
    ]);
    await importLines(receipts, number, [
      { from: 'Alder Arts', amount: '73.01', reference: 'INV-7301' },
      { from: 'Beech Bikes', amount: '73.02', reference: 'INV-7302' },
    ]);
    const match = await matchOf(receipts, 7_301, 'proposed');
    const comment = { comment: 'Agrees with the remittance advice' };
    expect(await decide(match.match_id, 'approve', comment)).toMatchObject({ status: 200 });
    expect(await matchOf(receipts, 7_301, 'recorded')).toMatchObject({ match_id: match.match_id });
    expect(await decide(match.match_id, 'approve', comment)).toMatchObject({ status: 200 });
    expect(await decide(match.match_id, 'reject', comment)).toMatchObject({
      status: 409,
      body: { error: { code: 'REVIEW_ALREADY_DECIDED' } },
    });
    expect(await recordedAt(7_301)).toMatchObject([{ amountMinor: 7_301, currency: 'USD' }]);
    expect(await ledgerOf(match.match_id)).toEqual([
      { code: 'payments_recorded', minor: -7_301 },
      { code: 'receipts_matched', minor: 7_301 },
    ]);
    await eventually('the note', async () => /A received payment of \$73\.01 was matched/.test(await notesOf(7_301)));
  });

  it('a refused match leaves a note at WHMCS and nothing else', async () => {
    const match = await matchOf(receipts, 7_302, 'proposed');
    expect(await decide(match.match_id, 'reject', { comment: 'It is for another invoice' })).toMatchObject({
      status: 200,
    });
    await matchOf(receipts, 7_302, 'rejected');
    await eventually('the note', async () => /was refused/.test(await notesOf(7_302)));
    expect(await recordedAt(7_302)).toEqual([]);
  });

  it('[PY-MATCH-08] what the rules approve is recorded once without a person', async () => {
    const auto = { ...DEFAULT_MATCH_RULES, auto: { on: true, from: 95, margin: 10, twins: 'ask' } };
    await world.owner`insert into matching_rule_sets (tenant_id, version, rules, active, made_by)
      select ${tenantId}, coalesce(max(version), 0) + 1, ${world.owner.json(auto as never)}, true, 'test' from matching_rule_sets where tenant_id = ${tenantId}`;
    await world.owner`update whmcs_instances set auto_approve = true, auto_limit_minor = 100000 where id = ${instanceId}`;
    await bill(receipts, instanceId, [{ id: 7_303, client: 'Cedar Cafe', total: '73.03' }]);
    await importLines(receipts, number, [{ from: 'Cedar Cafe', amount: '73.03', reference: 'INV-7303' }]);
    expect(await matchOf(receipts, 7_303, 'recorded')).toMatchObject({ approved_by: 'auto' });
    expect(await recordedAt(7_303)).toMatchObject([{ amountMinor: 7_303 }]);
  });
});
