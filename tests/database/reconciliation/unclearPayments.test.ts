import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { approvedPayments } from '../../../activities/reconciliation/approvedPayments.ts';
import { askAboutInvoicePayment } from '../../../activities/reconciliation/askAboutInvoicePayment.ts';
import { askAboutParts } from '../../../activities/reconciliation/askAboutParts.ts';
import { closeMatch } from '../../../activities/reconciliation/closeMatch.ts';
import { openMatch } from '../../../activities/reconciliation/openMatch.ts';
import { settleInvoicePayment } from '../../../activities/reconciliation/settleInvoicePayment.ts';
import { AUDITS } from '../../../db/audits.ts';
import type { InvoicePaymentInput } from '../../../workflows/reconciliation/contract.ts';
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
const asking = () => ({ ...deps(), approverEmails: ['office@countersign.example'] });

/** A match of a line with invoices that a person has approved, and what is to be recorded of it. */
async function approved(client: number, totals: string[], amountMinor: number) {
  const reference = totals.map((_total, index) => `INV-${client + index}`).join(' ');
  const match = await arrived(world, instanceId, client, `Firm ${client}`, totals, { amountMinor, reference });
  const scope = { tenantId: world.A, processId: match.processId, matchId: match.id };
  const step = await openMatch(deps())(scope);
  if (step.kind !== 'review') throw new Error('nobody is asked');
  const decisionId = await decideTask(world, match.processId, step.task, 'approved');
  return { match, scope, decisionId, wanted: await approvedPayments(deps())({ ...scope, decisionId }) };
}

const record = (input: InvoicePaymentInput) => recordUntilSettled(world, input);
const paymentsAt = async (ids: number[]) =>
  (await world.sandbox.effects('whmcs')).filter(
    ({ kind, id }) => kind === 'payment' && ids.some((client) => transactionIds.get(client)?.has(String(id))),
  );
/** Ids of the transactions of an invoice at WHMCS. */
const transactionIds = new Map<number, Set<string>>();
const lookAt = async (ids: number[]) => {
  for (const id of ids) {
    const rows = (await world.sandbox.records('whmcs', 'transaction')).filter((one) => Number(one.invoiceid) === id);
    transactionIds.set(id, new Set(rows.map((one) => String(one.id))));
  }
  return paymentsAt(ids);
};
const partsOf = async (matchId: string) =>
  (
    await world.database
      .owner`select i.invoice_id::int as id, p.state from invoice_match_parts p join invoices i on i.id = p.invoice_id
      where p.match_id = ${matchId} order by 1`
  ).map(({ id, state }) => [id, state]);
const audit = async () => {
  const found = [];
  for (const { name, sql } of AUDITS) if ((await world.database.owner.unsafe(sql)).length > 0) found.push(name);
  return found;
};

/** Records all parts in their order until WHMCS refuses one. */
async function recordUntilRefused(wanted: InvoicePaymentInput[]): Promise<string | null> {
  for (const payment of wanted) {
    const step = await record(payment);
    if (step.kind === 'refused') return step.code;
  }
  return null;
}
/** Two invoices of one payment, the one that is recorded last cancelled at WHMCS after the approval. */
async function halfRecorded(client: number) {
  const made = await approved(client, ['31.00', '44.00'], 7_500);
  const last = made.wanted.at(-1);
  const [row] = await world.database
    .owner`select invoice_id::int as id from invoices where id = ${last?.invoiceRowId ?? ''}`;
  const id = Number(row?.id);
  const total = id === client ? '31.00' : '44.00';
  const put = (status: string) =>
    world.sandbox.put('whmcs', 'invoice', [{ id, userid: client, total, invoicenum: `INV-${id}`, status }]);
  await put('Cancelled');
  const code = await recordUntilRefused(made.wanted);
  return { ...made, id, other: id === client ? client + 1 : client, put, code: code ?? '' };
}

