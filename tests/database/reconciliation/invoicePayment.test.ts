import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { noteAtInvoice } from '../../../activities/reconciliation/noteAtInvoice.ts';
import { readWhmcsList } from '../../../activities/reconciliation/readWhmcsList.ts';
import { recordInvoicePayment } from '../../../activities/reconciliation/recordInvoicePayment.ts';
import { disconnectInstance } from '../../../books/reconciliation/changeInstance.ts';
import { intendInvoicePayment } from '../../../books/reconciliation/intendInvoicePayment.ts';
import { lockInstance } from '../../../books/reconciliation/moveInstance.ts';
import { MONEY_AUDITS } from '../../../db/money/audits.ts';
import { invoicePayee } from '../../../domain/reconciliation/invoices.ts';
import type { MoneyStep } from '../../../workflows/money/contract.ts';
import { approvePayment } from './approvePayment.ts';
import { type BillingWorld, openBillingWorld } from './billingWorld.ts';

let world: BillingWorld;
let instanceId: string;
let next = 100;
beforeAll(async () => {
  world = await openBillingWorld(inject('embeddedUrl'));
  instanceId = (await world.register('home', (await world.licence(world.A)).key)).body.instance_id;
});
afterAll(() => world.stop());

const deps = () => ({ db: world.db, cipher: world.cipher, whmcsSandboxUrl: world.whmcsSandboxUrl });

/** An invoice at WHMCS that has been read; its row. */
async function invoice(total = '15.00', more: object = {}): Promise<{ id: number; rowId: string }> {
  next += 1;
  await world.sandbox.put('whmcs', 'invoice', [{ id: next, total, ...more }]);
  await readWhmcsList(deps())({ tenantId: world.A, instanceId, list: 'invoices' });
  const [row] = await world.database
    .owner`select id from invoices where invoice_id = ${next} and instance_id = ${instanceId}`;
  return { id: next, rowId: String(row?.id) };
}
const payment = (rowId: string, approved: { processId: string; decisionId: string }, over: object = {}) => ({
  tenantId: world.A,
  requestId: 'r',
  ...approved,
  invoiceRowId: rowId,
  part: 0,
  amountMinor: 1_500,
  feeMinor: null,
  receivedAt: '2026-11-28T12:00:00Z',
  ...over,
});
type Input = ReturnType<typeof payment>;

/** What recording comes to, when it is tried again as long as it waits; the books' clock moves on instead of the test. */
async function record(input: Input): Promise<MoneyStep> {
  for (let turn = 0; turn < 20; turn += 1) {
    const step = await recordInvoicePayment(deps())(input);
    if (step.kind !== 'wait') return step;
    await world.database
      .owner`update money_commands set lease_until = now() - interval '1 hour' where id = ${step.commandId}`;
  }
  throw new Error('it never ends');
}
const effects = async (id: number) => {
  const records = (await world.sandbox.records('whmcs', 'transaction')).filter((one) => Number(one.invoiceid) === id);
  const own = new Set(records.map((one) => one.id));
  return (await world.sandbox.effects('whmcs')).filter((one) => one.kind === 'payment' && own.has(one.id));
};
const approve = (rowId: string, amountMinor = 1_500) =>
  approvePayment(world, world.A, { payee: invoicePayee(rowId), amountMinor });
const audit = async () => {
  const names = [];
  for (const { name, sql } of MONEY_AUDITS) if ((await world.database.owner.unsafe(sql)).length > 0) names.push(name);
  return names;
};
const left = async (rowId: string) =>
  (await world.database.owner`select state, balance_minor::int as left from invoices where id = ${rowId}`)[0];

