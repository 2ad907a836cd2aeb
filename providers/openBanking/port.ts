import type {
  BankAccountFacts,
  BankBalance,
  FeedPage,
  Institution,
  OpenBankingName,
} from '../../domain/banking/feed.ts';

/** What a person is sent away with, to consent at their bank. */
export interface ConsentRequest {
  institutionId: string;
  /** Where the bank sends them back to; the adapter puts `state` where its vendor wants it. */
  redirectUrl: string;
  state: string;
  /** Days that access is asked for. */
  days: number;
  /** Now, in ms since the epoch. */
  nowMs: number;
}

interface BegunConsent {
  /** The page to open. */
  link: string;
  /** The vendor's id of what was begun, needed to finish it; null where the callback brings all that is needed. */
  reference: string | null;
}

export interface OpenedBank {
  /** The vendor's id of the access: a requisition, a session. */
  grant: string;
  accounts: BankAccountFacts[];
  /** ms since the epoch; null where the vendor does not say. */
  endsAtMs: number | null;
}

/** Which lines are read: days of the bank, both included; `page` is what the page before gave. */
export interface LineRequest {
  account: string;
  from: string;
  to: string;
  page: string | null;
}

/** How often an account may be asked for a kind of data without its owner being present. */
interface CallBudget {
  calls: number;
  windowMs: number;
}

/**
 * Bank data by consent at the bank itself: one port, one contract test, one adapter per vendor. Every method throws
 * VendorError, with the types of `errors.ts` beside each adapter: `BANK_CONSENT_ENDED` (blocked) when a person must consent
 * again, `BANK_RATE_LIMITED` (retryable, with when it ends) when the bank or the vendor takes no more calls.
 */
export interface OpenBankingProvider {
  readonly name: OpenBankingName;
  /** True when it speaks to the sandbox. */
  readonly mock: boolean;
  /** null where the vendor itself has no such limit; the bank's own is answered with BANK_RATE_LIMITED. */
  readonly budget: CallBudget | null;
  /** The banks of a country (ISO 3166). */
  institutions(country: string): Promise<Institution[]>;
  beginConsent(request: ConsentRequest): Promise<BegunConsent>;
  /** What a consent opened. `code`: what the callback brought. The same again gives the same, where the vendor allows it. */
  finishConsent(begun: { reference: string | null; code: string | null }): Promise<OpenedBank>;
  /** Whether the access still works. Throws BANK_CONSENT_ENDED when it does not. */
  check(grant: string): Promise<void>;
  lines(request: LineRequest): Promise<FeedPage>;
  balances(account: string): Promise<BankBalance[]>;
  /** Ends the access. One that has ended already is fine. */
  endConsent(grant: string): Promise<void>;
}
