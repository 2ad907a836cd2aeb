import type { DisputeCase } from './schema.ts';

/** A subscription invoice from billing. Amounts in minor units. */
interface BillingRecord {
  invoiceId: string;
  amountMinor: number;
  currency: string;
  date: string;
}

export interface BillingFacts {
  customerId: string;
  active: boolean;
  invoices: BillingRecord[];
  /** Credits given in billing for this case: money already returned another way (H-34). */
  creditsForCaseMinor: number;
  mock: boolean;
}

/** A charge at the payment gateway. Amounts in minor units. */
export interface ChargeFacts {
  chargeId: string;
  amountMinor: number;
  refundedMinor: number;
  currency: string;
  createdAt: string;
  disputed: boolean;
  captured: boolean;
}

export interface PaymentFacts {
  charges: ChargeFacts[];
  mock: boolean;
}

export interface CrmFacts {
  dispute: DisputeCase;
  mock: boolean;
}

export interface CollectedFacts {
  crm: CrmFacts;
  billing: BillingFacts;
  payments: PaymentFacts;
}
