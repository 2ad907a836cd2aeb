import type { DayRange } from '../../banking/coverage.ts';
import type { ConnectionStatus } from '../../connections/states.ts';
import type { MatchKind } from '../../matching/invoices/items.ts';
import type { CommandState } from '../../money/command.ts';
import type { InvoiceState } from '../invoices.ts';
import type { MatchState, PaymentSide, Wait } from '../matchStates.ts';
import type { ReturnState } from '../returns.ts';
import type { StripePaymentState } from '../stripePayments.ts';

/** Facts of one tenant, as one transaction reads them. Amounts in minor units, instants ISO 8601 in UTC, days ISO dates. */
export interface ProofFacts {
  now: string;
  /** What happened after this does not count yet: the end of `day`, or now. */
  asOf: string;
  /** The last day of the tenant whose lines count. */
  day: string;
  /** The tenant's day of `now`. */
  today: string;
  sources: SourceFact[];
  accounts: AccountFact[];
  statements: StatementFact[];
  lines: LineFact[];
  lineSums: LineSum[];
  charges: ChargeFact[];
  payouts: PayoutFact[];
  invoices: InvoiceFact[];
  instances: InstanceFact[];
  matches: MatchFact[];
  commands: CommandFact[];
  returns: ReturnFact[];
  ledger: LedgerSum[];
  unexplained: UnexplainedFact[];
  /** Records that could not be read: by source, how many of what. */
  unreadable: { side: 'bank' | 'whmcs'; name: string; id: string; count: number; since: string | null }[];
}

/** A bank, a Stripe account or a WHMCS instance that is read. */
export interface SourceFact {
  id: string;
  side: 'bank' | 'stripe' | 'whmcs';
  name: string;
  status: ConnectionStatus;
  /** Readings that failed in a row. */
  failures: number;
  consentEndsAt: string | null;
  /** The last reading that went to its end. */
  checkedAt: string | null;
  createdAt: string;
}

export interface AccountFact {
  id: string;
  name: string;
  currency: string;
  /** What the bank told last, and of which day. */
  balanceMinor: number | null;
  balanceOn: string | null;
  /** Written by the first reading of a provider: the balance before the first day. */
  openingMinor: number | null;
  openingOn: string | null;
  /** Whether a connection that is in use tells of it. */
  isConnected: boolean;
  /** Days that statements and readings tell of; of a connection that tells changes only, since it was connected. */
  told: DayRange[];
  createdAt: string;
}

/** A statement file, with what it says of balances. */
export interface StatementFact {
  id: string;
  accountId: string;
  fileName: string;
  firstDay: string | null;
  lastDay: string | null;
  openingMinor: number | null;
  /** Closing less opening less lines; null where it lacks a balance. */
  differenceMinor: number | null;
  createdAt: string;
}

/** A line that is not plainly settled (see LineSum). */
export interface LineFact {
  id: string;
  accountId: string;
  day: string;
  amountMinor: number;
  currency: string;
  counterparty: string | null;
  /** The reference and what the bank writes, to know a payout by. */
  text: string;
  status: 'pending' | 'posted';
  isRemoved: boolean;
  matchState: 'new' | 'proposed' | 'matched' | 'ignored' | 'unmatched';
  since: string;
  /** The match that holds it. */
  held: { matchId: string; state: MatchState; kind: MatchKind; recordedAt: string | null } | null;
  wait: { wait: Wait; reason: string; since: string } | null;
}

/** Sum of lines of one day that need no look: held by a recorded match with their amount, or set aside. */
export interface LineSum {
  accountId: string;
  currency: string;
  day: string;
  place: 'recorded' | 'recorded_later' | 'returned' | 'set_aside';
  amountMinor: number;
  count: number;
}

export interface ChargeFact {
  id: string;
  connectionId: string;
  status: StripePaymentState;
  currency: string;
  amountMinor: number;
  refundedMinor: number;
  feeMinor: number | null;
  paidAt: string;
  updatedAt: string;
  held: { matchId: string; state: MatchState; recordedAt: string | null; amountMinor: number } | null;
  wait: { wait: Wait; reason: string; since: string } | null;
}

