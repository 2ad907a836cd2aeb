import { sandboxClient } from './sandboxClient.ts';

/** Example identifiers of the docs, ready to be tried by hand. Stored once; a case that was changed is left alone. */
export async function seedSandbox(baseUrl: string): Promise<void> {
  const sandbox = sandboxClient(baseUrl);
  const known = await sandbox.records('salesforce', 'case');
  if (known.some((record) => record.Id === 'CASE-001-TEST-12345')) return;
  await sandbox.put('salesforce', 'Account', [
    { Id: 'ACC-001-DEMO-67890', Name: 'Demo Customer', Type: 'Customer', Customer_Segment__c: 'premium' },
  ]);
  await sandbox.put('salesforce', 'Contact', [
    { Id: '003-DEMO-MARIA', Name: 'Maria Ortiz', AccountId: 'ACC-001-DEMO-67890' },
  ]);
  await sandbox.put('stripe', 'charge', [
    { id: 'ch_example_12345', amount: 12_000, currency: 'usd', customer: 'ACC-001-DEMO-67890' },
  ]);
  await sandbox.put('salesforce', 'Case', [
    {
      Id: 'CASE-001-TEST-12345',
      AccountId: 'ACC-001-DEMO-67890',
      ContactId: '003-DEMO-MARIA',
      Subject: 'Charged twice',
      Description: 'I was charged twice for the same subscription period.',
      Status: 'New',
      Amount__c: 90,
      CurrencyIsoCode: 'USD',
      Dispute_Type__c: 'duplicate_charge',
      Stripe_Charge_Id__c: 'ch_example_12345',
      SuppliedEmail: 'customer@example.com',
      CreatedDate: '2026-11-20T09:00:00.000Z',
    },
  ]);
}
