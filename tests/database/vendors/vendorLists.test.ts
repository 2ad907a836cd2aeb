import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openRehearsal, type Rehearsal } from '../rehearsal.ts';

let world: Rehearsal;
beforeAll(async () => {
  world = await openRehearsal(inject('embeddedUrl'));
});
afterAll(() => world.end());

const now = () => Math.floor(Date.now() / 1000);
const get = async (path: string) => {
  const response = await fetch(`${world.base}${path}`);
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown> & { data?: { id: string }[] },
  };
};

describe('lists of the rehearsed vendors page as the real ones do', () => {
  it('Stripe: newest first, limit, cursors in both directions, has_more, bounds of time, and errors', async () => {
    const created = now();
    await world.sandbox.put(
      'stripe',
      'charge',
      // Stored in no order of time.
      [3, 1, 5, 2, 4].map((age) => ({ id: `ch_p${age}`, amount: 100, customer: 'ACC-P', created: created - age * 60 })),
    );
    const ids = async (query: string) => {
      const { body } = await get(`/v1/charges?customer=ACC-P&${query}`);
      return [body.data?.map(({ id }) => id), body.has_more];
    };
    expect(await ids('limit=2')).toEqual([['ch_p1', 'ch_p2'], true]);
    expect(await ids('limit=2&starting_after=ch_p2')).toEqual([['ch_p3', 'ch_p4'], true]);
    expect(await ids('limit=2&starting_after=ch_p4')).toEqual([['ch_p5'], false]);
    expect(await ids('limit=2&ending_before=ch_p4')).toEqual([['ch_p2', 'ch_p3'], true]);
    expect(await ids('limit=2&ending_before=ch_p2')).toEqual([['ch_p1'], false]);
    expect(await ids(`created[gte]=${created - 180}&created[lt]=${created - 60}`)).toEqual([['ch_p2', 'ch_p3'], false]);
    for (const query of [
      'limit=0',
      'limit=101',
      'limit=x',
      'starting_after=ch_none',
      'starting_after=ch_p1&ending_before=ch_p2',
    ])
      expect((await get(`/v1/charges?${query}`)).status, query).toBe(400);
    expect((await get('/v1/charges')).body.data).toHaveLength(5);
  });

  it('Zuora: 20 a page unless said, 40 at most, nextPage while there is more', async () => {
    await world.sandbox.put('zuora', 'account', [
      {
        id: 'ACC-Z',
        currency: 'USD',
        status: 'Active',
        invoices: Array.from({ length: 95 }, (_, index) => ({
          id: `i${index}`,
          amount: 10,
          invoiceDate: '2026-11-01',
        })),
        payments: Array.from({ length: 95 }, (_, index) => ({
          id: `p${index}`,
          amount: 10,
          referenceId: `ch_z${index}`,
        })),
      },
    ]);
    const first = await get('/zuora/v1/payments?accountNumber=ACC-Z');
    expect(first.body).toMatchObject({ payments: { length: 20 }, nextPage: expect.stringContaining('page=2') });
    expect((await get('/zuora/v1/payments?accountNumber=ACC-Z&pageSize=41')).body).toMatchObject({ success: false });
    const last = await get('/zuora/v1/payments?accountNumber=ACC-Z&page=3&pageSize=40');
    expect(last.body.payments).toHaveLength(15);
    expect(last.body.nextPage).toBeUndefined();
  });

  it('Salesforce: 2,000 rows a batch, the rest behind nextRecordsUrl, records under both forms of their id', async () => {
    await world.sandbox.put(
      'salesforce',
      'Account',
      Array.from({ length: 2_100 }, (_, index) => ({ Id: `A-${index}`, Type: 'Many' })),
    );
    const query = (soql: string) => get(`/salesforce/services/data/v67.0/query?q=${encodeURIComponent(soql)}`);
    const { body } = await query("SELECT Id FROM Account WHERE Type = 'Many'");
    expect(body).toMatchObject({ totalSize: 2_100, done: false, records: { length: 2_000 } });
    const rest = await get(`/salesforce${String(body.nextRecordsUrl)}`);
    expect(rest.body).toMatchObject({ done: true, records: { length: 100 } });
    await world.sandbox.put('salesforce', 'Account', [{ Id: '001A0000006Vm9r' }]);
    expect((await query("SELECT Id FROM Account WHERE Id = '001A0000006Vm9rIAC' LIMIT 1")).body.totalSize).toBe(1);
  });
});

describe('every client reads all pages', () => {
  it("all of a customer's charges, invoices, payments, credits and recorded refunds", async () => {
    await world.sandbox.put(
      'stripe',
      'charge',
      Array.from({ length: 250 }, (_, index) => ({
        id: `ch_z${index}`,
        amount: 1000 + index,
        currency: 'usd',
        customer: 'ACC-Z',
        created: now() - index * 60,
      })),
    );
    await world.sandbox.put(
      'zuora',
      'creditmemo',
      Array.from({ length: 90 }, (_, index) => ({
        id: `cm${index}`,
        accountNumber: 'ACC-Z',
        amount: 1,
        status: 'Posted',
        comment: index === 89 ? 'for CASE-Z' : 'x',
      })),
    );
    const { scope, verdict } = await world.bring({ caseId: 'CASE-Z', customerId: 'ACC-Z', crm: { Amount__c: 10 } });
    expect(verdict).toEqual({ kind: 'parked', reason: 'credit_given' });
    const run = await world.runOf(scope);
    expect((run.paymentData as { charges: object[] }).charges).toHaveLength(250);
    expect(run.billingData).toMatchObject({
      invoices: { length: 95 },
      payments: { length: 95 },
      creditsForCaseMinor: 100,
    });
    const named = (await world.billing.payments('ACC-Z')).filter(({ chargeId }) => chargeId === 'ch_z94');
    expect(named.map(({ paymentId }) => paymentId)).toEqual(['p94']);
    await world.sandbox.put(
      'zuora',
      'refund',
      Array.from({ length: 90 }, (_, index) => ({
        id: `r${index}`,
        paymentId: 'p1',
        amount: 1,
        referenceId: `key${index}`,
      })),
    );
    expect(await world.billing.findRefund('p1', 'key0')).toBe('r0');
    expect(await world.billing.findRefund('p1', 'key89')).toBe('r89');
    expect(await world.billing.findRefund('p1', 'key90')).toBeNull();
  });
});
