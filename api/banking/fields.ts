import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { type CsvMapping, DATE_ORDERS, DELIMITERS } from '../../domain/banking/csvMapping.ts';
import type { StatementRead } from '../../domain/banking/statement.ts';
import { isCurrency } from '../../domain/money/currencies.ts';
import { formatAmount } from '../../domain/money/money.ts';
import { moneyText } from '../../domain/money/moneyText.ts';

/** What somebody says of a file over what is guessed of it. */
export interface StatementAnswers {
  mapping: CsvMapping | null;
  dateOrder: 'dmy' | 'mdy' | 'ymd' | null;
  currency: string | null;
  direction: 'in' | 'out' | null;
}

export interface BankingRouteDeps {
  db: Database;
  cipher: FieldCipher;
  /** Takes a file apart where it can harm nobody. Throws STATEMENT_REFUSED with the line, STATEMENT_READER_BUSY. */
  readStatement(bytes: Buffer, answers: StatementAnswers): Promise<StatementRead>;
}

const column = z.int().min(0).max(199);
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'a currency such as EUR')
  .refine(isCurrency, 'a currency such as EUR');

/** Which column of a CSV says what; columns count from 0. */
export const mappingSchema = z
  .strictObject({
    delimiter: z.enum(DELIMITERS),
    skipRows: z.int().min(0).max(1_000).describe('Lines before the first row of data, the head among them'),
    date: column,
    valueDate: column.nullable(),
    dateOrder: z.enum(DATE_ORDERS).nullable(),
    amount: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('signed'), column }),
      z.strictObject({ kind: z.literal('split'), credit: column, debit: column }),
      z.strictObject({ kind: z.literal('marked'), column, mark: column }),
    ]),
    negate: z.boolean().describe('Amounts without a sign are money that went out'),
    currencyColumn: column.nullable(),
    currency: currency.nullable(),
    counterparty: column.nullable(),
    reference: column.nullable(),
    description: z.array(column).max(10),
    bankReference: column.nullable(),
  })
  .meta({ id: 'CsvMapping' });

/** An amount as answers show it: minor units, the number, and as people write it. */
export const amountSchema = z
  .object({ amount_minor: z.int(), amount: z.number(), currency: z.string(), text: z.string() })
  .meta({ id: 'ShownAmount' });
export const shownAmount = (amountMinor: number, code: string) => ({
  amount_minor: amountMinor,
  // A JSON number as it reads, made from the digits of the minor units.
  amount: Number(formatAmount(amountMinor, code)),
  currency: code,
  text: moneyText(amountMinor, code),
});
export const maybeAmount = (amountMinor: number | null, code: string) =>
  amountMinor === null ? null : shownAmount(amountMinor, code);
