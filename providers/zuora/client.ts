import { z } from 'zod';
import type { BillingFacts } from '../../domain/disputes/facts.ts';
import { formatAmount, parseAmount } from '../../domain/money/money.ts';
import type { VendorEndpoint } from '../endpoint.ts';
import { retryAfterMs, VendorError } from '../vendorError.ts';

const ZUORA_TIMEOUT_MS = 8_000;
export const ZUORA_API_VERSION = '2025-08-12';

const amount = z.union([z.number(), z.string()]);
const accountAnswer = z.object({
  basicInfo: z.object({ status: z.string().nullish() }),
  billingAndPayment: z.object({ currency: z.string() }),
});
const invoicesAnswer = z.object({ invoices: z.array(z.object({ id: z.string(), amount, invoiceDate: z.string() })) });
const memosAnswer = z.object({
  creditmemos: z.array(z.object({ id: z.string(), amount, status: z.string(), comment: z.string().nullish() })),
});
const paymentsAnswer = z.object({ payments: z.array(z.object({ id: z.string(), referenceId: z.string().nullish() })) });
const refundsAnswer = z.object({
  refunds: z.array(z.object({ id: z.string(), amount, referenceId: z.string().nullish() })),
});
const refundAnswer = z.object({ id: z.string() });

/** Body of an external refund record, stored with the money command and replayed verbatim. */
export interface ExternalRefundRecord {
  paymentId: string;
  totalAmount: string;
  comment: string;
  referenceId: string;
}

/** Answers that prove that nothing was recorded. */
const REFUSED_REASONS = new Set([50000020, 50000040, 58490020]);

export class ZuoraRefused extends Error {
  readonly code: string;
  constructor(code: string) {
    super('zuora refused');
    this.code = code;
  }
}

export interface BillingClient {
  readonly mock: boolean;
  fetchCustomer(customerId: string, caseId: string): Promise<BillingFacts>;
  /** Credits posted for this case, minor units of `currency`: money already returned another way. */
  creditsForCase(customerId: string, caseId: string, currency: string): Promise<number>;
  /** Id of the payment that a charge settled, or of the account's newest payment; null when billing knows none. */
  findPayment(customerId: string, chargeId: string): Promise<string | null>;
  /** Records a refund made at the gateway: type External, so no second money moves. Throws ZuoraRefused or VendorError. */
  recordExternalRefund(record: ExternalRefundRecord, idempotencyKey: string): Promise<string>;
  /** Looks a recorded refund up by its reference; null when billing has none. */
  findRefund(paymentId: string, referenceId: string): Promise<string | null>;
}

/** Our own client of Zuora's REST API: no maintained SDK exists. `success: false` may come with HTTP 200. */
export function createZuoraClient(endpoint: VendorEndpoint): BillingClient {
  async function call<Answer>(
    method: 'GET' | 'POST',
    path: string,
    schema: z.ZodType<Answer>,
    body?: unknown,
    idempotencyKey?: string,
  ): Promise<Answer> {
    let response: Response;
    try {
      response = await fetch(`${endpoint.baseUrl}${path}`, {
        method,
        signal: AbortSignal.timeout(ZUORA_TIMEOUT_MS),
        headers: {
          authorization: `Bearer ${endpoint.credential}`,
          'content-type': 'application/json',
          'zuora-version': ZUORA_API_VERSION,
          ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    } catch {
      throw new VendorError('zuora', 'BILLING_UNAVAILABLE', 'retryable');
    }
    if (response.status === 429)
      throw new VendorError(
        'zuora',
        'BILLING_RATE_LIMITED',
        'retryable',
        retryAfterMs(response.headers.get('retry-after')),
      );
    if (response.status === 401 || response.status === 403)
      throw new VendorError('zuora', 'BILLING_CREDENTIALS', 'blocked');
    if (response.status >= 500 || response.status === 409)
      throw new VendorError('zuora', 'BILLING_UNAVAILABLE', 'retryable');
    const answer: unknown = await response.json().catch(() => null);
    const failure = z
      .object({ success: z.literal(false), reasons: z.array(z.object({ code: z.coerce.number() })).optional() })
      .safeParse(answer);
    if (failure.success) {
      const code = failure.data.reasons?.[0]?.code ?? 0;
      if (REFUSED_REASONS.has(code)) throw new ZuoraRefused(String(code));
      throw new VendorError('zuora', 'BILLING_REJECTED_REQUEST', 'terminal');
    }
    const parsed = schema.safeParse(answer);
    if (!parsed.success) throw new VendorError('zuora', 'BILLING_ANSWER_UNREADABLE', 'retryable');
    return parsed.data;
  }
  const key = encodeURIComponent;

  async function creditsForCase(customerId: string, caseId: string, currency: string): Promise<number> {
    const path = `/v1/creditmemos?accountNumber=${key(customerId)}&pageSize=40`;
    const { creditmemos } = await call('GET', path, memosAnswer);
    const forCase = creditmemos.filter((memo) => memo.status === 'Posted' && memo.comment?.includes(caseId));
    return forCase.reduce((sum, memo) => sum + parseAmount(memo.amount, currency), 0);
  }

  return {
    mock: endpoint.mock,
    creditsForCase,
    async fetchCustomer(customerId, caseId) {
      try {
        const account = await call('GET', `/v1/accounts/${key(customerId)}`, accountAnswer);
        const currency = account.billingAndPayment.currency;
        const { invoices } = await call(
          'GET',
          `/v1/transactions/invoices/accounts/${key(customerId)}?pageSize=40`,
          invoicesAnswer,
        );
        const creditsForCaseMinor = await creditsForCase(customerId, caseId, currency);
        return {
          customerId,
          active: account.basicInfo.status !== 'Canceled',
          invoices: invoices.map((invoice) => ({
            invoiceId: invoice.id,
            amountMinor: parseAmount(invoice.amount, currency),
            currency,
            date: invoice.invoiceDate,
          })),
          creditsForCaseMinor,
          mock: endpoint.mock,
        };
      } catch (error) {
        if (error instanceof ZuoraRefused) throw new VendorError('zuora', 'BILLING_CUSTOMER_NOT_FOUND', 'terminal');
        if (error instanceof RangeError) throw new VendorError('zuora', 'BILLING_ANSWER_UNREADABLE', 'terminal');
        throw error;
      }
    },
    async findPayment(customerId, chargeId) {
      const { payments } = await call(
        'GET',
        `/v1/payments?accountNumber=${key(customerId)}&pageSize=40`,
        paymentsAnswer,
      );
      return (payments.find((payment) => payment.referenceId === chargeId) ?? payments[0])?.id ?? null;
    },
    async recordExternalRefund(record, idempotencyKey) {
      const body = {
        type: 'External',
        totalAmount: record.totalAmount,
        comment: record.comment,
        referenceId: record.referenceId,
      };
      return (await call('POST', `/v1/payments/${key(record.paymentId)}/refunds`, refundAnswer, body, idempotencyKey))
        .id;
    },
    async findRefund(paymentId, referenceId) {
      const { refunds } = await call('GET', `/v1/refunds?paymentId=${key(paymentId)}&pageSize=40`, refundsAnswer);
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
