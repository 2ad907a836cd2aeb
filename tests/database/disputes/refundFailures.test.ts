import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import type { MoneyStep } from '../../../workflows/money/contract.ts';
import { openRehearsal, type Rehearsal } from '../rehearsal.ts';

let world: Rehearsal;
beforeAll(async () => {
  world = await openRehearsal(inject('embeddedUrl'));
});
afterAll(() => world.end());

let counter = 0;

/** A case with an approved refund that was not sent yet. */
async function approved() {
  counter += 1;
  const label = `F${counter}`;
  const caseId = `CASE-${label}`;
  const customerId = `ACC-${label}`;
  const chargeId = `ch_${label}`;
  const { scope, opened } = await world.bring({
    caseId,
    customerId,
    charges: [{ id: chargeId, amount: 6000, currency: 'usd', customer: customerId }],
  });
  const admitted = await world.decide(scope, opened ?? { taskId: '', shownHash: '' });
  if (!admitted.ok) throw new Error(admitted.code);
  return { caseId, customerId, chargeId, scope, decisionId: admitted.decisionId };
}
type Case = Awaited<ReturnType<typeof approved>>;

const commandOf = async (decisionId: string) =>
  (await world.owner`select * from money_commands where decision_id = ${decisionId} and leg = 'refund'`)[0];
const exposureOf = async (chargeId: string) =>
  (
    await world.owner`select open_minor::int, applied_minor::int from money_exposures where key like ${`%${chargeId}`}`
  )[0];
const phasesOf = async (commandId: string) =>
  (
    await world.owner`select phase from ledger_transactions where command_id = ${commandId} order by occurred_at, phase`
  ).map((row) => row.phase);
const refundIdOf = async (chargeId: string) => String((await world.refundsOf(chargeId)).at(0)?.id);

/** Whoever reviews next can pay: the whole way to a refund that reaches the customer. */
async function payAgain(
  { caseId, customerId, chargeId, scope: old }: Case,
  sameRun: { scope: Case['scope']; round: number } | null,
) {
  let scope = sameRun?.scope;
  let round = sameRun?.round ?? 1;
  if (!scope) {
    const [open] =
      await world.owner`select id, input from processes where tenant_id = ${TENANT} and kind = 'dispute' and subject = ${caseId} and status = 'open'`;
    if (!open) throw new Error('the case was not opened again');
    scope = { ...old, processId: String(open.id) };
    expect(await world.gather(scope, caseId, customerId)).toMatchObject({
      kind: expect.stringMatching(/ready|parked/),
    });
    await world.money.reverseFailedRefund({
      ...scope,
      commandId: String((open.input as { failedCommandId: string }).failedCommandId),
    });
    round = 1;
  }
  const opened = await world.review(scope, round, 'refund_failed');
  const admitted = await world.decide(scope, opened, {
    action: 'modified',
    modification: { action: 'full_refund', amountMinor: 4500 },
  });
  expect(admitted).toMatchObject({ ok: true });
  const decisionId = admitted.ok ? admitted.decisionId : '';
  expect(await world.refund(scope, decisionId)).toMatchObject({ kind: 'applied' });
  expect((await world.refundsOf(chargeId)).length).toBe(2);
  expect(await exposureOf(chargeId)).toMatchObject({ open_minor: 0, applied_minor: 4500 });
  const states = (await world.sandbox.records('stripe', 'refund')).filter((one) => one.charge === chargeId);
  expect(states.map((one) => one.status).toSorted()).toEqual(['failed', 'succeeded']);
}

