import type { Schema } from '../api/client.ts';

export type Account = Schema<'VendorAccount'>;

/** What the vendor is for, and what is asked for. */
export const ABOUT: Record<
  Account['vendor'],
  { for: string; credential: string; client: string | null; address: string | null }
> = {
  stripe: { for: 'Charges are read here and refunds are made', credential: 'Secret key', client: null, address: null },
  crm: {
    for: 'Cases are read here',
    credential: 'Client secret',
    client: 'The consumer key of an app that may use the client credentials flow',
    address: 'https://company.my.salesforce.com',
  },
  billing: {
    for: 'Invoices are read here and refunds are recorded',
    credential: 'Client secret',
    client: 'Of an OAuth client of a user with API write access',
    address: 'https://rest.zuora.com',
  },
};
