import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { approvedPayments } from '../../../activities/reconciliation/approvedPayments.ts';
import { closeMatch } from '../../../activities/reconciliation/closeMatch.ts';
import { loadUnmatched } from '../../../activities/reconciliation/loadUnmatched.ts';
import { noteReturn } from '../../../activities/reconciliation/noteReturn.ts';
import { openMatch } from '../../../activities/reconciliation/openMatch.ts';
import { approvedReturns, closeReturn, openReturn } from '../../../activities/reconciliation/returnSteps.ts';
import { AUDITS } from '../../../db/audits.ts';
import { lostPayments } from '../../../db/reconciliation/lostPayments.ts';
import { arrived, depsOf } from './arrived.ts';
import { type BillingWorld, openBillingWorld } from './billingWorld.ts';
import { decideTask, recordUntilSettled } from './decideTask.ts';

let world: BillingWorld;
let instanceId: string;
beforeAll(async () => {
  world = await openBillingWorld(inject('embeddedUrl'));
  instanceId = (await world.register('home', (await world.licence(world.A)).key)).body.instance_id;
});
afterAll(() => world.stop());

const deps = () => depsOf(world);
const sql = () => world.database.owner;
const audit = async () => {
  const found = [];
  for (const { name, sql: query } of AUDITS) if ((await sql().unsafe(query)).length > 0) found.push(name);
  return found;
};

/** A match that a reviewer approved and WHMCS has. */
async function recorded(client: number, totals: string[], amountMinor: number) {
  const reference = totals.map((_total, index) => `INV-${client + index}`).join(' ');
  const match = await arrived(world, instanceId, client, `Firm ${client}`, totals, { amountMinor, reference });
  const scope = { tenantId: world.A, processId: match.processId, matchId: match.id };
  const step = await openMatch(deps())(scope);
  if (step.kind !== 'review') throw new Error('nobody is asked');
  const decisionId = await decideTask(world, match.processId, step.task, 'approved');
  for (const payment of await approvedPayments(deps())({ ...scope, decisionId }))
    expect(await recordUntilSettled(world, payment)).toMatchObject({ kind: 'applied' });
  await closeMatch(deps())({ ...scope, ended: { kind: 'recorded' } });
  return { match, scope };
}
const ask = (matchId: string, by = world.adminA) =>
  world.call(by, 'POST /reconciliation/matches/:match_id/undo', { match_id: matchId }, { comment: 'Another client' });
/** The return that is asked for, with its run and its task. */
async function taskOf(returnId: string) {
  const [row] = await sql()`select process_id from invoice_match_returns where id = ${returnId}`;
  const scope = { tenantId: world.A, processId: String(row?.process_id), returnId };
  const step = await openReturn(deps())(scope);
  if (step.kind !== 'review') throw new Error('nobody is asked');
  return { scope, task: step.task };
}
async function takeBack(returnId: string) {
  const { scope, task } = await taskOf(returnId);
  const decisionId = await decideTask(world, scope.processId, task, 'approved');
  const wanted = await approvedReturns(deps())({ ...scope, decisionId });
  for (const payment of [...wanted, ...wanted])
    expect(await recordUntilSettled(world, payment)).toMatchObject({ kind: 'applied' });
  await noteReturn(deps())({ tenantId: world.A, returnId, noteId: decisionId });
  for (const _again of [1, 2]) await closeReturn(deps())({ ...scope, ended: { kind: 'recorded' } });
  return wanted;
}
const takenBackAt = async (ids: number[]) =>
  (await world.sandbox.records('whmcs', 'transaction'))
    .filter((one) => ids.includes(Number(one.invoiceid)) && one.amountout !== '0.00')
    .map(({ invoiceid, amountout }) => [Number(invoiceid), amountout])
    .toSorted();
const invoiceOf = async (id: number) =>
  (await world.sandbox.records('whmcs', 'invoice')).find((one) => Number(one.id) === id);
const matchState = async (id: string) =>
  (await sql()`select state, ended_reason from invoice_matches where id = ${id}`)[0];

