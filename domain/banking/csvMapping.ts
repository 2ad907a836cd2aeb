export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];
export const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Which column of a CSV says what; columns count from 0. */
export interface CsvMapping {
  delimiter: (typeof DELIMITERS)[number];
  /** Lines before the first row of data, the head among them. */
  skipRows: number;
  date: number;
  valueDate: number | null;
  dateOrder: DateOrder | null;
  amount: AmountColumns;
  /** Purchases of a card written without a sign: all amounts are turned round. */
  negate: boolean;
  /** The column with the currency, or the currency of all lines. */
  currencyColumn: number | null;
  currency: string | null;
  counterparty: number | null;
  reference: number | null;
  /** Their texts are joined. */
  description: number[];
  bankReference: number | null;
}
export type AmountColumns =
  | { kind: 'signed'; column: number }
  /** What came in and what went out in columns of their own; one of them is filled. */
  | { kind: 'split'; credit: number; debit: number }
  /** The sign is a word in another column, e.g. `Af`, `debit`. */
  | { kind: 'marked'; column: number; mark: number };
