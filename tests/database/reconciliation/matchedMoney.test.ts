import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { approvedPayments } from '../../../activities/reconciliation/approvedPayments.ts';
import { closeMatch } from '../../../activities/reconciliation/closeMatch.ts';
import { openMatch } from '../../../activities/reconciliation/openMatch.ts';
import { recordInvoicePayment } from '../../../activities/reconciliation/recordInvoicePayment.ts';
import { approvalOf } from '../../../activities/reconciliation/reviewKinds.ts';
import { decideByRules } from '../../../books/reconciliation/decideByRules.ts';
import { lockMatch } from '../../../books/reconciliation/moveMatch.ts';
import { DEFAULT_MATCH_RULES } from '../../../domain/matching/invoices/defaultRules.ts';
import { arrived, depsOf } from './arrived.ts';
import { type BillingWorld, openBillingWorld } from './billingWorld.ts';
import { decideTask } from './decideTask.ts';

let world: BillingWorld;
let instanceId: string;
beforeAll(async () => {
  world = await openBillingWorld(inject('embeddedUrl'));
  instanceId = (await world.register('home', (await world.licence(world.A)).key)).body.instance_id;
});
afterAll(() => world.stop());

const deps = () => depsOf(world);
const paymentsAt = async (ids: number[]) =>
  (await world.sandbox.records('whmcs', 'transaction')).filter((one) => ids.includes(Number(one.invoiceid)));

describe('[PY-OV-01] [PY-WHM-05] [PY-MATCH-08] from a bank line to a payment at WHMCS', () => {
  it('a line and an invoice of equal amount: matched without manual work, approved by the rules, recorded exactly once', async () => {
    const { owner } = world.database;
    await owner`insert into matching_rule_sets (tenant_id, version, rules, active, made_by) select ${world.A}, 1, ${owner.json(
      {
        ...DEFAULT_MATCH_RULES,
        auto: { on: true, from: 95, margin: 10, twins: 'ask' },
      } as never,
    )}, true, 'test'`;
    await owner`update whmcs_instances set auto_approve = true, auto_limit_minor = 100000 where id = ${instanceId}`;
    const match = await arrived(world, instanceId, 7_000, 'GreenLeaf Ltd', ['125.00'], {
      amountMinor: 12_500,
      reference: 'INV-7000',
    });
    const [run] =
      await owner`select count(*)::int as n from processes where kind = 'reconciliation' and status = 'open'`;
    expect(run?.n).toBe(1);
    const scope = { tenantId: world.A, processId: match.processId, matchId: match.id };
    const step = await openMatch(deps())(scope);
    if (step.kind !== 'decided') throw new Error(`the rules did not decide: ${step.kind}`);
    const wanted = await approvedPayments({ db: world.db })({ ...scope, decisionId: step.decisionId });
    expect(wanted).toMatchObject([{ part: 0, amountMinor: 12_500, receivedAt: '2026-11-15T00:00:00Z' }]);
    for (const payment of [...wanted, ...wanted])
      expect(await recordInvoicePayment(deps())(payment)).toMatchObject({ kind: 'applied' });
    for (const _again of [1, 2]) await closeMatch({ db: world.db })({ ...scope, ended: { kind: 'recorded' } });
    expect(await paymentsAt([7_000])).toHaveLength(1);
    const [row] =
      await owner`select m.state, i.state as invoice, i.balance_minor::int as left, (m.recorded_at <= i.balance_checked_at) as known
      from invoice_matches m join invoice_match_parts p on p.match_id = m.id join invoices i on i.id = p.invoice_id where m.id = ${match.id}`;
    expect(row).toEqual({ state: 'recorded', invoice: 'paid', left: 0, known: true });
    expect(await approvedPayments({ db: world.db })({ ...scope, decisionId: step.decisionId })).toEqual([]);
  });

  it('one payment of two invoices: two payments of the one approval, each what the card showed', async () => {
    const match = await arrived(world, instanceId, 7_100, 'Harbour Hotel', ['31.00', '44.00'], {
      amountMinor: 7_500,
      reference: 'INV-7100 INV-7101',
    });
    expect(match).toMatchObject({ kind: 'several_invoices' });
    const scope = { tenantId: world.A, processId: match.processId, matchId: match.id };
    const step = await openMatch(deps())(scope);
    if (step.kind !== 'review') throw new Error('several invoices are for a person');
    const decisionId = await world.db.withTenant(world.A, async (tx) => {
      const locked = await lockMatch(tx, match.id);
      if (!locked) throw new Error('no match');
      return decideByRules(tx, { matchId: match.id, taskId: step.task.taskId, approval: await approvalOf(tx, locked) });
    });
    const wanted = await approvedPayments({ db: world.db })({ ...scope, decisionId: decisionId ?? '' });
    expect(wanted.map(({ part, amountMinor }) => [part, amountMinor]).toSorted()).toHaveLength(2);
    for (const payment of wanted)
      expect(await recordInvoicePayment(deps())(payment)).toMatchObject({ kind: 'applied' });
    expect((await paymentsAt([7_100, 7_101])).map(({ amountin }) => amountin).toSorted()).toEqual(['31.00', '44.00']);
  });
});

describe('[PY-WHM-05] [PY-ADM-06] a payment that goes back between its approval and its record', () => {
  it.each([
    ['taken back by the bank', 'removed_at = now()'],
    [
      'changed by the bank',
      "amount_minor = amount_minor - 1, match_state = 'unmatched', match_reason = 'amount_changed'",
    ],
  ])('%s: nothing is recorded, and payment and invoice are free', async (_how, set) => {
    const { owner } = world.database;
    await owner`update whmcs_instances set auto_approve = false where id = ${instanceId}`;
    const client = 7_800 + Number((await owner`select count(*)::int as n from invoice_matches`)[0]?.n);
    const match = await arrived(world, instanceId, client, `Firm ${client}`, ['19.00'], {
      amountMinor: 1_900,
      reference: `INV-${client}`,
    });
    const scope = { tenantId: world.A, processId: match.processId, matchId: match.id };
    const step = await openMatch(deps())(scope);
    if (step.kind !== 'review') throw new Error('nobody is asked');
    const decisionId = await decideTask(world, match.processId, step.task, 'approved');
    const [payment] = await approvedPayments({ db: world.db })({ ...scope, decisionId });
    if (!payment) throw new Error('nothing to record');
    await owner.unsafe(
      `update bank_transactions set ${set} where id = (select bank_transaction_id from invoice_match_payments where match_id = '${match.id}')`,
    );
    const refused = { kind: 'refused', code: 'PAYMENT_WITHDRAWN' };
    expect(await recordInvoicePayment(deps())(payment)).toMatchObject(refused);
    await closeMatch({ db: world.db })({ ...scope, ended: { kind: 'refused', code: 'PAYMENT_WITHDRAWN' } });
    expect(await paymentsAt([client])).toEqual([]);
    const [row] = await owner`select state, ended_reason from invoice_matches where id = ${match.id}`;
    expect(row).toEqual({ state: 'refused', ended_reason: 'PAYMENT_WITHDRAWN' });
  });
});
