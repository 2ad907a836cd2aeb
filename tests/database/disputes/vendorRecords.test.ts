import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openRehearsal, type Rehearsal } from '../rehearsal.ts';

let world: Rehearsal;
beforeAll(async () => {
  world = await openRehearsal(inject('embeddedUrl'));
});
afterAll(() => world.end());

let counter = 0;
function next(): string {
  counter += 1;
  return `V${counter}`;
}

/** Collects a case until it ends or waits, and stores how it ended. */
async function collected(over: { crm?: object; charge?: object; account?: object; memo?: object }) {
  const label = next();
  const customerId = `ACC-${label}`;
  if (over.account)
    await world.sandbox.put('zuora', 'account', [
      {
        id: customerId,
        currency: 'USD',
        status: 'Active',
        invoices: [{ id: 'i', amount: 60, invoiceDate: '2026-11-01' }],
        payments: [],
        ...over.account,
      },
    ]);
  if (over.memo)
    await world.sandbox.put('zuora', 'creditmemo', [
      { id: `cm-${label}`, accountNumber: customerId, ...over.memo, comment: `CASE-${label}` },
    ]);
  const { scope, verdict } = await world.bring({
    caseId: `CASE-${label}`,
    customerId,
    charges: [{ id: `ch_${label}`, amount: 6000, currency: 'usd', customer: customerId, ...over.charge }],
    crm: { ...over.crm },
  });
  if (verdict.kind === 'invalid')
    await world.books.storeResults({ ...scope, outcome: 'invalid', code: 'INVALID_DISPUTE' });
  return { verdict, run: await world.runOf(scope), scope };
}
const invalid = (field: string, rule: string) => ({
  outcome: 'invalid',
  error_code: 'INVALID_RECORD',
  rule: 'invalid_record',
  field,
  field_rule: rule,
  reason: expect.stringContaining(`field ${field}:`),
});

describe('a bad record is no outage: the case ends at once, and says which record, field and rule', () => {
  it.each([
    ['more digits than the currency has', { Amount__c: 45.999 }, 'Amount__c', 'too_many_decimals'],
    ['more digits, as text', { Amount__c: '45.999' }, 'Amount__c', 'too_many_decimals'],
    ['a fraction of a yen', { Amount__c: 45.5, CurrencyIsoCode: 'JPY' }, 'Amount__c', 'too_many_decimals'],
    ['1e15', { Amount__c: 1e15 }, 'Amount__c', 'too_large'],
    ['1e21', { Amount__c: 1e21 }, 'Amount__c', 'not_an_amount'],
    ['words', { Amount__c: 'forty-five' }, 'Amount__c', 'not_an_amount'],
    ['a list', { Amount__c: [45] }, 'Amount__c', 'invalid_union'],
    [
      'separators that can be read in two ways',
      { Amount__c: '1.234', CurrencyIsoCode: 'EUR' },
      'Amount__c',
      'too_many_decimals',
    ],
    ['an unknown currency', { CurrencyIsoCode: 'QQQ' }, 'CurrencyIsoCode', 'unknown_currency'],
    ['gold', { CurrencyIsoCode: 'XAU' }, 'CurrencyIsoCode', 'unknown_currency'],
    ['no currency', { CurrencyIsoCode: null }, 'CurrencyIsoCode', 'missing'],
    ['a date that is none', { CreatedDate: 'yesterday' }, 'CreatedDate', 'custom'],
    ['a number for a text', { Description: 5 }, 'Description', 'invalid_type'],
  ])('CRM, %s', async (_what, crm, field, rule) => {
    const { verdict, run } = await collected({ crm });
    expect(verdict).toEqual({ kind: 'invalid', rule: 'invalid_record' });
    expect(run.finalResolution).toMatchObject(invalid(field, rule));
    expect(run).toMatchObject({ status: 'failed', currentStep: 'invalid' });
  });

  it.each([
    [
      'an invoice of 60.001 USD',
      { account: { invoices: [{ id: 'i', amount: 60.001, invoiceDate: '2026-11-01' }] } },
      'amount',
      'too_many_decimals',
    ],
    [
      'an invoice without a date',
      { account: { invoices: [{ id: 'i', amount: 60 }] } },
      'invoices.0.invoiceDate',
      'invalid_type',
    ],
    ['an account in an unknown currency', { account: { currency: 'ZZZ' } }, 'billingAndPayment.currency', 'custom'],
    ['a credit of words', { account: {}, memo: { amount: 'some', status: 'Posted' } }, 'amount', 'not_an_amount'],
  ])('billing, %s', async (_what, over, field, rule) => {
    const { verdict, run } = await collected(over);
    expect(verdict).toEqual({ kind: 'invalid', rule: 'invalid_record' });
    expect(run.finalResolution).toMatchObject(invalid(field, rule));
  });

  it('Stripe: the charge that the case names, by its field; another one is set aside and hides nothing', async () => {
    const bad = await collected({ charge: { currency: 'isk', amount: 4010 }, account: {} });
    expect(bad.run.finalResolution).toMatchObject(invalid('amount', 'too_many_decimals'));
    const label = next();
    const { verdict, card } = await world.bring({
      caseId: `CASE-${label}`,
      customerId: `ACC-${label}`,
      charges: [
        { id: `ch_${label}`, amount: 6000, currency: 'usd', customer: `ACC-${label}` },
        { id: `ch_${label}_x`, amount: 6000, currency: 'xyz', customer: `ACC-${label}` },
      ],
    });
    expect(verdict).toEqual({ kind: 'ready' });
    expect(card).toMatchObject({ unreadable_charges: [expect.stringContaining('field currency')] });
  });

  it.each([
    ['created', 1e13],
    ['amount', -5],
    ['amount_refunded', -1000],
  ])(
    'Stripe, a charge whose %s is %s: set aside beside one that can be read, and ends the case that names it',
    async (field, value) => {
      const label = next();
      const own = { id: `ch_${label}`, amount: 6000, currency: 'usd', customer: `ACC-${label}` };
      const broken = { ...own, id: `ch_${label}_x`, [field]: value };
      const account = {
        id: own.customer,
        currency: 'USD',
        status: 'Active',
        invoices: [{ id: 'i', amount: 60, invoiceDate: '2026-11-01' }],
        payments: [],
      };
      await world.sandbox.put('zuora', 'account', [account]);
      const beside = await world.bring({ caseId: `CASE-${label}`, customerId: own.customer, charges: [own, broken] });
      expect(beside.card).toMatchObject({ unreadable_charges: [expect.stringContaining(`field ${field}`)] });
      const named = { caseId: `CASE-${label}-2`, customerId: own.customer, charges: [broken] };
      expect((await world.bring(named)).verdict).toEqual({ kind: 'invalid', rule: 'invalid_record' });
    },
  );

  it('planted bug: the same record as a retryable failure is what an outage looks like', async () => {
    await world.sandbox.fault({ vendor: 'salesforce', fault: 'unavailable' });
    const label = next();
    await world.put({ caseId: `CASE-${label}`, customerId: `ACC-${label}` });
    const { scope } = await world.start(`CASE-${label}`, `ACC-${label}`);
    await expect(
      world.collect.fetchCrmCase({ ...scope, caseId: `CASE-${label}`, customerId: `ACC-${label}` }),
    ).rejects.toMatchObject({ kind: 'retryable' });
    expect((await world.runOf(scope)).crmData).toBeNull();
    await world.sandbox.clearFaults();
  });
});

