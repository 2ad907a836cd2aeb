import { z } from 'zod';
import { bankDay, bankId, bankText, readLines, type WrittenLine } from '../bankLines.ts';

const text = z.string().nullish();
const transaction = z.object({
  transactionId: text,
  internalTransactionId: text,
  entryReference: text,
  endToEndId: text,
  bookingDate: text,
  bookingDateTime: text,
  valueDate: text,
  valueDateTime: text,
  transactionAmount: z.object({ amount: z.coerce.string(), currency: z.string() }),
  creditorName: text,
  debtorName: text,
  remittanceInformationUnstructured: text,
  remittanceInformationUnstructuredArray: z.array(z.string()).nullish(),
  remittanceInformationStructured: text,
  remittanceInformationStructuredArray: z.array(z.string()).nullish(),
  additionalInformation: text,
});
type Transaction = z.infer<typeof transaction>;

/** A line of another shape holds up no other, so it stays unread here. */
const lenient = z.array(z.unknown());
export const transactionsAnswer = z.object({
  transactions: z.object({ booked: lenient, pending: lenient.optional() }),
});

const joined = (...parts: (string | null | undefined)[]): string | null =>
  bankText(parts.filter((part, at) => part && parts.indexOf(part) === at).join(' '));

function written(account: string, status: WrittenLine['status'], one: Transaction): WrittenLine {
  const { amount, currency } = one.transactionAmount;
  return {
    accountExternalId: account,
    status,
    // A pending line often has a value day only.
    bookedOn: bankDay(one.bookingDate) ?? bankDay(one.bookingDateTime) ?? bankDay(one.valueDate),
    valueOn: bankDay(one.valueDate) ?? bankDay(one.valueDateTime),
    amount,
    currency,
    counterparty: bankText(amount.trim().startsWith('-') ? one.creditorName : one.debtorName),
    reference: joined(
      one.remittanceInformationUnstructured ?? one.remittanceInformationUnstructuredArray?.join(' '),
      one.remittanceInformationStructured ?? one.remittanceInformationStructuredArray?.join(' '),
    ),
    description: bankText(one.additionalInformation),
    endToEndId: bankText(one.endToEndId),
    bankReference: bankText(one.entryReference),
    // Not every bank gives its own id; the vendor's may be another with the next consent.
    externalId: bankId(one.transactionId ?? one.internalTransactionId),
    pendingExternalId: null,
  };
}

/** The lines of an answer: what is booked, and what is not yet. */
export function gocardlessLines(account: string, { transactions }: z.infer<typeof transactionsAnswer>) {
  const shapes = [
    ...transactions.booked.map((one) => ({ status: 'posted' as const, read: transaction.safeParse(one) })),
    ...(transactions.pending ?? []).map((one) => ({ status: 'pending' as const, read: transaction.safeParse(one) })),
  ];
  const { lines, refused } = readLines(
    shapes.flatMap(({ status, read }) => (read.success ? [written(account, status, read.data)] : [])),
  );
  const misshapen = shapes.filter(({ read }) => !read.success);
  return {
    lines,
    refused: [
      ...refused,
      ...misshapen.map(() => ({ accountExternalId: account, externalId: null, reason: 'shape' as const })),
    ],
  };
}
