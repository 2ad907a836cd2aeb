import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID } from '../../../db/seed/tenants.ts';
import { openRehearsal, type Rehearsal } from '../rehearsal.ts';

let world: Rehearsal;
type Scope = Parameters<Rehearsal['refund']>[0];
beforeAll(async () => {
  world = await openRehearsal(inject('embeddedUrl'));
});
afterAll(() => world.end());

const DAY_S = 86_400;
const now = () => Math.floor(Date.now() / 1000);
let counter = 0;

/** A case of its own customer that names a charge; `charge` overrides what the charge is. */
async function named(charge: Record<string, unknown>, more: { crm?: object; others?: object[] } = {}) {
  counter += 1;
  const label = `T${counter}`;
  const own = { id: `ch_${label}`, amount: 6000, currency: 'usd', customer: `ACC-${label}`, created: now() - DAY_S };
  const others = (more.others ?? []).map((other, index) => ({
    ...own,
    id: `ch_${label}_own${index}`,
    ...other,
  }));
  const brought = await world.bring({
    caseId: `CASE-${label}`,
    customerId: `ACC-${label}`,
    charges: [{ ...own, ...charge }, ...others],
    crm: { ...more.crm },
  });
  return { ...brought, chargeId: `ch_${label}`, label };
}
const codes = (card: Awaited<ReturnType<typeof named>>['card']) => (card?.warnings ?? []).map(({ code }) => code);
const NOTHING = { taskId: '', shownHash: '' };
const WHY = 'Checked with the bank, the customer is right.';

describe('a charge that a record names passes the rules of one that was found', () => {
  it('a clean charge of the customer has no warning and is approved without a reason', async () => {
    const { scope, opened, card, chargeId } = await named({});
    expect(codes(card)).toEqual([]);
    const admitted = await world.decide(scope, opened ?? never());
    expect(admitted).toMatchObject({ ok: true });
    expect(await world.refund(scope, idOf(admitted))).toMatchObject({ kind: 'applied' });
    expect(await world.record(scope, idOf(admitted))).toMatchObject({ kind: 'applied' });
    expect(await world.refundsOf(chargeId)).toMatchObject([{ amountMinor: 4500 }]);
  });

  const soft: [string, Record<string, unknown>, string[]][] = [
    ["another customer's", { customer: 'ACC-B' }, ['other_customer', 'billing_payment_unclear']],
    ['of a customer in other letters', { customer: 'acc-t999' }, ['other_customer', 'billing_payment_unclear']],
    ['of nobody', { customer: null }, ['customer_unknown', 'billing_payment_unclear']],
    ['nine years old', { created: now() - 9 * 365 * DAY_S }, ['too_old']],
    ['dated two days after it was read', { created: now() + 2 * DAY_S }, ['age_unknown']],
    ['181 days old', { created: now() - 181 * DAY_S }, ['too_old']],
    ['smaller than what is disputed', { amount: 4499 }, ['smaller_than_disputed']],
  ];
  for (const [what, charge, warned] of soft) {
    it(`${what}: a warning in words, no approval without a reason, and the books refuse it too`, async () => {
      // A second charge keeps billing's largest invoice above what is disputed.
      const { scope, opened, card, chargeId } = await named(charge, { others: [{ created: now() - 400 * DAY_S }] });
      expect(codes(card)).toEqual(warned);
      expect(card?.warnings?.every(({ text }) => /^[A-Z].*\.$/.test(text))).toBe(true);
      expect(await world.decide(scope, opened ?? never())).toEqual({ ok: false, code: 'OVERRIDE_REQUIRED' });
      expect(await world.decide(scope, opened ?? never(), { overrideReason: 'ok' })).toMatchObject({ ok: false });
      expect(await world.refundsOf(chargeId)).toEqual([]);
      const admitted = await world.decide(scope, opened ?? never(), { overrideReason: WHY });
      expect(admitted).toMatchObject({ ok: true });
      expect(await world.refund(scope, idOf(admitted))).toMatchObject({ kind: 'applied' });
      expect(await world.refundsOf(chargeId)).toHaveLength(1);
    });
  }

  const never_: [string, Record<string, unknown>, string[]][] = [
    ['failed', { status: 'failed' }, ['charge_failed']],
    ['never captured', { captured: false }, ['not_captured']],
    ['pending', { status: 'pending' }, ['charge_pending']],
    ['in another currency', { currency: 'eur' }, ['currency_differs']],
    ['failed, foreign and old', { status: 'failed', customer: 'ACC-B', created: 1 }, ['charge_failed']],
  ];
  for (const [what, charge, warned] of never_) {
    it(`${what}: no override sends money there; another charge that fits can be chosen`, async () => {
      const { scope, opened, card, chargeId } = await named(charge, { others: [{}] });
      expect(codes(card)).toEqual(expect.arrayContaining(warned));
      expect(card).toMatchObject({ payee: null, candidates: [{ charge_id: `${chargeId}_own0` }] });
      const modification = { action: 'full_refund' as const, amountMinor: 4500 };
      for (const decision of [
        { overrideReason: WHY },
        { action: 'modified' as const, overrideReason: WHY, modification },
        { action: 'modified' as const, overrideReason: WHY, modification: { ...modification, chargeId } },
      ])
        expect(await world.decide(scope, opened ?? never(), decision)).toMatchObject({ ok: false });
      const admitted = await world.decide(scope, opened ?? never(), {
        action: 'modified',
        overrideReason: WHY,
        modification: { ...modification, chargeId: `${chargeId}_own0` },
      });
      expect(admitted).toMatchObject({ ok: true });
      expect(await world.refund(scope, idOf(admitted))).toMatchObject({ kind: 'applied' });
      expect(await world.refundsOf(chargeId)).toEqual([]);
      expect(await world.refundsOf(`${chargeId}_own0`)).toHaveLength(1);
    });
  }

  it('a case dated in the past makes its charge no younger', async () => {
    const created = now() - 9 * 365 * DAY_S;
    const { card } = await named(
      { created },
      { crm: { CreatedDate: new Date((created + DAY_S) * 1000).toISOString() }, others: [{}] },
    );
    expect(codes(card)).toEqual(['too_old']);
  });

  it('planted bug: without the judgement of the owner the foreign charge is approved without a word', async () => {
    const { scope, opened } = await named({ customer: 'ACC-B' }, { others: [{}] });
    await world.owner`alter table review_snapshots disable trigger user`;
    const [row] =
      await world.owner`select s.id, s.canonical_json from review_tasks t join review_snapshots s on s.id = t.snapshot_id where t.id = ${opened?.taskId ?? ''}`;
    await world.owner`update review_snapshots set canonical_json = ${JSON.stringify({ ...JSON.parse(String(row?.canonical_json)), warnings: [] })} where id = ${row?.id}`;
    await world.owner`alter table review_snapshots enable trigger user`;
    const admitted = await world.decide(scope, opened ?? never());
    expect(admitted).toMatchObject({ ok: true });
    // The second gate still holds: before anything is sent the charge is judged again.
    expect(await world.refund(scope, idOf(admitted))).toEqual({ kind: 'review_again', reason: 'charge_changed' });
  });
});