describe('a refund that comes back before its id is known', () => {
  const ways: [string, (one: Case) => Promise<MoneyStep>][] = [
    [
      'the event comes while the answer is lost; a lookup learns the id',
      async ({ scope, decisionId, chargeId }) => {
        await world.sandbox.fault({ vendor: 'stripe', fault: 'refund_fails', account: chargeId, times: 1 });
        await world.sandbox.fault({
          vendor: 'stripe',
          route: 'POST /v1/refunds',
          fault: 'drop_after',
          account: chargeId,
          times: 2,
        });
        return world.refund(scope, decisionId);
      },
    ],
    [
      'the event comes before the answer, which still says that it succeeded',
      async ({ scope, decisionId, chargeId }) => {
        await world.sandbox.fault({ vendor: 'stripe', fault: 'refund_fails', account: chargeId, times: 1 });
        return world.refund(scope, decisionId);
      },
    ],
    [
      'no event comes at all: the list that is looked into shows it failed',
      async ({ scope, decisionId, chargeId }) => {
        await world.sandbox.fault({
          vendor: 'stripe',
          route: 'POST /v1/refunds',
          fault: 'drop_after',
          account: chargeId,
          times: 2,
        });
        const first = await world.money.executeRefund({ ...scope, decisionId });
        expect(first.kind).toBe('wait');
        await world.sandbox.put('stripe', 'refund_failure', [{ id: await refundIdOf(chargeId), silent: true }]);
        return world.refund(scope, decisionId);
      },
    ],
    [
      'the answer is a replay of the first one: the refund itself is read',
      async ({ scope, decisionId, chargeId }) => {
        await world.sandbox.fault({
          vendor: 'stripe',
          route: 'POST /v1/refunds',
          fault: 'drop_after',
          account: chargeId,
          times: 2,
        });
        await world.sandbox.fault({ vendor: 'stripe', fault: 'stale_list', account: chargeId, value: 3_600_000 });
        const first = await world.money.executeRefund({ ...scope, decisionId });
        expect(first.kind).toBe('wait');
        await world.sandbox.put('stripe', 'refund_failure', [{ id: await refundIdOf(chargeId), silent: true }]);
        return world.refund(scope, decisionId);
      },
    ],
    [
      'a person says found: the id is learned, and with it that it failed',
      async ({ scope, decisionId, chargeId }) => {
        await world.sandbox.fault({
          vendor: 'stripe',
          route: 'POST /v1/refunds',
          fault: 'drop_after',
          account: chargeId,
          times: 2,
        });
        const first = await world.money.executeRefund({ ...scope, decisionId });
        expect(first.kind).toBe('wait');
        const id = await refundIdOf(chargeId);
        await world.sandbox.put('stripe', 'refund_failure', [{ id, event_type: 'refund.updated' }]);
        const commandId = String((await commandOf(decisionId))?.id);
        const opened = await world.books.askAboutMoney({ ...scope, commandId, round: 1 });
        const answer = await world.decide(scope, opened, { action: 'found', vendorId: id });
        if (!answer.ok) throw new Error(answer.code);
        await world.money.settleUnknown({ ...scope, commandId, decisionId: answer.decisionId });
        return world.refund(scope, decisionId);
      },
    ],
  ];
  for (const [way, play] of ways) {
    it(`${way}: nothing counts as paid, a person decides again, and the customer is paid`, async () => {
      const one = await approved();
      expect(await play(one)).toEqual({ kind: 'review_again', reason: 'refund_failed' });
      const command = await commandOf(one.decisionId);
      expect(command).toMatchObject({ state: 'refused', refusal_code: 'refund_failed' });
      expect(await phasesOf(String(command?.id))).toEqual(['pending', 'voided']);
      expect(await exposureOf(one.chargeId)).toMatchObject({ open_minor: 0, applied_minor: 0 });
      await payAgain(one, { scope: one.scope, round: 2 });
    });
  }
});