export interface PayoutFact {
  id: string;
  connectionId: string;
  status: string;
  currency: string;
  amountMinor: number;
  explainedMinor: number | null;
  arrivesOn: string;
  /** Stripe says what it is made of only where it is. */
  automatic: boolean;
  descriptor: string | null;
  traceId: string | null;
  madeAt: string;
  /** The bank line on which it was found to have arrived. */
  lineId: string | null;
  /** What its balance transactions come to, as they are held now; null where none is. */
  movesMinor: number | null;
}

export interface InstanceFact {
  id: string;
  name: string;
  /** False: it was disconnected, and its invoices stay as they were read last. */
  isInUse: boolean;
  createdAt: string;
}

export interface InvoiceFact {
  id: string;
  instanceId: string;
  number: string;
  state: InvoiceState;
  currency: string;
  totalMinor: number;
  paidMinor: number;
  balanceMinor: number;
  dueOn: string | null;
  paidAt: string | null;
  createdAt: string;
  updatedAt: string;
  /** When it was told of last, with or without its balance. */
  seenAt: string;
  balanceCheckedAt: string | null;
  /** What money commands have recorded there, and when the last of them was known to be. */
  recordedMinor: number;
  recordedAt: string | null;
  /** Of it, what was recorded by the instant of the proof. */
  recordedByThenMinor: number;
  /** Of it, what went back afterwards by a match that was recorded, and when. */
  returnedMinor: number;
  returnedAt: string | null;
  wait: { wait: Wait; reason: string; since: string } | null;
}

export interface MatchFact {
  id: string;
  side: PaymentSide;
  kind: MatchKind;
  state: MatchState;
  currency: string;
  amountMinor: number;
  paidMinor: number;
  paidCurrency: string;
  createdAt: string;
  decidedAt: string | null;
  recordedAt: string | null;
  /** Numbers of its invoices. */
  about: string;
  hasApproval: boolean;
  payments: {
    count: number;
    heldElsewhere: number;
    missing: number;
    removed: number;
    changed: number;
    sumMinor: number;
  };
  parts: {
    count: number;
    missing: number;
    otherState: number;
    otherPlace: number;
    sumMinor: number;
    letGoMinor: number;
  };
}

/** What is taken back of a recorded match. */
export interface ReturnFact {
  id: string;
  matchId: string;
  processId: string;
  state: ReturnState;
  amountMinor: number;
  currency: string;
  createdAt: string;
  recordedAt: string | null;
}

/** A money command that records a payment at an invoice, or takes one back. */
export interface CommandFact {
  id: string;
  leg: 'invoice_payment' | 'invoice_return';
  processId: string;
  matchId: string | null;
  invoiceId: string | null;
  invoiceNumber: string | null;
  state: CommandState;
  amountMinor: number;
  currency: string;
  hasFailedLater: boolean;
  createdAt: string;
  finishedAt: string | null;
  /** What was approved of it, by a person or the rules; null = nobody did. */
  approvedMinor: number | null;
  phases: string[];
  /** Of a payment: what commands have taken back of it. */
  returnedMinor: number;
  /** Sums of its entries by account of the ledger. */
  inTransitMinor: number;
  recordedMinor: number;
  reservedMinor: number;
}

/** Balance of an account of the ledger, of money received. */
export interface LedgerSum {
  currency: string;
  account:
    | 'receipts_matched'
    | 'payments_reserved'
    | 'payments_in_transit'
    | 'payments_recorded'
    | 'returns_reserved'
    | 'returns_in_transit';
  amountMinor: number;
}

/** What the money reconciler found at a vendor and nobody has explained. */
export interface UnexplainedFact {
  runId: string | null;
  problem: string;
  amountMinor: number | null;
  currency: string | null;
  foundAt: string;
}
