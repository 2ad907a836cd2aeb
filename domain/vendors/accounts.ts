/** Vendors that hold a company's data and money: an account there belongs to one tenant. */
export const ACCOUNT_VENDORS = ['stripe', 'crm', 'billing'] as const;
export type AccountVendor = (typeof ACCOUNT_VENDORS)[number];

/** Which accounts of a tenant are meant, by vendor; null = the installation's. */
export type Accounts = Record<AccountVendor, string | null>;

export const sameAccounts = (one: Accounts, other: Accounts): boolean =>
  ACCOUNT_VENDORS.every((vendor) => one[vendor] === other[vendor]);

/** As people call them. */
export const VENDOR_NAMES: Record<AccountVendor, string> = {
  stripe: 'Stripe',
  crm: 'Salesforce',
  billing: 'Zuora',
};

/** As their errors and money commands call them. */
export const VENDOR_CODES: Record<AccountVendor, 'stripe' | 'salesforce' | 'zuora'> = {
  stripe: 'stripe',
  crm: 'salesforce',
  billing: 'zuora',
};

/** Whose account a credential opens, as the vendor says it. */
export interface AccountIdentity {
  accountId: string;
  name: string;
}

/** What a vendor answered to a credential, or the code its refusal has here. `wait`: nothing is known, ask again later. */
export type AccountAnswer =
  | ({ ok: true; mock: boolean } & AccountIdentity)
  | { ok: false; code: string; wait: boolean };

/** A refusal of one credential, which says nothing about the vendor: it ends when another is given. */
export const isCredentialRefused = (code: string | null): boolean =>
  code !== null && /_(CREDENTIALS|PERMISSION)$|^OTHER_VENDOR_ACCOUNT$/.test(code);

/** Hosts a company may have at a vendor. A credential is sent nowhere else, whatever an address says. */
const HOSTS: Record<AccountVendor, RegExp> = {
  stripe: /^api\.stripe\.com$/,
  crm: /^[a-z0-9-]+(\.[a-z0-9-]+)*\.salesforce\.com$/,
  billing: /^rest(\.[a-z0-9-]+)*\.zuora\.com$/,
};

/** The address of a company at its vendor without a path; null when it is not one of the vendor's. */
export function vendorBaseUrl(vendor: AccountVendor, text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  const bare = ['', '/'].includes(url.pathname) && url.search === '' && url.hash === '';
  return plain && bare && HOSTS[vendor].test(url.hostname) ? url.origin : null;
}

/** Whether an account of this vendor is opened by a client that gets its own access tokens, not by a key. */
export const opensByClient = (vendor: AccountVendor): boolean => vendor !== 'stripe';

/** What opens an account: a key, or the secret of the client that stands beside it. */
interface Opener {
  credential: string;
  clientId?: string;
}

/** As one text, which is encrypted whole. Neither part has white space. */
export const credentialText = ({ credential, clientId }: Opener): string =>
  clientId ? `${clientId}\n${credential}` : credential;

export function readCredential(text: string): Opener {
  const [first = '', second] = text.split('\n');
  return second === undefined ? { credential: first } : { clientId: first, credential: second };
}

/** As changes and events name the account of a vendor. */
export const accountSubject = (vendor: AccountVendor): string => `vendor-account:${vendor}`;

interface NamedAccount {
  vendor: AccountVendor;
  accountId: string;
  accountName: string;
}

/** What a change does, in one sentence for whoever approves it. */
export function accountSummary(wanted: NamedAccount, before: NamedAccount | undefined): string {
  const named = (account: NamedAccount) => `“${account.accountName}” (${account.accountId})`;
  const vendor = VENDOR_NAMES[wanted.vendor];
  return before
    ? `${vendor}: the account ${named(wanted)} takes the place of ${named(before)}`
    : `${vendor}: the account ${named(wanted)} is connected`;
}