describe('[PY-WHM-05] [H-19] [H-30] a payment that was approved', () => {
  it('is recorded once with its own transaction id, date, gateway and fee, and the ledger holds it', async () => {
    const { id, rowId } = await invoice();
    const approved = await approve(rowId);
    const input = payment(rowId, approved, { feeMinor: 45 });
    const step = await record(input);
    expect(step).toMatchObject({ kind: 'applied' });
    expect(await record(input)).toEqual(step);
    expect(await effects(id)).toMatchObject([
      { businessKey: `cs-${approved.decisionId}`, amountMinor: 1_500, currency: 'USD' },
    ]);
    const [kept] = (await world.sandbox.records('whmcs', 'transaction')).filter((one) => Number(one.invoiceid) === id);
    expect(kept).toMatchObject({
      gateway: 'banktransfer',
      date: '2026-11-28 13:00:00',
      fees: '0.45',
      amountin: '15.00',
    });
    expect(await left(rowId)).toEqual({ state: 'paid', left: 0 });
    const phases = await world.database
      .owner`select t.phase, a.code, e.amount_minor::int as amount from ledger_entries e
      join ledger_transactions t on t.id = e.transaction_id join ledger_accounts a on a.id = e.account_id
      join money_commands c on c.id = t.command_id where c.decision_id = ${approved.decisionId} and e.amount_minor > 0 order by t.occurred_at`;
    expect(phases.map(({ phase, code }) => `${phase} ${code}`)).toEqual([
      'pending receipts_matched',
      'posted payments_reserved',
      'settled payments_in_transit',
    ]);
  });

  it.each(['drop_after', 'error_after', 'malformed'])(
    'whose answer is lost (%s) is found and not sent again, also where WHMCS would take the id twice',
    async (fault) => {
      const { id, rowId } = await invoice();
      await world.sandbox.fault({ vendor: 'whmcs', fault: 'accept_duplicate' });
      await world.sandbox.fault({ vendor: 'whmcs', fault, account: '"AddInvoicePayment"', times: 1 });
      const step = await record(payment(rowId, await approve(rowId)));
      await world.sandbox.clearFaults();
      expect(step.kind).toBe('applied');
      expect(await effects(id)).toHaveLength(1);
    },
  );

  it('that never arrived is sent again once its absence is proved', async () => {
    const { id, rowId } = await invoice();
    await world.sandbox.fault({ vendor: 'whmcs', fault: 'drop_before', account: '"AddInvoicePayment"', times: 1 });
    expect((await record(payment(rowId, await approve(rowId)))).kind).toBe('applied');
    expect(await effects(id)).toHaveLength(1);
  });

  it('is not sent again while the list can not be read; then a person is asked', async () => {
    const { id, rowId } = await invoice();
    await world.sandbox.fault({ vendor: 'whmcs', fault: 'drop_after', account: '"AddInvoicePayment"', times: 1 });
    await world.sandbox.fault({ vendor: 'whmcs', fault: 'unavailable', account: '"GetTransactions"' });
    const input = payment(rowId, await approve(rowId));
    expect((await record(input)).kind).toBe('ask_person');
    await world.sandbox.clearFaults();
    expect(await effects(id)).toEqual([]);
  });

  it('planted bug: without looking first, an answer that was lost is paid twice', async () => {
    const { id } = await invoice('50.00');
    const fields = {
      transid: 'planted',
      gateway: 'x',
      date: '2026-11-28 12:00:00',
      amount: '15.00',
      invoiceid: String(id),
    };
    const send = () =>
      fetch(`${world.whmcsSandboxUrl}/includes/api.php`, {
        method: 'POST',
        body: new URLSearchParams({
          action: 'AddInvoicePayment',
          identifier: 'whmcs_home',
          secret: 'whmcs_secret_home',
          ...fields,
        }),
      }).catch(() => null);
    await world.sandbox.fault({ vendor: 'whmcs', fault: 'accept_duplicate' });
    await world.sandbox.fault({ vendor: 'whmcs', fault: 'drop_after', account: '"AddInvoicePayment"', times: 1 });
    await send();
    await send();
    await world.sandbox.clearFaults();
    expect(await effects(id)).toHaveLength(2);
  });

  it('at an invoice that was cancelled meanwhile, or is paid, records nothing', async () => {
    const one = await invoice();
    const approved = await approve(one.rowId);
    await world.sandbox.put('whmcs', 'invoice', [{ id: one.id, total: '15.00', status: 'Cancelled' }]);
    expect(await record(payment(one.rowId, approved))).toEqual({
      kind: 'refused',
      commandId: '',
      code: 'INVOICE_ALREADY_SETTLED',
    });
    expect(await effects(one.id)).toEqual([]);
    const other = await invoice();
    const input = payment(other.rowId, await approve(other.rowId));
    await world.sandbox.put('whmcs', 'transaction', [
      { id: 9_001, invoiceid: other.id, transid: 'by hand', amountin: '1.00', amountout: '0.00' },
    ]);
    expect(await record(input)).toMatchObject({ kind: 'refused', code: 'INVOICE_ALREADY_SETTLED' });
  });
});

describe('[H-18] two payments of one invoice', () => {
  it('at the same instant: one is recorded, the other refused, and never more than its balance', async () => {
    for (let pair = 0; pair < 10; pair += 1) {
      const { id, rowId } = await invoice('20.00');
      const inputs = [];
      for (let index = 0; index < 2; index += 1) inputs.push(payment(rowId, await approve(rowId)));
      const steps = await Promise.all(inputs.map(record));
      expect(steps.map((step) => (step.kind === 'refused' ? step.code : step.kind)).toSorted()).toEqual([
        'INVOICE_ALREADY_SETTLED',
        'applied',
      ]);
      expect(await effects(id)).toHaveLength(1);
    }
  });

  it('in parts fit as long as something is left', async () => {
    const { id, rowId } = await invoice('20.00');
    for (const [amountMinor, kind] of [
      [500, 'applied'],
      [1_000, 'applied'],
      [501, 'refused'],
      [500, 'applied'],
    ] as const)
      expect((await record(payment(rowId, await approve(rowId, amountMinor), { amountMinor }))).kind).toBe(kind);
    expect(await effects(id)).toHaveLength(3);
    expect(await left(rowId)).toEqual({ state: 'paid', left: 0 });
  });

  it('the books refuse by the code that people read', async () => {
    const { rowId } = await invoice('20.00');
    const approved = await approve(rowId, 2_001);
    const intent = {
      tenantId: world.A,
      processId: approved.processId,
      requestId: 'r',
      decision: { id: approved.decisionId, currency: 'USD' },
      invoiceRowId: rowId,
      part: 0,
      feeMinor: null,
      receivedAt: new Date(),
      apiVersion: '8',
    };
    await expect(
      world.db.withTenant(world.A, (tx) => intendInvoicePayment(tx, { ...intent, amountMinor: 2_001 })),
    ).rejects.toMatchObject({ code: 'INVOICE_ALREADY_SETTLED' });
    // Another amount than was approved is refused by the database, whatever is left.
    await expect(
      world.db.withTenant(world.A, (tx) => intendInvoicePayment(tx, { ...intent, amountMinor: 1_000 })),
    ).rejects.toMatchObject({ cause: { code: '23514' } });
  });
});

