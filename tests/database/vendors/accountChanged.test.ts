import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { executeRefund } from '../../../activities/disputes/executeRefund.ts';
import { fetchBilling } from '../../../activities/disputes/fetchBilling.ts';
import { fetchCrmCase } from '../../../activities/disputes/fetchCrmCase.ts';
import { fetchPayments } from '../../../activities/disputes/fetchPayments.ts';
import { recordRefundInBilling } from '../../../activities/disputes/recordRefundInBilling.ts';
import { SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import { blocksMoney } from '../../../domain/money/parkReasons.ts';
import type { AccountVendor } from '../../../domain/vendors/accounts.ts';
import { type AccountWorld, openAccountWorld } from '../accountWorld.ts';
import { approveSample } from '../approveSample.ts';

/** Two companies of one tenant, one after the other, with the same records under the same ids. */
const SECRETS = {
  globex: { stripe: 'sk_test_globex', crm: 'crm_secret_globex', billing: 'billing_secret_globex' },
  initech: { stripe: 'sk_initech', crm: 'crm_initech', billing: 'bill_initech' },
} as const;
type Company = keyof typeof SECRETS;

let world: AccountWorld;
beforeAll(async () => {
  world = await openAccountWorld(inject('embeddedUrl'));
  await world.connectAll('whsec_of_globex_only');
  const { stripe, crm: salesforce, billing: zuora } = SECRETS.initech;
  await world.sandbox.put('sandbox', 'company', [
    { id: 'initech', name: 'Initech', credentials: { stripe, salesforce, zuora } },
  ]);
});
afterAll(() => world.stop());

async function connect(vendor: AccountVendor, company: Company): Promise<void> {
  const asked = await world.connect(world.adminB, vendor, SECRETS[company][vendor], { company, other_account: true });
  if (asked.status === 202) await world.approve(B, asked.body.waiting.change_id);
  if (![200, 202].includes(asked.status)) throw new Error(String(asked.code));
}

/** A case with an approved refund whose records were read at the accounts that the tenant has now. */
async function approved(caseId: string) {
  for (const company of ['globex', 'initech']) {
    const charge = { id: `ch_${caseId}`, amount: 6000, customer: 'ACC', currency: 'usd' };
    await world.sandbox.put('stripe', 'charge', [charge], company);
    const record = { Id: caseId, AccountId: 'ACC', Status: 'New', CurrencyIsoCode: 'USD', Amount__c: 45 };
    await world.sandbox.put('salesforce', 'Case', [record], company);
  }
  const { scope, decisionId } = await approveSample(world.database.db, B, caseId);
  const wanted = { ...scope, caseId, customerId: 'ACC' };
  const deps = { db: world.database.db, ...world.vendors };
  const { owner } = world.database;
  const [at] = await owner`select status, current_step from workflow_states where process_id = ${scope.processId}`;
  for (const fetch of [fetchCrmCase, fetchBilling, fetchPayments]) await fetch(deps)(wanted);
  // A real run reads before it asks; here the decision is there first.
  await owner`update workflow_states set ${owner({ ...at })} where process_id = ${scope.processId}`;
  return { ...scope, decisionId };
}
const refund = (input: Awaited<ReturnType<typeof approved>>, vendors = world.vendors) =>
  executeRefund({ db: world.database.db, ...vendors })(input);
const commands = (processId: string) =>
  world.database.owner`select leg from money_commands where process_id = ${processId}`;

describe('an account is replaced between card and approval', () => {
  it('an approval is sent to the account that its card was made from', async () => {
    const input = await approved('SAME');
    expect(await refund(input)).toMatchObject({ kind: 'applied' });
    expect(await commands(input.processId)).toEqual([{ leg: 'refund' }]);
  });

  it.each(['stripe', 'crm', 'billing'] as const)(
    'with another account at %s nothing is sent, and the case is asked about again',
    async (vendor) => {
      const input = await approved(`CHANGED-${vendor}`);
      await connect(vendor, 'initech');
      expect(await refund(input)).toEqual({ kind: 'review_again', reason: 'account_changed' });
      expect(await commands(input.processId)).toEqual([]);
      expect(blocksMoney('account_changed')).toBe(true);
      const [event] = await world.database
        .owner`select data from events where type = 'money_not_sent' and subject = ${`process:${input.processId}`}`;
      expect(event?.data).toMatchObject({ problem: 'account_changed' });
      await connect(vendor, 'globex');
      // It is the account of the card again.
      expect(await refund(input)).toMatchObject({ kind: 'applied' });
    },
  );

  it('also where it is replaced while the charge is read again: the intent is taken back with it', async () => {
    const input = await approved('BETWEEN');
    let replaced = false;
    const between = {
      ...world.vendors,
      async billing(tenantId: string) {
        const client = await world.vendors.billing(tenantId);
        return {
          ...client,
          async payments(account: string) {
            const found = await client.payments(account);
            if (!replaced) await connect('stripe', 'initech');
            replaced = true;
            return found;
          },
        };
      },
    };
    expect(await refund(input, between)).toEqual({ kind: 'review_again', reason: 'account_changed' });
    expect([replaced, await commands(input.processId)]).toEqual([true, []]);
    await connect('stripe', 'globex');
  });

  it('a new credential of the same account changes nothing', async () => {
    const input = await approved('RENEWED');
    await world.sandbox.put('sandbox', 'company', [{ id: 'globex', credentials: { stripe: 'sk_test_globex_2' } }]);
    expect((await world.connect(world.adminB, 'stripe', 'sk_test_globex_2')).status).toBe(200);
    expect(await refund(input)).toMatchObject({ kind: 'applied' });
    await world.sandbox.put('sandbox', 'company', [{ id: 'globex' }]);
    await connect('stripe', 'globex');
  });

  it('a refund that was made is recorded at no other company', async () => {
    const input = await approved('RECORD');
    const record = recordRefundInBilling({ db: world.database.db, ...world.vendors });
    expect(await refund(input)).toMatchObject({ kind: 'applied' });
    await connect('billing', 'initech');
    expect(await record(input)).toMatchObject({ kind: 'refused', code: 'ACCOUNT_CHANGED' });
    expect(await commands(input.processId)).toEqual([{ leg: 'refund' }]);
    await connect('billing', 'globex');
    expect(await record(input)).toMatchObject({ kind: 'applied' });
  });

  it('planted bug: a card that does not know its account is paid at whichever company is connected', async () => {
    const input = await approved('PLANTED');
    await connect('stripe', 'initech');
    await world.database
      .owner`update workflow_states set payment_data = payment_data || '{"account":"acct_initech"}' where process_id = ${input.processId}`;
    expect(await refund(input)).toMatchObject({ kind: 'applied' });
    const effects = (await world.sandbox.effects('stripe')).filter(({ kind }) => kind === 'refund');
    expect(effects.at(-1)?.company).toBe('initech');
    await connect('stripe', 'globex');
  });
});
