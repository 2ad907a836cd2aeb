import type { RecordProblem } from '../recordProblem.ts';
import type { Accounts } from '../vendors/accounts.ts';
import type { DisputeCase } from './schema.ts';

/** Where facts were read. */
interface ReadAt {
  /** The tenant's account at the vendor; null = the installation's. Runs begun by an older version do not say it. */
  account?: string | null;
}

/** A subscription invoice from billing. Amounts in minor units. */
interface BillingRecord {
  invoiceId: string;
  amountMinor: number;
  currency: string;
  date: string;
}

/** A payment in billing. Amounts in minor units. Runs begun by an older version lack what may be left out. */
export interface BillingPayment {
  paymentId: string;
  chargeId: string | null;
  /** Null where billing does not say: then nobody can choose it. */
  amountMinor?: number | null;
  refundedMinor?: number;
  currency?: string | null;
  date?: string | null;
}

export interface BillingFacts extends ReadAt {
  customerId: string;
  active: boolean;
  invoices: BillingRecord[];
  /** Credits given in billing for this case: money already returned another way. */
  creditsForCaseMinor: number;
  /** Credits of the case that are in another currency, and so in no sum. */
  otherCredits?: boolean;
  /** Payments of this account, each with the charge that it says settled it. */
  payments?: BillingPayment[];
  mock: boolean;
}

/** A charge at the payment gateway. Amounts in minor units. Runs begun by an older version lack the optional fields. */
export interface ChargeFacts {
  chargeId: string;
  /** The gateway's customer; null when the charge names none. */
  customerId?: string | null;
  amountMinor: number;
  /** What of it was really taken; 0 while it is only authorised. */
  capturedMinor?: number;
  refundedMinor: number;
  currency: string;
  createdAt: string;
  disputed: boolean;
  captured: boolean;
  status?: string;
}

export interface PaymentFacts extends ReadAt {
  charges: ChargeFacts[];
  /** Charges of the customer that could not be read; they are shown, never chosen. */
  unreadable?: RecordProblem[];
  /** When the charges were read: a charge also gets too old while its case waits. */
  readAt?: string;
  mock: boolean;
}

export interface CrmFacts extends ReadAt {
  dispute: DisputeCase;
  mock: boolean;
}

export interface CollectedFacts {
  crm: CrmFacts;
  billing: BillingFacts;
  payments: PaymentFacts;
}

/** The accounts that facts of a case were read at, by vendor. */
export const accountsOf = ({ crm, billing, payments }: CollectedFacts): Accounts => ({
  crm: crm.account ?? null,
  billing: billing.account ?? null,
  stripe: payments.account ?? null,
});
