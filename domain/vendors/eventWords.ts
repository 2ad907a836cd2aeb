import { after } from '../events/clauses.ts';
import type { EventSentence } from '../events/sentence.ts';
import { vendorName } from '../money/vendorNames.ts';

const account = (about: string | null, vendor: unknown) =>
  about ?? (typeof vendor === 'string' && vendor ? `the account at ${vendorName(vendor)}` : 'a vendor account');

/** What each event of vendor accounts says. */
export const eventWords = {
  vendor_account_asked: ({ who, about, is }) => `${who} wants to connect ${account(about, is('vendor'))}`,
  vendor_account_connected: ({ who, about, is }) => `${who} connected ${account(about, is('vendor'))}`,
  vendor_account_disconnected: ({ who, about, is }) => `${who} disconnected ${account(about, is('vendor'))}`,
  vendor_account_refused: ({ about, is, reason }) =>
    `The credential of ${account(about, is('vendor'))} is refused${after(', because ', reason('code'))}`,
  vendor_account_works_again: ({ about, is }) => `The credential of ${account(about, is('vendor'))} works again`,
} as const satisfies Record<string, EventSentence>;