describe('[PY-WHM-05] a recorded match is taken back', () => {
  it('by a second person: a payment out at WHMCS, an open invoice, new entries in the ledger, and nothing that was written is changed', async () => {
    const { match } = await recorded(9_000, ['90.00'], 9_000);
    const before = await sql()`select * from ledger_entries order by id`;
    const asked = await ask(match.id);
    expect([asked.status, (await ask(match.id)).body.return_id]).toEqual([202, asked.body.return_id]);
    await takeBack(asked.body.return_id);
    expect(await takenBackAt([9_000])).toEqual([[9_000, '90.00']]);
    expect(await invoiceOf(9_000)).toMatchObject({
      status: 'Unpaid',
      notes: expect.stringContaining('$90.00 that was recorded here was taken back'),
    });
    expect(await matchState(match.id)).toEqual({ state: 'undone', ended_reason: 'asked' });
    const [line] =
      await sql()`select t.match_state, t.match_reason from bank_transactions t join invoice_match_payments p
      on p.bank_transaction_id = t.id where p.match_id = ${match.id}`;
    expect(line).toEqual({ match_state: 'unmatched', match_reason: 'taken_back' });
    const after = await sql()`select * from ledger_entries order by id`;
    const kept = new Map(after.map((entry) => [entry.id, entry]));
    for (const entry of before) expect(kept.get(entry.id)).toEqual(entry);
    const [own] =
      await sql()`select count(*)::int as n, sum(e.amount_minor)::int as sum from ledger_entries e join ledger_transactions t
      on t.id = e.transaction_id join money_commands c on c.id = t.command_id where c.payee = (select 'invoice:' || invoice_id from invoice_match_parts
      where match_id = ${match.id}) and c.leg = 'invoice_return'`;
    expect(own).toEqual({ n: 6, sum: 0 });
    expect((await ask(match.id)).code).toBe('MATCH_NOT_RECORDED');
    expect(await audit()).toEqual([]);
  });

  it('of two invoices: each is taken back once', async () => {
    const { match } = await recorded(9_100, ['31.00', '44.00'], 7_500);
    await takeBack((await ask(match.id)).body.return_id);
    expect(await takenBackAt([9_100, 9_101])).toEqual([
      [9_100, '31.00'],
      [9_101, '44.00'],
    ]);
    expect(await audit()).toEqual([]);
  });

  it('is not approved by who asked for it, in the function and in the books', async () => {
    const { match } = await recorded(9_200, ['92.00'], 9_200);
    const asked = await ask(match.id);
    const { scope, task } = await taskOf(asked.body.return_id);
    await expect(decideTask(world, scope.processId, task, 'approved', { actor: world.adminA.actor })).rejects.toThrow(
      'SELF_REVIEW_FORBIDDEN',
    );
    await expect(
      sql()`update invoice_match_returns set state = 'approved', decided_by = ${world.adminA.actor} where id = ${asked.body.return_id}`,
    ).rejects.toThrow('approved by who asked for it');
    await decideTask(world, scope.processId, task, 'rejected');
    await closeReturn(deps())({ ...scope, ended: { kind: 'nothing' } });
    expect(await matchState(match.id)).toEqual({ state: 'recorded', ended_reason: null });
    expect(await takenBackAt([9_200])).toEqual([]);
  });

  it('planted bug: more than was recorded is refused by the books', async () => {
    const { match } = await recorded(9_300, ['93.00'], 9_300);
    const insert = (
      minor: number,
    ) => sql()`insert into invoice_match_returns (tenant_id, match_id, process_id, reason, amount_minor, parts, requested_by)
      select tenant_id, match_id, ${crypto.randomUUID()}, 'asked', ${minor}, ${sql().json([{ invoiceId: crypto.randomUUID(), amountMinor: minor }])}, 'user:x'
      from invoice_match_parts where match_id = ${match.id}`;
    await expect(insert(9_301)).rejects.toThrow('more is taken back than stands recorded');
  });
});