describe('before anything is sent the charge is judged again', () => {
  it.each([
    ['its customer', { customer: 'ACC-STRANGER' }],
    ['its state', { status: 'failed' }],
    ['its capture', { captured: false }],
    ['its amount', { amount: 5000 }],
  ])('%s changed after the approval: a new review opens with the warning', async (_what, change) => {
    const { scope, opened, chargeId, label } = await named({});
    const admitted = await world.decide(scope, opened ?? never());
    const charge = { id: chargeId, amount: 6000, currency: 'usd', customer: `ACC-${label}`, created: now() - DAY_S };
    await world.sandbox.put('stripe', 'charge', [{ ...charge, ...change }]);
    expect(await world.refund(scope, idOf(admitted))).toEqual({ kind: 'review_again', reason: 'charge_changed' });
    expect(await world.refundsOf(chargeId)).toEqual([]);
    const again = await world.review(scope, 2, 'charge_changed');
    if (!('amount' in change)) expect(codes(await world.cardOf(again.taskId))).not.toEqual([]);
  });

  it('a payment that left billing is asked about before the refund, not guessed after it', async () => {
    const { scope, opened, chargeId, label } = await named({});
    const admitted = await world.decide(scope, opened ?? never());
    await world.sandbox.put('zuora', 'account', [
      {
        id: `ACC-${label}`,
        currency: 'USD',
        status: 'Active',
        invoices: [{ id: 'i', amount: 60, invoiceDate: '2026-11-01' }],
        payments: [{ id: 'pay-other', amount: 60, referenceId: 'ch_other' }],
      },
    ]);
    expect(await world.refund(scope, idOf(admitted))).toEqual({ kind: 'review_again', reason: 'charge_changed' });
    expect(await world.refundsOf(chargeId)).toEqual([]);
  });
});

