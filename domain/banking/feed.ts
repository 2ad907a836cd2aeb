import type { BankLine, BankProvider } from './line.ts';

/** What people call the providers. */
export const BANK_PROVIDER_NAMES: Record<BankProvider, string> = {
  plaid: 'Plaid',
  gocardless: 'GoCardless',
  enable_banking: 'Enable Banking',
};
/** Those that open accounts by the consent page of a bank. */
export type OpenBankingName = Extract<BankProvider, 'gocardless' | 'enable_banking'>;

/** A bank that a provider can connect. */
export interface Institution {
  /** The provider's id of it, e.g. `N26_NTSBDEB1`, or `FI:Nordea`. */
  id: string;
  name: string;
  /** ISO 3166, of the country it was asked for. */
  country: string;
  /** Days of history that it gives at most. */
  historyDays: number;
  /** Days that its consent lasts at most. */
  consentDays: number;
}

/** What a provider says of one account. */
export interface BankAccountFacts {
  /** The provider's id of the account within this consent; another consent may give another. */
  externalId: string;
  /** The provider's id of the account that every consent has; null where it gives none. */
  persistentId: string | null;
  iban: string | null;
  /** Another number of the account, where it has no IBAN. */
  number: string | null;
  name: string;
  holder: string | null;
  /** ISO 4217. */
  currency: string;
  /** As the provider calls it: checking, CACC … */
  type: string | null;
  /** Last characters of its number. */
  mask: string | null;
}

/** What is in an account, as the bank counts it. */
export interface BankBalance {
  /** booked: what is booked; available: what may be spent. */
  kind: 'booked' | 'available';
  amountMinor: number;
  currency: string;
  /** ISO date that it is of; null where the bank does not say. */
  onDay: string | null;
}

/** A line that breaks a rule: it is named and left out, and holds up no other. */
export interface RefusedLine {
  accountExternalId: string;
  externalId: string | null;
  reason: 'unknown_currency' | 'not_an_amount' | 'too_many_decimals' | 'too_large' | 'no_date' | 'shape';
}

/** A page of what has changed. */
export interface FeedPage {
  lines: { accountExternalId: string; line: BankLine }[];
  removed: { accountExternalId: string; externalId: string }[];
  refused: RefusedLine[];
  /** Where the next page begins, or, after the last page, where the next reading does; null where there is no such mark. */
  next: string | null;
  more: boolean;
  /** False while the provider is still collecting: nothing has been read, and the mark does not count. */
  ready: boolean;
}