describe('a payment by card that was matched and goes back', () => {
  /** A recorded match whose payment is one of Stripe. */
  async function paidByCard(client: number, amountMinor: number) {
    const { match } = await recorded(client, [(amountMinor / 100).toFixed(2)], amountMinor);
    const id = crypto.randomUUID();
    const connectionId = crypto.randomUUID();
    const user = world.adminA.userId;
    await sql().begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`insert into stripe_connections (id, tenant_id, user_id, status, account_id, account_name, access_token, mock)
        values (${connectionId}, ${world.A}, ${user}, 'active', ${`acct_${id}`}, 'Shop', 'sealed', true)`;
      await tx`insert into stripe_payments (id, tenant_id, connection_id, stripe_id, status, currency, amount_minor, refunded_minor, paid_at, mock)
        values (${id}, ${world.A}, ${connectionId}, ${`ch_${id}`}, 'succeeded', 'USD', ${amountMinor}, 0, now(), true)`;
      await tx`update invoice_matches set side = 'stripe' where id = ${match.id}`;
      await tx`update bank_transactions set match_state = 'ignored', match_reason = 'test' where id = (select bank_transaction_id
        from invoice_match_payments where match_id = ${match.id})`;
      await tx`update invoice_match_payments set bank_transaction_id = null, stripe_payment_id = ${id} where match_id = ${match.id}`;
    });
    return { match, id };
  }
  const run = () => loadUnmatched(deps())({ tenantId: world.A, processId: crypto.randomUUID() });
  const returnsOf = (matchId: string) =>
    sql()`select id, reason, state, amount_minor::int as minor from invoice_match_returns where match_id = ${matchId} order by created_at`;

  it('refunded in part, a person is asked once for that part; then for the rest, after which the match is undone', async () => {
    const { match, id } = await paidByCard(9_400, 9_400);
    await sql()`update stripe_payments set refunded_minor = 2400, status = 'partially_refunded' where id = ${id}`;
    await run();
    await run();
    const [first, ...more] = await returnsOf(match.id);
    expect([first, more]).toMatchObject([{ reason: 'refunded', state: 'proposed', minor: 2_400 }, []]);
    await takeBack(first?.id);
    expect(await takenBackAt([9_400])).toEqual([[9_400, '24.00']]);
    expect(await matchState(match.id)).toEqual({ state: 'recorded', ended_reason: null });
    const [open] = await sql()`select balance_minor::int as left, state from invoices where invoice_id = 9400`;
    expect(open).toEqual({ left: 2_400, state: 'unpaid' });
    await sql()`update stripe_payments set refunded_minor = 9400, status = 'refunded' where id = ${id}`;
    await run();
    const [, second] = await returnsOf(match.id);
    expect(second).toMatchObject({ minor: 7_000 });
    await takeBack(second?.id);
    expect(await matchState(match.id)).toEqual({ state: 'undone', ended_reason: 'refunded' });
    expect(await audit()).toEqual([]);
  });

  it('disputed and won before anybody decided: an approval is refused, because nothing went back', async () => {
    const { match, id } = await paidByCard(9_500, 9_500);
    await sql()`update stripe_payments set status = 'disputed' where id = ${id}`;
    await run();
    const [asked] = await returnsOf(match.id);
    expect(asked).toMatchObject({ reason: 'disputed', minor: 9_500 });
    await sql()`update stripe_payments set status = 'succeeded', dispute_status = 'won' where id = ${id}`;
    const { scope, task } = await taskOf(asked?.id);
    await expect(decideTask(world, scope.processId, task, 'approved')).rejects.toThrow('REVIEW_STALE');
  });

  it('what a person refused to take back keeps no newer one from being asked about', async () => {
    const [old, newer] = [await paidByCard(9_600, 9_600), await paidByCard(9_700, 9_700)];
    await sql()`update stripe_payments set refunded_minor = 100, status = 'partially_refunded' where id = ${old.id}`;
    await run();
    const [asked] = await returnsOf(old.match.id);
    const { scope, task } = await taskOf(asked?.id);
    await decideTask(world, scope.processId, task, 'rejected');
    await closeReturn(deps())({ ...scope, ended: { kind: 'nothing' } });
    await sql()`update stripe_payments set refunded_minor = 200, status = 'partially_refunded' where id = ${newer.id}`;
    const [found] = await world.db.withTenant(world.A, (tx) => lostPayments(tx, 1));
    expect(found).toMatchObject({ matchId: newer.match.id, lostMinor: 200 });
    await run();
    expect(await returnsOf(old.match.id)).toHaveLength(1);
    const [open] = await returnsOf(newer.match.id);
    const second = await taskOf(open?.id);
    await decideTask(world, second.scope.processId, second.task, 'rejected');
    await closeReturn(deps())({ ...second.scope, ended: { kind: 'nothing' } });
  });

  it('an invoice that may not be opened again is taken back all the same, and stops no matching', async () => {
    const { match, id } = await paidByCard(9_800, 9_800);
    await sql()`update stripe_payments set refunded_minor = 9800, status = 'refunded' where id = ${id}`;
    await run();
    const [asked] = await returnsOf(match.id);
    await world.sandbox.fault({ vendor: 'whmcs', fault: 'ip_refused', account: '"UpdateInvoice"' });
    const { scope, task } = await taskOf(asked?.id);
    const decisionId = await decideTask(world, scope.processId, task, 'approved');
    const [payment] = await approvedReturns(deps())({ ...scope, decisionId });
    if (!payment) throw new Error('nothing to take back');
    expect(await recordUntilSettled(world, payment)).toMatchObject({ kind: 'applied' });
    await world.sandbox.clearFaults();
    expect(await takenBackAt([9_800])).toEqual([[9_800, '98.00']]);
    // Its run ends for another reason all the same: then nothing is left to ask for, and the matching goes on.
    await closeReturn(deps())({ ...scope, ended: { kind: 'refused', code: 'NOT_FOUND' } });
    await run();
    expect((await returnsOf(match.id)).map(({ state }) => state)).toEqual(['refused']);
  });
});
