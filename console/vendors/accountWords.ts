import type { Schema } from '../api/client.ts';
import type { Tone } from '../ui/parts.tsx';

export type Account = Schema<'VendorAccount'>;

export const STATUS_WORDS: Record<Account['status'], { tone: Tone; text: string }> = {
  none: { tone: 'plain', text: 'not connected' },
  ok: { tone: 'good', text: 'works' },
  unchecked: { tone: 'plain', text: 'not used yet' },
  problem: { tone: 'bad', text: 'does not work' },
  refused: { tone: 'bad', text: 'credential refused' },
  by_operator: { tone: 'info', text: 'set by the operator' },
};

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

const ENDINGS: readonly [RegExp, string][] = [
  [/_CREDENTIALS$/, 'The vendor refuses the credential. Give a new one'],
  [/_PERMISSION$/, 'The credential may not do what is needed. Give one with more rights'],
  [/_(RATE_LIMITED|LIMIT)$/, 'The vendor asks us to wait'],
  [/_UNAVAILABLE$|_UNREADABLE$/, 'The vendor does not answer'],
  [/^OTHER_VENDOR_ACCOUNT$/, 'The credential opens another account now. Give one of this account'],
];

/** The last problem of an account. */
export const accountProblem = (code: string | null): string =>
  code === null ? '–' : (ENDINGS.find(([ending]) => ending.test(code))?.[1] ?? 'The last call failed');