describe("billing's record goes to the payment of the charge and to no other", () => {
  /** The record asks; somebody answers. */
  async function answer(
    scope: Scope,
    decisionId: string,
    round: number,
    said: { action: 'found' | 'absent'; vendorId?: string },
  ) {
    const step = await world.record(scope, decisionId);
    if (step.kind !== 'ask_person') throw new Error(`no question: ${JSON.stringify(step)}`);
    const task = await world.books.askAboutMoney({ ...scope, commandId: step.commandId, round });
    const admitted = await world.decide(scope, task, said);
    expect(admitted).toMatchObject({ ok: true });
    await world.money.settleUnknown({ ...scope, commandId: step.commandId, decisionId: idOf(admitted) });
    return task;
  }
  /** A case whose charge two payments name and others do not, with its approval still to give. */
  async function unclear() {
    counter += 1;
    const label = `P${counter}`;
    const chargeId = `ch_${label}`;
    const payment = (id: string, over: object = {}) => ({
      id: `${id}-${label}`,
      amount: 60,
      referenceId: null,
      effectiveDate: '2026-11-02',
      ...over,
    });
    await world.sandbox.put('zuora', 'account', [
      account(`ACC-${label}`, [
        payment('one', { referenceId: chargeId }),
        payment('two', { referenceId: chargeId }),
        payment('free'),
        payment('small', { amount: 60, refundAmount: 40 }),
        payment('euro', { currency: 'EUR' }),
      ]),
      account(`OTHER-${label}`, [payment('strange')]),
    ]);
    const brought = await world.bring({
      caseId: `CASE-${label}`,
      customerId: `ACC-${label}`,
      charges: [{ id: chargeId, amount: 6000, currency: 'usd', customer: `ACC-${label}` }],
    });
    return { ...brought, label };
  }
  const recordsOf = async (label: string) =>
    (await world.sandbox.records('zuora', 'refund'))
      .map((one) => String(one.paymentId))
      .filter((id) => id.endsWith(label));

  it('a reviewer chooses one of the payments shown with the approval: of the account, large enough, in the currency', async () => {
    const { scope, opened, label, card } = await unclear();
    expect(card?.billing_payments).toMatchObject([
      { payment_id: `one-${label}`, words: 'Names this charge', left_minor: 6000, currency: 'USD', date: '2026-11-02' },
      { payment_id: `two-${label}` },
      { payment_id: `free-${label}`, words: 'Names no charge' },
      { payment_id: `small-${label}`, left_minor: 2000 },
      { payment_id: `euro-${label}`, currency: 'EUR' },
    ]);
    const choose = (vendorId: string) => world.decide(scope, opened ?? never(), { vendorId, overrideReason: WHY });
    for (const [id, code] of [
      ['small', 'AMOUNT_OUT_OF_RANGE'],
      ['euro', 'VALIDATION_FAILED'],
      ['strange', 'VALIDATION_FAILED'],
      ['unknown', 'VALIDATION_FAILED'],
    ] as const)
      expect(await choose(`${id}-${label}`), id).toEqual({ ok: false, code });
    const admitted = await choose(`two-${label}`);
    expect(await world.refund(scope, idOf(admitted))).toMatchObject({ kind: 'applied' });
    expect(await world.record(scope, idOf(admitted))).toMatchObject({ kind: 'applied' });
    expect(await recordsOf(label)).toEqual([`two-${label}`]);
  });

  it('planted bug: a choice that slipped past the approval is looked at again before the record is sent', async () => {
    const { scope, opened, label } = await unclear();
    const admitted = await world.decide(scope, opened ?? never(), { vendorId: `free-${label}`, overrideReason: WHY });
    expect(await world.refund(scope, idOf(admitted))).toMatchObject({ kind: 'applied' });
    // Billing gave the payment back meanwhile.
    const payments = [{ id: `free-${label}`, amount: 60, refundAmount: 60, referenceId: null }];
    await world.sandbox.put('zuora', 'account', [account(`ACC-${label}`, payments)]);
    expect(await world.record(scope, idOf(admitted))).toMatchObject({ kind: 'ask_person' });
    expect(await recordsOf(label)).toEqual([]);
  });

  it('after the refund a person is asked, sees what billing has now, and is asked again where the answer does not fit', async () => {
    const { scope, opened, label } = await unclear();
    const admitted = await world.decide(scope, opened ?? never(), { overrideReason: WHY });
    expect(await world.refund(scope, idOf(admitted))).toMatchObject({ kind: 'applied' });
    await answer(scope, idOf(admitted), 1, { action: 'found', vendorId: `strange-${label}` });
    const task = await answer(scope, idOf(admitted), 2, { action: 'found', vendorId: `free-${label}` });
    const card = await world.cardOf(task.taskId);
    expect(card.billing_payments?.map((one) => one.payment_id)).toContain(`two-${label}`);
    expect(card.question).toContain('At which payment in billing');
    expect(await world.record(scope, idOf(admitted))).toMatchObject({ kind: 'applied' });
    expect(await recordsOf(label)).toEqual([`free-${label}`]);
    // The refund itself was made once, whatever was asked about its record.
    expect(await world.refundsOf(`ch_${label}`)).toHaveLength(1);
  });

  const account = (id: string, payments: object[]) => ({
    id,
    currency: 'USD',
    status: 'Active',
    invoices: [{ id: `i-${id}`, amount: 60, invoiceDate: '2026-11-01' }],
    payments,
  });
  it.each([
    ['no payment names it', [{ id: 'pay-1', amount: 60, referenceId: null }]],
    ['one payment that names another', [{ id: 'pay-1', amount: 60, referenceId: 'ch_x' }]],
    [
      'two payments name it',
      [
        { id: 'pay-1', amount: 60, referenceId: '{charge}' },
        { id: 'pay-2', amount: 60, referenceId: '{charge}' },
      ],
    ],
    ['billing knows no payment at all', []],
  ])('%s: a warning first, a question afterwards, never a guess', async (_what, payments) => {
    counter += 1;
    const label = `B${counter}`;
    const chargeId = `ch_${label}`;
    await world.sandbox.put('zuora', 'account', [
      account(
        `ACC-${label}`,
        payments.map((payment) => ({
          ...payment,
          id: `${payment.id}-${label}`,
          referenceId: payment.referenceId === '{charge}' ? chargeId : payment.referenceId,
        })),
      ),
    ]);
    const { scope, opened, card } = await world.bring({
      caseId: `CASE-${label}`,
      customerId: `ACC-${label}`,
      charges: [{ id: chargeId, amount: 6000, currency: 'usd', customer: `ACC-${label}` }],
    });
    expect(codes(card)).toEqual(['billing_payment_unclear']);
    expect(await world.decide(scope, opened ?? never())).toEqual({ ok: false, code: 'OVERRIDE_REQUIRED' });
    const admitted = await world.decide(scope, opened ?? never(), { overrideReason: WHY });
    expect(await world.refund(scope, idOf(admitted))).toMatchObject({ kind: 'applied' });
    await answer(scope, idOf(admitted), 1, { action: 'absent' });
    expect(await world.record(scope, idOf(admitted))).toMatchObject({
      kind: 'refused',
      code: expect.stringMatching(/^PAYMENT_(NOT_FOUND|AMBIGUOUS)$/),
    });
    const records = await world.sandbox.records('zuora', 'refund');
    expect(records.filter((one) => String(one.paymentId).endsWith(label))).toEqual([]);
  });
});

