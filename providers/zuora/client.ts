import { createHash } from 'node:crypto';
import { z } from 'zod';
import { crmIdForms } from '../../domain/disputes/crmId.ts';
import type { BillingFacts, BillingPayment } from '../../domain/disputes/facts.ts';
import { readAmount } from '../../domain/money/amountText.ts';
import { isCurrency } from '../../domain/money/currencies.ts';
import { formatAmount } from '../../domain/money/money.ts';
import type { AccountIdentity } from '../../domain/vendors/accounts.ts';
import type { VendorEndpoint } from '../endpoint.ts';
import { instantText, type RecordName, readField, readRecord } from '../invalidRecord.ts';
import { retryAfterMs, VendorError } from '../vendorError.ts';

const ZUORA_TIMEOUT_MS = 8_000;
export const ZUORA_API_VERSION = '2025-08-12';
/** The largest page the vendor gives, and how many are read before a list is too long to be judged. */
const PAGE_SIZE = 40;
const MAXIMUM_PAGES = 250;

const named = (record: string): RecordName => ({ vendor: 'zuora', type: 'BILLING_RECORD_INVALID', record });
const amountOf = (record: string, value: number | string, currency: string): number =>
  readField(named(record), 'amount', () => readAmount(value, currency));

const amount = z.union([z.number(), z.string()]);
const currencyCode = z
  .string()
  .transform((code) => code.trim().toUpperCase())
  .refine(isCurrency, 'this is no ISO 4217 currency');
