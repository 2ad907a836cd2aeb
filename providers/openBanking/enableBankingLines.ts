import { z } from 'zod';
import { bankDay, bankId, bankText, readLines, type WrittenLine } from '../bankLines.ts';

const text = z.string().nullish();
const party = z.object({ name: text }).nullish();
const transaction = z.object({
  entry_reference: text,
  transaction_id: text,
  transaction_amount: z.object({ amount: z.coerce.string(), currency: z.string() }),
  creditor: party,
  debtor: party,
  bank_transaction_code: z.object({ description: text }).nullish(),
  credit_debit_indicator: z.enum(['CRDT', 'DBIT']),
  status: z.string(),
  booking_date: text,
  value_date: text,
  transaction_date: text,
  reference_number: text,
  remittance_information: z.array(z.string()).nullish(),
  note: text,
});
type Transaction = z.infer<typeof transaction>;

export const transactionsAnswer = z.object({ transactions: z.array(z.unknown()), continuation_key: text });

/** Of these no money moves: cancelled, rejected, planned. */
const NO_MONEY = new Set(['CNCL', 'RJCT', 'SCHD']);

function written(account: string, one: Transaction): WrittenLine {
  const { amount, currency } = one.transaction_amount;
  const isIn = one.credit_debit_indicator === 'CRDT';
  const unsigned = amount.trim().replace(/^[-+]/, '');
  const remittance = (one.remittance_information ?? []).join(' ');
  const number = one.reference_number && !remittance.includes(one.reference_number) ? one.reference_number : '';
  return {
    accountExternalId: account,
    status: one.status === 'BOOK' || (one.status === 'OTHR' && one.booking_date) ? 'posted' : 'pending',
    bookedOn: bankDay(one.booking_date) ?? bankDay(one.transaction_date) ?? bankDay(one.value_date),
    valueOn: bankDay(one.value_date),
    amount: isIn ? unsigned : `-${unsigned}`,
    currency,
    counterparty: bankText(isIn ? one.debtor?.name : one.creditor?.name),
    reference: bankText(`${remittance} ${number}`),
    description: bankText(one.note ?? one.bank_transaction_code?.description),
    endToEndId: null,
    bankReference: bankText(one.entry_reference),
    // The vendor's own id is another in each session.
    externalId: bankId(one.entry_reference ?? one.transaction_id),
    pendingExternalId: null,
  };
}

/** The lines of a page. */
export function enableBankingLines(account: string, { transactions }: z.infer<typeof transactionsAnswer>) {
  const read = transactions.map((one) => transaction.safeParse(one));
  const { lines, refused } = readLines(
    read.flatMap(({ data }) => (data && !NO_MONEY.has(data.status) ? [written(account, data)] : [])),
  );
  const misshapen = read.filter(({ success }) => !success);
  return {
    lines,
    refused: [
      ...refused,
      ...misshapen.map(() => ({ accountExternalId: account, externalId: null, reason: 'shape' as const })),
    ],
  };
}
