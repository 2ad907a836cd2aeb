import { moneyText } from '../money/moneyText.ts';
import type { CsvMapping } from './csvMapping.ts';
import type { BankLine, StatementFormat } from './line.ts';

export interface StatementBalance {
  amountMinor: number;
  currency: string;
  /** ISO date, where the file names one. */
  on: string | null;
}

/** One statement of one account, as a file holds it. */
export interface Statement {
  /** IBAN or account number as it is written. */
  account: string | null;
  holder: string | null;
  /** ISO 4217; null where there is neither a line nor a balance. */
  currency: string | null;
  /** What the bank calls it: its number or id. */
  number: string | null;
  opening: StatementBalance | null;
  closing: StatementBalance | null;
  lines: BankLine[];
}

/** What a file says, as it was read. */
export interface StatementRead {
  format: StatementFormat;
  /** How its bytes were read, e.g. `utf-8`. */
  encoding: string;
  statements: Statement[];
  /** What whoever imports it should know, as sentences. */
  notes: string[];
  csv: CsvRead | null;
}

/** A question that a file leaves open, and the answers that it may have. */
export interface StatementQuestion {
  asks: 'date_order' | 'currency' | 'columns' | 'direction';
  text: string;
  answers: readonly string[];
}

/** How a CSV was read, to be looked at and changed. */
export interface CsvRead {
  mapping: CsvMapping;
  /** Names of the columns: of the head row, else `Column 1` and so on. */
  columns: string[];
  /** The first rows of data, as they are written. */
  sample: string[][];
  /** Digest of the head; null without one. */
  headKey: string | null;
  /** Without an answer to all of them nothing is read. */
  questions: StatementQuestion[];
}

/** What the lines of a statement lack to lead from its opening to its closing balance, in minor units; null where a balance is missing. */
export function differenceOf({ opening, closing, lines }: Statement): number | null {
  if (!opening || !closing || opening.currency !== closing.currency) return null;
  const booked = lines.filter(({ status }) => status === 'posted');
  if (booked.some(({ currency }) => currency !== opening.currency)) return null;
  return closing.amountMinor - opening.amountMinor - booked.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** The difference as a sentence; null where the balances add up or can't be compared. */
export function differenceText(statement: Statement): string | null {
  const difference = differenceOf(statement);
  const { opening, closing } = statement;
  if (!difference || !opening || !closing) return null;
  const [from, to] = [opening, closing].map(({ amountMinor, currency }) => moneyText(amountMinor, currency));
  const missing = moneyText(Math.abs(difference), opening.currency);
  return `The lines do not lead from ${from} to ${to}: ${missing} ${difference > 0 ? 'more has come in' : 'more has gone out'} than they say`;
}

/** First and last day of the lines. */
export function daysOf({ lines }: Statement): { firstDay: string | null; lastDay: string | null } {
  const days = lines.map(({ bookedOn }) => bookedOn).sort();
  return { firstDay: days[0] ?? null, lastDay: days.at(-1) ?? null };
}