describe('[PY-WHM-05] [PY-DB-06] WHMCS takes one payment of a match and refuses another', () => {
  it('a person is asked; approved again, what is left is recorded under that decision, and nothing twice', async () => {
    const { scope, wanted, code, decisionId, id, put } = await halfRecorded(8_000);
    expect(code).toBe('INVOICE_ALREADY_SETTLED');
    const asked = { ...scope, decisionId, code, round: 1 };
    const task = await askAboutParts(deps())(asked);
    expect(await askAboutParts(deps())(asked)).toEqual(task);
    if (!task) throw new Error('nobody is asked');
    await put('Unpaid');
    const second = await decideTask(world, scope.processId, task, 'approved');
    const rest = await approvedPayments(deps())({ ...scope, decisionId: second });
    expect(rest).toMatchObject([{ part: 2, amountMinor: wanted[1]?.amountMinor, decisionId: second }]);
    expect(await recordUntilRefused([...rest, ...rest])).toBeNull();
    await closeMatch(deps())({ ...scope, ended: { kind: 'recorded' } });
    expect(await lookAt([id])).toHaveLength(1);
    expect((await partsOf(scope.matchId)).map(([, state]) => state)).toEqual(['recorded', 'recorded']);
    expect(await audit()).toEqual([]);
  });

  it('left by a person: the match says that it is recorded in part, and the other invoice is free', async () => {
    const { scope, code, decisionId, id, other } = await halfRecorded(8_100);
    const task = await askAboutParts(deps())({ ...scope, decisionId, code, round: 1 });
    if (!task) throw new Error('nobody is asked');
    await decideTask(world, scope.processId, task, 'rejected');
    for (const _again of [1, 2]) await closeMatch(deps())({ ...scope, ended: { kind: 'in_part' } });
    const [match] = await world.database
      .owner`select state, ended_reason from invoice_matches where id = ${scope.matchId}`;
    expect(match).toEqual({ state: 'recorded', ended_reason: 'in_part' });
    expect(new Map((await partsOf(scope.matchId)) as [number, string][])).toEqual(
      new Map([
        [other, 'recorded'],
        [id, 'refused'],
      ]),
    );
    expect(await lookAt([id, other])).toHaveLength(1);
    expect(await audit()).toEqual([]);
  });

  it('planted bug: a part that WHMCS has is not let go by the books', async () => {
    const { scope, other } = await halfRecorded(8_200);
    await expect(
      world.database.owner`update invoice_match_parts p set state = 'refused' from invoices i where i.id = p.invoice_id
        and p.match_id = ${scope.matchId} and i.invoice_id = ${other}`,
    ).rejects.toThrow('recorded or being recorded');
  });

  it('refused before anything was recorded, nobody is asked about a rest: payment and invoice are free', async () => {
    const { scope, wanted, decisionId } = await approved(8_300, ['12.00'], 1_200);
    await world.sandbox.put('whmcs', 'invoice', [{ id: 8_300, userid: 8_300, total: '12.00', status: 'Cancelled' }]);
    expect(await recordUntilRefused(wanted)).toBe('INVOICE_ALREADY_SETTLED');
    const code = 'INVOICE_ALREADY_SETTLED';
    expect(await askAboutParts(deps())({ ...scope, decisionId, code, round: 1 })).toBeNull();
  });
});