describe('a case that is run again', () => {
  const limit = (minor: number | null) =>
    world.owner`update tenant_settings set reviewer_limit_minor = ${minor} where tenant_id = ${DEFAULT_TENANT_ID}`;

  it('is paid back no more than is disputed, over all its runs, with a warning; limits judge the sum', async () => {
    const charge = { id: 'ch_again', amount: 20_000, currency: 'usd', customer: 'ACC-AGAIN' };
    const records = { caseId: 'CASE-AGAIN', customerId: 'ACC-AGAIN', charges: [charge] };
    const part = (amountMinor: number) =>
      ({ action: 'modified', modification: { action: 'partial_refund', amountMinor } }) as const;
    const first = await world.bring(records);
    const paid = await world.decide(first.scope, first.opened ?? NOTHING, part(3000));
    expect(await world.refund(first.scope, paid.ok ? paid.decisionId : '')).toMatchObject({ kind: 'applied' });
    await world.books.storeResults({ ...first.scope, outcome: 'refunded' });

    const again = await world.bring({ ...records, charges: [], crm: { Stripe_Charge_Id__c: charge.id } });
    expect(again.card?.maximum_minor).toBe(1500);
    expect(again.card?.warnings).toContainEqual({
      code: 'already_refunded_case',
      text: '$30.00 of this case was paid back before.',
    });
    const repeat = { allowRepeat: true, overrideReason: 'The rest is owed as well.' };
    const refused = async (decision: object) => {
      const answer = await world.decide(again.scope, again.opened ?? NOTHING, decision);
      return answer.ok ? null : answer.code;
    };
    // The sandbox's proposal asks for the whole again.
    expect(await refused(repeat)).toBe('AMOUNT_OUT_OF_RANGE');
    expect(await refused({ ...part(1501), ...repeat })).toBe('AMOUNT_OUT_OF_RANGE');
    expect(await refused({ ...part(1500), allowRepeat: true })).toBe('OVERRIDE_REQUIRED');
    await limit(4499);
    expect(await refused({ ...part(1500), ...repeat })).toBe('REVIEWER_LIMIT_EXCEEDED');
    await limit(null);
    expect(await refused({ ...part(1500), ...repeat })).toBeNull();
  });
});

