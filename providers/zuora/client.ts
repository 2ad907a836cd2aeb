import type { BillingFacts, BillingPayment } from '../../domain/disputes/facts.ts';
import { formatAmount } from '../../domain/money/money.ts';
import type { AccountIdentity } from '../../domain/vendors/accounts.ts';
import type { VendorEndpoint } from '../endpoint.ts';
import { listAll, refundAnswer, refundsAnswer } from './answers.ts';
import { zuoraCaller } from './caller.ts';
import { type Credits, readCredits, readCustomer, readPayments } from './customer.ts';
import { identify } from './identify.ts';

/** Body of an external refund record, stored with the money command and replayed verbatim. */
export interface ExternalRefundRecord {
  paymentId: string;
  totalAmount: string;
  comment: string;
  referenceId: string;
}

export interface BillingClient {
  readonly mock: boolean;
  /** Whose tenant the credential opens; one that does not say so is told apart by the client. Throws VendorError. */
  identify(): Promise<AccountIdentity>;
  fetchCustomer(customerId: string, caseId: string): Promise<BillingFacts>;
  /** Credits posted for this case, their sum in minor units of `currency`: money already returned another way. */
  creditsForCase(customerId: string, caseId: string, currency: string): Promise<Credits>;
  /** The account's payments. Where none or several name a charge, a person says which one it is. */
  payments(customerId: string): Promise<BillingPayment[]>;
  /** Records a refund made at the gateway: type External, so no second money moves. Throws ZuoraRefused or VendorError. */
  recordExternalRefund(record: ExternalRefundRecord, idempotencyKey: string): Promise<string>;
  /** Looks a recorded refund up by its reference; null when billing has none. */
  findRefund(paymentId: string, referenceId: string): Promise<string | null>;
}

/** Our own client of Zuora's REST API: no maintained SDK exists. `success: false` may come with HTTP 200. */
export function createZuoraClient(endpoint: VendorEndpoint): BillingClient {
  const caller = zuoraCaller(endpoint);
  const { call } = caller;
  const { mock } = endpoint;
  return {
    mock,
    identify: () => identify(endpoint, caller),
    fetchCustomer: async (customerId, caseId) => ({ ...(await readCustomer(call, customerId, caseId)), mock }),
    creditsForCase: (customerId, caseId, currency) => readCredits(call, customerId, caseId, currency),
    payments: (customerId) => readPayments(call, customerId),
    async recordExternalRefund({ paymentId, totalAmount, comment, referenceId }, idempotencyKey) {
      const path = `/v1/payments/${encodeURIComponent(paymentId)}/refunds`;
      const body = { type: 'External', totalAmount, comment, referenceId };
      return (await call('POST', path, refundAnswer, body, idempotencyKey)).id;
    },
    async findRefund(paymentId, referenceId) {
      const path = `/v1/refunds?paymentId=${encodeURIComponent(paymentId)}`;
      const refunds = await listAll(call, path, refundsAnswer, (answer) => answer.refunds);
      return refunds.find((refund) => refund.referenceId === referenceId)?.id ?? null;
    },
  };
}

/** Request body of an external refund of `amountMinor`. */
export function externalRefundRecord(
  paymentId: string,
  amountMinor: number,
  currency: string,
  referenceId: string,
): ExternalRefundRecord {
  return {
    paymentId,
    totalAmount: formatAmount(amountMinor, currency),
    comment: 'Refunded at the payment gateway',
    referenceId,
  };
}