describe('a refund that comes back after it was paid, however that is learned', () => {
  const types = ['refund.failed', 'refund.updated', 'charge.refund.updated'] as const;
  for (const type of types) {
    it(`event ${type}, also with the case closed at the CRM: it reopens, reverses, and can be paid`, async () => {
      const one = await approved();
      expect(await world.refund(one.scope, one.decisionId)).toMatchObject({ kind: 'applied' });
      await world.books.storeResults({ ...one.scope, outcome: 'refunded' });
      const [crm] = (await world.sandbox.records('salesforce', 'case')).filter((record) => record.Id === one.caseId);
      await world.sandbox.put('salesforce', 'Case', [{ ...crm, Status: 'Closed' }]);
      const id = await refundIdOf(one.chargeId);
      expect(await world.sandbox.put('stripe', 'refund_failure', [{ id, event_type: type }])).toMatchObject({
        delivered: [200],
      });
      await payAgain(one, null);
      expect(await phasesOf(String((await commandOf(one.decisionId))?.id))).toEqual(['pending', 'posted', 'reversed']);
    });
  }

  it('the event comes while the run is open: the run does not end as refunded, and the next one starts by itself', async () => {
    const one = await approved();
    expect(await world.refund(one.scope, one.decisionId)).toMatchObject({ kind: 'applied' });
    await world.sandbox.put('stripe', 'refund_failure', [{ id: await refundIdOf(one.chargeId) }]);
    await world.books.storeResults({ ...one.scope, outcome: 'refunded' });
    expect((await world.runOf(one.scope)).finalResolution).toMatchObject({
      outcome: 'failed',
      error_code: 'REFUND_FAILED',
    });
    await payAgain(one, null);
  });

  it('the event got lost: the reconciler does the same, once, and alarms nobody', async () => {
    const one = await approved();
    expect(await world.refund(one.scope, one.decisionId)).toMatchObject({ kind: 'applied' });
    await world.books.storeResults({ ...one.scope, outcome: 'refunded' });
    await world.sandbox.put('stripe', 'refund_failure', [{ id: await refundIdOf(one.chargeId), silent: true }]);
    const before = await world.owner`select count(*)::int as n from reconciliation_items`;
    for (const _run of [1, 2]) await world.reconcile.reconcileMoney({ tenantId: TENANT });
    expect(await world.owner`select count(*)::int as n from reconciliation_items`).toEqual(before);
    await payAgain(one, null);
  });

  it('the event got lost and nobody reconciled: whoever decides about the case again is not stopped by it', async () => {
    const one = await approved();
    expect(await world.refund(one.scope, one.decisionId)).toMatchObject({ kind: 'applied' });
    await world.books.storeResults({ ...one.scope, outcome: 'refunded' });
    await world.sandbox.put('stripe', 'refund_failure', [{ id: await refundIdOf(one.chargeId), silent: true }]);
    const { scope } = await world.start(one.caseId, one.customerId);
    expect(await world.gather(scope, one.caseId, one.customerId)).toEqual({ kind: 'ready' });
    await world.propose(scope);
    const opened = await world.review(scope);
    const admitted = await world.decide(scope, opened);
    expect(await world.refund(scope, admitted.ok ? admitted.decisionId : '')).toMatchObject({ kind: 'applied' });
  });

  it('an event about a refund nobody commanded is kept, repeats change nothing, and a good refund is left alone', async () => {
    const event = (id: string, status: string, key?: string) => ({
      id: `evt_${id}_${status}`,
      object: 'event',
      type: 'refund.updated',
      data: { object: { id, object: 'refund', status, metadata: key ? { business_key: key } : {} } },
    });
    for (const _time of [1, 2]) expect(await world.tell(event('re_stranger', 'failed'))).toBe(200);
    expect(await world.owner`select taken_at from webhook_events where object_id = 're_stranger'`).toEqual([
      { taken_at: null },
    ]);
    const one = await approved();
    await world.refund(one.scope, one.decisionId);
    await world.books.storeResults({ ...one.scope, outcome: 'refunded' });
    const id = await refundIdOf(one.chargeId);
    // Still good, another refund under the same key, and a liar: the vendor's object decides.
    expect(await world.tell(event(id, 'succeeded'))).toBe(200);
    expect(await world.tell(event('re_other', 'failed', `${TENANT}:${one.decisionId}:refund`))).toBe(200);
    expect(await world.owner`select 1 from processes where subject = ${one.caseId} and run = 2`).toEqual([]);
    expect(await world.tell(event(id, 'failed'))).toBe(200);
    const [open] = await world.owner`select id, input from processes where subject = ${one.caseId} and run = 2`;
    const scope = { ...one.scope, processId: String(open?.id) };
    await world.gather(scope, one.caseId, one.customerId);
    await world.money.reverseFailedRefund({
      ...scope,
      commandId: String((open?.input as { failedCommandId?: string } | undefined)?.failedCommandId),
    });
    expect((await commandOf(one.decisionId))?.failed_later_at).toBeNull();
  });

  it('planted bug: an event that is dropped before its id is known leaves a customer without money and a case that says refunded', async () => {
    const one = await approved();
    await world.sandbox.fault({ vendor: 'stripe', fault: 'refund_fails', account: one.chargeId, times: 1 });
    await world.owner`create function drop_events() returns trigger language plpgsql as $$ begin return null; end $$`;
    await world.owner`create trigger drop_events before insert on webhook_events for each row execute function drop_events()`;
    expect(await world.refund(one.scope, one.decisionId)).toMatchObject({ kind: 'applied' });
    await world.owner`drop trigger drop_events on webhook_events`;
    await world.books.storeResults({ ...one.scope, outcome: 'refunded' });
    expect((await world.runOf(one.scope)).finalResolution).toMatchObject({ outcome: 'refunded' });
    const states = (await world.sandbox.records('stripe', 'refund')).filter((refund) => refund.charge === one.chargeId);
    expect(states.map((refund) => refund.status)).toEqual(['failed']);
  });
});

