import { z } from 'zod';
import { readAmount } from '../../domain/money/amountText.ts';
import { isCurrency } from '../../domain/money/currencies.ts';
import { instantText, readField } from '../invalidRecord.ts';
import { VendorError } from '../vendorError.ts';
import { named, type zuoraCaller } from './caller.ts';

export type Call = ReturnType<typeof zuoraCaller>['call'];

/** The largest page the vendor gives, and how many are read before a list is too long to be judged. */
const PAGE_SIZE = 40;
const MAXIMUM_PAGES = 250;

export const amountOf = (record: string, value: number | string, currency: string): number =>
  readField(named(record), 'amount', () => readAmount(value, currency));

const amount = z.union([z.number(), z.string()]);
const currencyCode = z
  .string()
  .transform((code) => code.trim().toUpperCase())
  .refine(isCurrency, 'this is no ISO 4217 currency');
export const accountAnswer = z.object({
  basicInfo: z.object({ status: z.string().nullish() }),
  billingAndPayment: z.object({ currency: currencyCode }),
});
const nextPage = z.string().nullish();
export const invoicesAnswer = z.object({
  nextPage,
  invoices: z.array(z.object({ id: z.string(), amount, invoiceDate: instantText, currency: currencyCode.nullish() })),
});
export const memosAnswer = z.object({
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
export const paymentsAnswer = z.object({
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
export const refundsAnswer = z.object({
  nextPage,
  refunds: z.array(z.object({ id: z.string(), referenceId: z.string().nullish() })),
});
export const refundAnswer = z.object({ id: z.string() });

/** Every item of a list, over all its pages. Throws VendorError where it is too long to be judged. */
export async function listAll<Answer extends { nextPage?: string | null | undefined }, Item>(
  call: Call,
  path: string,
  schema: z.ZodType<Answer>,
  items: (answer: Answer) => Item[],
): Promise<Item[]> {
  const found: Item[] = [];
  for (let page = 1; page <= MAXIMUM_PAGES; page += 1) {
    const answer = await call(
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}page=${page}&pageSize=${PAGE_SIZE}`,
      schema,
    );
    found.push(...items(answer));
    if (!answer.nextPage) return found;
  }
  throw new VendorError('zuora', 'BILLING_LIST_TOO_LONG', 'terminal');
}