describe('what people and vendors write is read', () => {
  it.each([
    ['1,234.50', 'USD', 123_450],
    ['1.234,50', 'EUR', 123_450],
    ['45', 'JPY', 45],
    ['5,000', 'UGX', 5000],
    ['1,234.567', 'KWD', 1_234_567],
  ])('amount %s in %s, currency in small letters', async (text, currency, minor) => {
    const units = { USD: 200_000, EUR: 200_000, JPY: 200, UGX: 1_000_000, KWD: 2_000_000 }[currency] ?? 0;
    const { verdict, run } = await collected({
      crm: { Amount__c: text, CurrencyIsoCode: currency.toLowerCase() },
      charge: { amount: units, currency: currency.toLowerCase() },
    });
    expect(verdict).toEqual({ kind: 'ready' });
    expect(run.crmData).toMatchObject({ dispute: { amountMinor: minor, currency } });
  });

  it('the address of a case without the spaces around it: whose case it is depends on it', async () => {
    const { run } = await collected({ crm: { SuppliedEmail: ' Reviewer@countersign.example\u00a0' } });
    expect(run.crmData).toMatchObject({ dispute: { contactEmail: 'Reviewer@countersign.example' } });
    const { run: nobody } = await collected({ crm: { SuppliedEmail: ' ' } });
    expect(nobody.crmData).toMatchObject({ dispute: { contactEmail: null } });
  });
});

