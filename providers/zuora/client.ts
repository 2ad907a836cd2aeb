import { createHash } from 'node:crypto';
import { z } from 'zod';
import { crmIdForms } from '../../domain/disputes/crmId.ts';
import type { BillingFacts, BillingPayment } from '../../domain/disputes/facts.ts';
import { readAmount } from '../../domain/money/amountText.ts';
import { isCurrency } from '../../domain/money/currencies.ts';
import { formatAmount } from '../../domain/money/money.ts';
import type { AccountIdentity } from '../../domain/vendors/accounts.ts';
import type { VendorEndpoint } from '../endpoint.ts';
import { instantText, readField } from '../invalidRecord.ts';
import { VendorError } from '../vendorError.ts';
import { named, ZuoraRefused, zuoraCaller } from './caller.ts';

/** The largest page the vendor gives, and how many are read before a list is too long to be judged. */
const PAGE_SIZE = 40;
const MAXIMUM_PAGES = 250;

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
  const { call, tenant } = zuoraCaller(endpoint);
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

  /** The entity of a tenant that has several; null where the tenant has no such list, as most. */
  async function entity() {
    try {
      return (await call('GET', '/v1/entities', entitiesAnswer)).entities.at(0) ?? null;
    } catch (error) {
      if (!(error instanceof ZuoraRefused) && !(error instanceof VendorError && error.kind === 'terminal')) throw error;
      // Every token reads its catalog, so that proves the token.
      await call('GET', '/v1/catalog/products?pageSize=1', z.object({ success: z.literal(true) }));
      return null;
    }
  }

  async function identify(): Promise<AccountIdentity> {
    const found = await entity();
    const { hostname } = new URL(endpoint.baseUrl);
    const named = tenant() ?? found?.tenantId;
    if (named) return { accountId: named, name: found?.displayName ?? `Zuora tenant ${named} at ${hostname}` };
    // A client stays the same over all of its tokens.
    const opener = endpoint.clientId ?? endpoint.credential;
    const mark = createHash('sha256').update(`${endpoint.baseUrl}\n${opener}`).digest('hex').slice(0, 24);
    return { accountId: `${endpoint.clientId ? 'client' : 'token'}:${mark}`, name: hostname };
  }

  return {
    mock: endpoint.mock,
    creditsForCase,
    identify,
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