describe('which refund a person may say was found', () => {
  /** A refund whose answer is lost and that the vendor never applied. */
  async function unknown() {
    const one = await approved();
    await world.sandbox.fault({
      vendor: 'stripe',
      route: 'POST /v1/refunds',
      fault: 'drop_before',
      account: one.chargeId,
      times: 2,
    });
    const step = await world.money.executeRefund({ ...one.scope, decisionId: one.decisionId });
    expect(step.kind).toBe('wait');
    const commandId = String((await commandOf(one.decisionId))?.id);
    return { ...one, commandId };
  }
  async function answer(one: Awaited<ReturnType<typeof unknown>>, vendorId: string, round: number) {
    const opened = await world.books.askAboutMoney({ ...one.scope, commandId: one.commandId, round });
    const admitted = await world.decide(one.scope, opened, { action: 'found', vendorId });
    if (!admitted.ok) throw new Error(admitted.code);
    await world.money.settleUnknown({ ...one.scope, commandId: one.commandId, decisionId: admitted.decisionId });
    return (await commandOf(one.decisionId))?.state;
  }

  it('not one of another command, of another key, of an earlier time, of another charge or amount', async () => {
    const one = await unknown();
    const other = await approved();
    await world.refund(other.scope, other.decisionId);
    const like = { charge: one.chargeId, amount: 4500, currency: 'usd', status: 'succeeded', metadata: {} };
    const seconds = Math.floor(Date.now() / 1000);
    await world.sandbox.put('stripe', 'refund', [
      { ...like, id: `re_early_${one.chargeId}`, created: seconds - 60 },
      { ...like, id: `re_key_${one.chargeId}`, created: seconds, metadata: { business_key: `${TENANT}:other:refund` } },
      { ...like, id: `re_amount_${one.chargeId}`, created: seconds, amount: 4400 },
      { ...like, id: `re_charge_${one.chargeId}`, created: seconds, charge: 'ch_x' },
    ]);
    const owned = await refundIdOf(other.chargeId);
    await world.sandbox.put('stripe', 'refund', [
      { id: owned, charge: one.chargeId, metadata: {}, created: seconds + 1 },
    ]);
    const wrong = ['re_early', 're_key', 're_amount', 're_charge'].map((name) => `${name}_${one.chargeId}`);
    for (const [round, vendorId] of [...wrong, owned, 're_nowhere'].entries())
      expect(await answer(one, vendorId, round + 1), vendorId).toBe('unknown');
    await world.sandbox.put('stripe', 'refund', [{ ...like, id: `re_by_hand_${one.chargeId}`, created: seconds + 1 }]);
    expect(await answer(one, `re_by_hand_${one.chargeId}`, 9)).toBe('applied');
  });
});