describe('amounts in the currencies that Stripe counts in its own way', () => {
  it.each([
    ['UGX', 5000, 500_000],
    ['ISK', 5000, 500_000],
    ['MGA', 5000, 5000],
    ['HUF', 5000, 500_000],
    ['TWD', 5000, 500_000],
    ['JPY', 5000, 5000],
    ['KWD', 5.12, 5120],
    ['USD', 45.99, 4599],
  ])('%s %d: what was approved is what is sent', async (currency, major, units) => {
    const label = next();
    const { scope, opened } = await world.bring({
      caseId: `CASE-${label}`,
      customerId: `ACC-${label}`,
      crm: { Amount__c: major, CurrencyIsoCode: currency },
      charges: [{ id: `ch_${label}`, amount: units, currency: currency.toLowerCase(), customer: `ACC-${label}` }],
    });
    const admitted = await world.decide(scope, opened ?? { taskId: '', shownHash: '' });
    const decisionId = admitted.ok ? admitted.decisionId : '';
    expect(await world.refund(scope, decisionId)).toMatchObject({ kind: 'applied' });
    expect(await world.record(scope, decisionId)).toMatchObject({ kind: 'applied' });
    const [refund] = (await world.sandbox.records('stripe', 'refund')).filter((one) => one.charge === `ch_${label}`);
    expect(refund?.amount).toBe(units);
    const [recorded] = (await world.sandbox.records('zuora', 'refund')).filter(
      (one) => one.paymentId === `pay-ch_${label}`,
    );
    expect(recorded?.amount).toBe(major);
    expect(await world.reconcile.reconcileMoney({ tenantId: scope.tenantId })).toMatchObject({ unexplained: 0 });
  });

  it('an amount the vendor does not take is refused before it is approved', async () => {
    const label = next();
    const { scope, opened, card } = await world.bring({
      caseId: `CASE-${label}`,
      customerId: `ACC-${label}`,
      crm: { Amount__c: 5.124, CurrencyIsoCode: 'KWD' },
      charges: [{ id: `ch_${label}`, amount: 6000, currency: 'kwd', customer: `ACC-${label}` }],
    });
    expect(card).toMatchObject({ maximum_minor: 5120, step_minor: 10 });
    const task = opened ?? { taskId: '', shownHash: '' };
    const modified = (amountMinor: number) =>
      world.decide(scope, task, { action: 'modified', modification: { action: 'partial_refund', amountMinor } });
    expect(await modified(5114)).toEqual({ ok: false, code: 'AMOUNT_OUT_OF_RANGE' });
    expect(await modified(5110)).toMatchObject({ ok: true });
  });
});

describe('a record has one name at the CRM, of 15 or of 18 letters', () => {
  const SHORT = '001A0000006Vm9r';
  const LONG = '001A0000006Vm9rIAC';
  it.each([
    [SHORT, LONG, LONG],
    [LONG, SHORT, SHORT],
    [LONG, SHORT, LONG],
    [SHORT, SHORT, LONG],
    [LONG.toLowerCase(), SHORT, LONG],
  ])('event %s, CRM %s, gateway %s are one customer', async (event, crm, gateway) => {
    const label = next();
    const { verdict, card } = await world.bring({
      caseId: `CASE-${label}`,
      customerId: event,
      crm: { AccountId: crm },
      charges: [{ id: `ch_${label}`, amount: 6000, currency: 'usd', customer: gateway }],
    });
    expect(verdict).toEqual({ kind: 'ready' });
    expect(card?.warnings ?? []).not.toContainEqual(expect.objectContaining({ code: 'other_customer' }));
  });

  it('another customer stays another one, also where only the case of letters differs', async () => {
    const label = next();
    const { verdict } = await world.bring({
      caseId: `CASE-${label}`,
      customerId: SHORT,
      crm: { AccountId: '001a0000006vm9r' },
      charges: [{ id: `ch_${label}`, amount: 6000, currency: 'usd', customer: SHORT }],
    });
    expect(verdict).toEqual({ kind: 'invalid', rule: 'customer' });
  });

  it('one case is one dispute under both forms of its id, also when both arrive at once', async () => {
    const short = '500D0000002L9kQ';
    const long = '500D0000002L9kQIAS';
    const [first, second] = await Promise.all([world.start(short, 'ACC-X'), world.start(long, 'ACC-X')]);
    expect(first.scope.processId).toBe(second.scope.processId);
    expect([first.kind, second.kind].toSorted()).toEqual(['joined', 'started']);
  });
});

describe('a run that used a simulated vendor says so', () => {
  it('also when nothing was refunded, when the case was never found, and when it could not be read', async () => {
    const read = await collected({ crm: { Dispute_Type__c: 'weather' } });
    expect(read.run).toMatchObject({ mock: true, finalResolution: { outcome: 'invalid', mock: true } });
    const bad = await collected({ crm: { Amount__c: 'x' } });
    expect(bad.run.finalResolution).toMatchObject({ mock: true });
    const label = next();
    const { scope } = await world.start(`CASE-${label}`, `ACC-${label}`);
    const wanted = { ...scope, caseId: `CASE-${label}`, customerId: `ACC-${label}` };
    await expect(world.collect.fetchCrmCase(wanted)).rejects.toMatchObject({ type: 'CRM_CASE_NOT_FOUND' });
    await world.books.storeResults({ ...scope, outcome: 'invalid', code: 'CRM_CASE_NOT_FOUND' });
    expect(await world.runOf(scope)).toMatchObject({ mock: true, finalResolution: { mock: true } });
    const rejected = await collected({});
    await world.books.storeResults({ ...rejected.scope, outcome: 'rejected' });
    expect((await world.runOf(rejected.scope)).finalResolution).toMatchObject({ outcome: 'rejected', mock: true });
  });
});