describe('a case of the CRM is one dispute, whatever id it is asked for by', () => {
  const ID = '5003t00001AbCdE';
  const charge = { id: 'ch_forms', amount: 20_000, currency: 'usd', customer: 'ACC-FORMS' };
  /** Runs the case under an id to its end; how it was collected, and whether money went out. */
  async function paidUnder(asked: string) {
    const { scope } = await world.start(asked, charge.customer);
    const verdict = await world.gather(scope, asked, charge.customer);
    if (verdict.kind !== 'ready') return verdict;
    await world.propose(scope);
    const admitted = await world.decide(scope, await world.review(scope));
    if (admitted.ok) await world.refund(scope, idOf(admitted));
    await world.books.storeResults({ ...scope, outcome: admitted.ok ? 'refunded' : 'rejected' });
    return admitted;
  }

  it('is not paid again under letters that are not its id, though the CRM finds it by them', async () => {
    await world.put({ caseId: ID, customerId: charge.customer, charges: [charge] });
    expect(await paidUnder(ID)).toMatchObject({ ok: true });
    expect(await paidUnder(`${ID}AAV`)).toEqual({ kind: 'parked', reason: 'case_refunded' });
    for (const checksum of ['AAA', 'AAU', 'ZZZ', 'zzz', '999'])
      expect(await paidUnder(ID + checksum), checksum).toEqual({ kind: 'invalid', rule: 'invalid_record' });
    expect(await world.refundsOf(charge.id)).toHaveLength(1);
  });
});

describe('a case that was paid back in full', () => {
  it('is shown to a person when it is run again, and no model is asked', async () => {
    const charge = { id: 'ch_full', amount: 20_000, currency: 'usd', customer: 'ACC-FULL' };
    const first = await world.bring({ caseId: 'CASE-FULL', customerId: 'ACC-FULL', charges: [charge] });
    const paid = await world.decide(first.scope, first.opened ?? NOTHING);
    expect(await world.refund(first.scope, idOf(paid))).toMatchObject({ kind: 'applied' });
    await world.books.storeResults({ ...first.scope, outcome: 'refunded' });
    const again = await world.bring({
      caseId: 'CASE-FULL',
      customerId: 'ACC-FULL',
      crm: { Stripe_Charge_Id__c: charge.id },
    });
    expect(again.verdict).toEqual({ kind: 'parked', reason: 'case_refunded' });
    expect([again.card?.maximum_minor, again.card?.proposal]).toEqual([0, null]);
    expect(codes(again.card)).toContain('already_refunded_case');
  });
});

describe('the database by itself', () => {
  it("refuses a refund in another currency than its charge's, and another amount or charge than was approved", async () => {
    const { scope, opened, chargeId } = await named({});
    const admitted = await world.decide(scope, opened ?? never());
    const insert = (parameters: object, over: { exposureKey?: string } = {}) =>
      world.owner`insert into money_commands (tenant_id, process_id, decision_id, leg, vendor, idempotency_key, payee, amount_minor, currency, exposure_key, parameters, api_version, mock)
        select tenant_id, ${scope.processId}, id, 'refund', 'stripe', ${crypto.randomUUID()}, payee, approved_minor, currency, ${over.exposureKey ?? null}, ${world.owner.json(parameters as never)}, 'v', true
        from review_decisions where id = ${idOf(admitted)}`;
    await expect(insert({ charge: chargeId, amount: 4501 })).rejects.toThrow('amount sent');
    await expect(insert({ charge: 'ch_other', amount: 4500 })).rejects.toThrow('charge sent');
    await world.owner`insert into money_exposures (tenant_id, key, currency, limit_minor) values (${scope.tenantId}, 'stripe_charge:eur', 'EUR', 9000)`;
    await expect(insert({ charge: chargeId, amount: 4500 }, { exposureKey: 'stripe_charge:eur' })).rejects.toThrow(
      'another currency',
    );
  });
});

const idOf = (admission: { ok: boolean; decisionId?: string }): string => admission.decisionId ?? '';
function never(): never {
  throw new Error('no task was opened');
}