describe('one approval of several invoices', () => {
  it('records each as one of its payments, and no other', async () => {
    const [one, other, third] = [await invoice('10.00'), await invoice('5.00'), await invoice('5.00')];
    const payments = [
      { payee: invoicePayee(one.rowId), amount_minor: 1_000 },
      { payee: invoicePayee(other.rowId), amount_minor: 500 },
    ];
    const approved = await approvePayment(world, world.A, { payee: 'invoices', amountMinor: 1_500, payments });
    expect((await record(payment(one.rowId, approved, { part: 1, amountMinor: 1_000 }))).kind).toBe('applied');
    expect((await record(payment(other.rowId, approved, { part: 2, amountMinor: 500 }))).kind).toBe('applied');
    const refused = (input: Input) =>
      recordInvoicePayment(deps())(input).then(
        () => 'done',
        (error: { cause?: { code: string } }) => error.cause?.code,
      );
    expect(await refused(payment(third.rowId, approved, { part: 3, amountMinor: 500 }))).toBe('23514');
    expect(await effects(third.id)).toEqual([]);
  });
});

describe('around a payment', () => {
  it('an instance is not left while its outcome is open', async () => {
    const { rowId } = await invoice();
    await world.sandbox.fault({ vendor: 'whmcs', fault: 'unavailable', account: '"GetTransactions"' });
    await recordInvoicePayment(deps())(payment(rowId, await approve(rowId)));
    await world.sandbox.clearFaults();
    const by = { actor: 'user:x', requestId: 'r' };
    const leave = () =>
      world.db.withTenant(world.A, async (tx) => disconnectInstance(tx, await lockInstance(tx, instanceId), by));
    await expect(leave()).rejects.toMatchObject({ code: 'VENDOR_MONEY_OPEN' });
    await expect(
      world.db.withTenant(world.A, (tx) =>
        tx.execute(
          `update whmcs_instances set status = 'disconnected', identifier = null, secret = null, access_key = null, hook_secret = null where id = '${instanceId}'`,
        ),
      ),
    ).rejects.toMatchObject({ cause: { message: expect.stringContaining('open money') } });
  });

  it('money that is stopped is not recorded', async () => {
    const { id, rowId } = await invoice();
    const [stop] = await world.database
      .owner`insert into money_stops (tenant_id, reason, started_by) values (${world.A}, 'test', 'user:x') returning id`;
    const input = payment(rowId, await approve(rowId));
    expect((await recordInvoicePayment(deps())(input)).kind).toBe('stopped');
    await world.database.owner`update money_stops set ended_at = now() where id = ${stop?.id}`;
    expect(await effects(id)).toEqual([]);
    expect((await record(input)).kind).toBe('applied');
  });

  it('what became of a match is noted at the invoice, once, beside what stands there', async () => {
    const { id, rowId } = await invoice('15.00', { notes: 'Pay by Friday' });
    const note = {
      tenantId: world.A,
      invoiceRowId: rowId,
      noteId: '0f0e0d0c-1',
      text: 'Matched with a transfer of\n28 Nov',
    };
    await noteAtInvoice(deps())(note);
    await noteAtInvoice(deps())(note);
    const [kept] = (await world.sandbox.records('whmcs', 'invoice')).filter((one) => Number(one.id) === id);
    expect(kept?.notes).toBe('Pay by Friday\n[Countersign 0f0e0d0c] Matched with a transfer of 28 Nov');
  });

  it('the auditor finds nothing, and finds a payment that was changed', async () => {
    expect(await audit()).toEqual([]);
    await world.database.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update money_commands set parameters = jsonb_set(parameters, '{amount}', '"0.01"') where id = (select id from money_commands where leg = 'invoice_payment' limit 1)`;
    });
    expect(await audit()).toContain(
      'an invoice was recorded as paid with another amount, currency or number than was approved',
    );
  });
});