describe('[H-19] [PY-WHM-05] a payment of which nobody knows whether WHMCS has it', () => {
  it('is never sent again on doubt: a person is asked, and what they name is compared before it counts', async () => {
    const { scope, wanted } = await approved(8_400, ['15.00'], 1_500);
    const [payment] = wanted;
    if (!payment) throw new Error('nothing to record');
    const transid = `cs-${payment.decisionId}`;
    // What was sent stands at another invoice: somebody moved it there, or WHMCS did.
    const stray = { id: 88_400, invoiceid: 8_499, transid, amountin: '15.00', amountout: '0.00' };
    await world.sandbox.put('whmcs', 'transaction', [stray]);
    await world.sandbox.fault({ vendor: 'whmcs', fault: 'accept_duplicate' });
    const step = await record(payment);
    if (step.kind !== 'ask_person') throw new Error(`nobody is asked: ${step.kind}`);
    expect(await lookAt([8_400])).toEqual([]);
    const unclear = { ...scope, requestId: scope.matchId, commandId: step.commandId };
    const task = await askAboutInvoicePayment(asking())({ ...unclear, round: 1 });
    expect(await askAboutInvoicePayment(asking())({ ...unclear, round: 1 })).toEqual(task);
    const [row] = await world.database.owner`select title, kind from review_tasks where id = ${task.taskId}`;
    expect(row).toEqual({ kind: 'money_unknown', title: 'Does WHMCS have $15.00 on invoice INV-8400?' });
    const wrong = await decideTask(world, scope.processId, task, 'found', { vendorId: '88400' });
    await settleInvoicePayment(deps())({ ...unclear, decisionId: wrong });
    const stateOf = async () =>
      (await world.database.owner`select state, vendor_id from money_commands where id = ${step.commandId}`)[0];
    expect(await stateOf()).toMatchObject({ state: 'unknown' });
    const again = await askAboutInvoicePayment(asking())({ ...unclear, round: 2 });
    await world.sandbox.put('whmcs', 'transaction', [{ ...stray, invoiceid: 8_400, transid: 'typed' }]);
    const right = await decideTask(world, scope.processId, again, 'found', { vendorId: '88400' });
    await settleInvoicePayment(deps())({ ...unclear, decisionId: right });
    expect(await stateOf()).toEqual({ state: 'applied', vendor_id: `${instanceId}:88400` });
    expect(await record(payment)).toMatchObject({ kind: 'applied' });
    expect(await lookAt([8_400])).toEqual([]);
    await world.sandbox.clearFaults();
    await closeMatch(deps())({ ...scope, ended: { kind: 'recorded' } });
    expect(await audit()).toEqual([]);
  });

  it('an answer of absent lets it be looked for again, and only what is proved absent is sent', async () => {
    const { scope, wanted } = await approved(8_500, ['16.00'], 1_600);
    const [payment] = wanted;
    if (!payment) throw new Error('nothing to record');
    await world.sandbox.fault({ vendor: 'whmcs', fault: 'unavailable', account: '"GetTransactions"' });
    const step = await record(payment);
    if (step.kind !== 'ask_person') throw new Error(`nobody is asked: ${step.kind}`);
    const unclear = { ...scope, requestId: scope.matchId, commandId: step.commandId };
    const task = await askAboutInvoicePayment(asking())({ ...unclear, round: 1 });
    const decisionId = await decideTask(world, scope.processId, task, 'absent');
    await world.sandbox.clearFaults();
    await settleInvoicePayment(deps())({ ...unclear, decisionId });
    expect(await record(payment)).toMatchObject({ kind: 'applied' });
    expect(await lookAt([8_500])).toHaveLength(1);
  });
});

describe('[H-18] [PY-DB-06] a payment that WHMCS may have', () => {
  it('is let go by no run that ends for another reason', async () => {
    const { scope, wanted } = await approved(8_550, ['18.00'], 1_800);
    const [payment] = wanted;
    if (!payment) throw new Error('nothing to record');
    await world.sandbox.fault({ vendor: 'whmcs', fault: 'unavailable', account: '"GetTransactions"' });
    expect((await record(payment)).kind).toBe('ask_person');
    await world.sandbox.clearFaults();
    await closeMatch(deps())({ ...scope, ended: { kind: 'refused', code: 'INTEGRATION_NOT_CONFIGURED' } });
    const [match] = await world.database.owner`select m.state, p.holds from invoice_matches m
      join invoice_match_payments p on p.match_id = m.id where m.id = ${scope.matchId}`;
    expect(match).toEqual({ state: 'approved', holds: true });
  });
});

describe('[W-18] a run that begins again', () => {
  it('goes on with the decision that was made, of a person or the rules', async () => {
    const { scope, decisionId } = await approved(8_600, ['17.00'], 1_700);
    expect(await openMatch(deps())(scope)).toEqual({ kind: 'decided', decisionId, approved: true });
  });
});