const accountAnswer = z.object({
  basicInfo: z.object({ status: z.string().nullish() }),
  billingAndPayment: z.object({ currency: currencyCode }),
});
const nextPage = z.string().nullish();
const invoicesAnswer = z.object({
  nextPage,
  invoices: z.array(z.object({ id: z.string(), amount, invoiceDate: instantText, currency: currencyCode.nullish() })),
});
const memosAnswer = z.object({
  nextPage,
  creditmemos: z.array(
    z.object({
      id: z.string(),
      amount,
      status: z.string(),
      comment: z.string().nullish(),
      currency: currencyCode.nullish(),
    }),
  ),
});
const paymentsAnswer = z.object({
  nextPage,
  payments: z.array(
    z.object({
      id: z.string(),
      referenceId: z.string().nullish(),
      amount: amount.nullish(),
      refundAmount: amount.nullish(),
      currency: currencyCode.nullish(),
      effectiveDate: z.string().max(40).nullish(),
    }),
  ),
});
const refundsAnswer = z.object({
  nextPage,
  refunds: z.array(z.object({ id: z.string(), referenceId: z.string().nullish() })),
});
const entitiesAnswer = z.object({
  entities: z.array(z.object({ tenantId: z.coerce.string(), displayName: z.string().nullish() })).min(1),
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

type Credits = Pick<BillingFacts, 'creditsForCaseMinor'> & Required<Pick<BillingFacts, 'otherCredits'>>;

/** Whether a comment names the case, under any form of its id: a longer id that only begins with it is another case. */
function namesCase(comment: string, caseId: string): boolean {
  const forms = crmIdForms(caseId).map((form) =>
    form.replaceAll(/[^A-Za-z0-9]/gu, (mark) => `\\u{${mark.codePointAt(0)?.toString(16)}}`),
  );
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${forms.join('|')})(?![\\p{L}\\p{N}])`, 'v').test(comment);
}

export interface BillingClient {
  readonly mock: boolean;
  /** Whose tenant the token opens; one that does not say so is told apart by the token itself. Throws VendorError. */
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
    // What is no JSON was cut on its way; what is JSON of another shape stays so however often it is read.
    if (answer === null) throw new VendorError('zuora', 'BILLING_ANSWER_UNREADABLE', 'retryable');
    return readRecord(named(`billing answer to ${path.replace(/\?.*$/, '')}`), schema, answer);
  }
  const key = encodeURIComponent;

  /** Every item of a list, over all its pages. */
  async function all<Answer extends { nextPage?: string | null | undefined }, Item>(
    path: string,
    schema: z.ZodType<Answer>,
    items: (answer: Answer) => Item[],
  ): Promise<Item[]> {
    const found: Item[] = [];
    for (let page = 1; page <= MAXIMUM_PAGES; page += 1) {
      const separator = path.includes('?') ? '&' : '?';
      const answer = await call('GET', `${path}${separator}page=${page}&pageSize=${PAGE_SIZE}`, schema);
      found.push(...items(answer));
      if (!answer.nextPage) return found;
    }
    throw new VendorError('zuora', 'BILLING_LIST_TOO_LONG', 'terminal');
  }

  async function creditsForCase(customerId: string, caseId: string, currency: string): Promise<Credits> {
    const memos = await all(
      `/v1/creditmemos?accountNumber=${key(customerId)}`,
      memosAnswer,
      (answer) => answer.creditmemos,
    );
    const forCase = memos.filter((memo) => memo.status === 'Posted' && namesCase(memo.comment ?? '', caseId));
    const amounts = forCase.map((memo) => ({
      currency: memo.currency ?? currency,
      minor: amountOf(`credit memo ${memo.id}`, memo.amount, memo.currency ?? currency),
    }));
    const own = amounts.filter((memo) => memo.currency === currency);
    return {
      creditsForCaseMinor: own.reduce((sum, memo) => sum + memo.minor, 0),
      otherCredits: own.length < amounts.length,
    };
  }

  async function payments(customerId: string): Promise<BillingPayment[]> {
    const list = await all(
      `/v1/payments?accountNumber=${key(customerId)}`,
      paymentsAnswer,
      (answer) => answer.payments,
    );
    return list.map(({ id, referenceId, amount: paid, refundAmount, currency, effectiveDate }) => {
      const minor = (value: number | string) => amountOf(`payment ${id}`, value, currency ?? '');
      return {
        paymentId: id,
        chargeId: referenceId ?? null,
        amountMinor: currency && paid != null ? minor(paid) : null,
        refundedMinor: currency && refundAmount != null ? minor(refundAmount) : 0,
        currency: currency ?? null,
        date: effectiveDate ?? null,
      };
    });
  }

  return {
    mock: endpoint.mock,
    creditsForCase,
    async identify() {
      try {
        const { entities } = await call('GET', '/v1/entities', entitiesAnswer);
        const [entity] = entities;
        return { accountId: entity?.tenantId ?? '', name: entity?.displayName ?? `Zuora ${entity?.tenantId}` };
      } catch (error) {
        // Only tenants with several entities have that list; every token reads its catalog, so that proves the token.
        if (!(error instanceof ZuoraRefused) && !(error instanceof VendorError && error.kind === 'terminal'))
          throw error;
        await call('GET', '/v1/catalog/products?pageSize=1', z.object({ success: z.literal(true) }));
        const mark = createHash('sha256')
          .update(`${endpoint.baseUrl}\n${endpoint.credential}`)
          .digest('hex')
          .slice(0, 24);
        return { accountId: `token:${mark}`, name: new URL(endpoint.baseUrl).hostname };
      }
    },
    async fetchCustomer(customerId, caseId) {
      try {
        const account = await call('GET', `/v1/accounts/${key(customerId)}`, accountAnswer);
        const currency = account.billingAndPayment.currency;
        const invoices = await all(
          `/v1/transactions/invoices/accounts/${key(customerId)}`,
          invoicesAnswer,
          (answer) => answer.invoices,
        );
        const credits = await creditsForCase(customerId, caseId, currency);
        return {
          customerId,
          active: account.basicInfo.status !== 'Canceled',
          invoices: invoices.map((invoice) => ({
            invoiceId: invoice.id,
            amountMinor: amountOf(`invoice ${invoice.id}`, invoice.amount, invoice.currency ?? currency),
            currency: invoice.currency ?? currency,
            date: invoice.invoiceDate,
          })),
          ...credits,
          payments: await payments(customerId),
          mock: endpoint.mock,
        };
      } catch (error) {
        if (error instanceof ZuoraRefused) throw new VendorError('zuora', 'BILLING_CUSTOMER_NOT_FOUND', 'terminal');
        throw error;
      }
    },
    payments,
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
      const refunds = await all(`/v1/refunds?paymentId=${key(paymentId)}`, refundsAnswer, (answer) => answer.refunds);
      const own = refunds.filter((refund) => refund.referenceId === referenceId);
      return own.at(0)?.id ?? null;
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
