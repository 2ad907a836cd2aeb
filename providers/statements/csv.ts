import { createHash } from 'node:crypto';
import type { CsvMapping, DateOrder } from '../../domain/banking/csvMapping.ts';
import type { BankLine } from '../../domain/banking/line.ts';
import type { CsvRead, Statement, StatementRead } from '../../domain/banking/statement.ts';
import { currencyExponent } from '../../domain/money/money.ts';
import { plainDecimal, readAmount, readCurrency } from './amounts.ts';
import { guessMapping } from './csvGuess.ts';
import { type CsvRow, delimiterOf, rowsOf } from './csvTable.ts';
import { dayUnder, noOrder, writtenDay } from './days.ts';
import { decodeGuessed } from './decode.ts';
import { refuse, refuseValue } from './refuse.ts';

/** What somebody has said of the file, over what is guessed. */
export interface CsvAnswers {
  mapping: CsvMapping | null;
  dateOrder: DateOrder | null;
  /** Of the account, where the file names none. */
  currency: string | null;
  /** Whether amounts without a sign are money that went out. */
  direction: 'in' | 'out' | null;
}

const BALANCE_ROW =
  /^\W*(saldo (anterior|inicial|final)|opening balance|closing balance|previous balance|balance (brought|carried) forward|solde (initial|precedent|précédent|final)|(anfangs|end|alt|neu)saldo|beginning balance|ending balance|begin ?saldo|eind ?saldo)\b/i;
const SAMPLE_ROWS = 8;

function amountOf({ cells, line }: CsvRow, { amount, negate }: CsvMapping, currency: string): number {
  const exponent = currencyExponent(currency);
  const read = (at: number) => {
    const cell = cells[at] ?? '';
    if (cell === '') return null;
    const plain = plainDecimal(cell, exponent) ?? refuseValue('this is not an amount:', cell, line);
    return { minor: readAmount(plain.digits, currency, line), negative: plain.negative };
  };
  const signed = (one: { minor: number; negative: boolean }) => (one.negative ? -one.minor || 0 : one.minor);
  const turned = (minor: number) => (negate ? -minor || 0 : minor);
  if (amount.kind === 'split') {
    const [credit, debit] = [read(amount.credit), read(amount.debit)];
    const both = credit && debit && credit.minor !== 0 && debit.minor !== 0;
    if (both || (!credit && !debit))
      return refuse(both ? 'the row has money in and money out' : 'the row names no amount', line);
    return turned(credit && (credit.minor !== 0 || !debit) ? signed(credit) : -(debit?.minor ?? 0) || 0);
  }
  const one = read(amount.column) ?? refuse('the row names no amount', line);
  if (amount.kind === 'signed') return turned(signed(one));
  const mark = (cells[amount.mark] ?? '').trim().toLowerCase();
  if (/^(af|d|s|dr|debit|debet|soll|out)$/.test(mark)) return turned(-one.minor || 0);
  return /^(bij|c|h|cr|credit|haben|in)$/.test(mark)
    ? turned(one.minor)
    : refuseValue('this says neither in nor out:', mark, line);
}

const some = (text: string | undefined) => text?.replace(/\s+/g, ' ').trim() || null;

function lineOf(row: CsvRow, mapping: CsvMapping): BankLine {
  const { cells, line } = row;
  const cell = (at: number | null) => (at === null ? null : some(cells[at]));
  const day = (text: string) => {
    const written = writtenDay(text);
    return (written && dayUnder(written, mapping.dateOrder)) ?? refuseValue('this is no day:', text, line);
  };
  const named = cell(mapping.currencyColumn) ?? mapping.currency ?? refuse('the row names no currency', line);
  const currency = readCurrency(named, line);
  const value = cell(mapping.valueDate);
  return {
    status: 'posted',
    bookedOn: day(cells[mapping.date] ?? ''),
    valueOn: value && writtenDay(value) ? day(value) : null,
    amountMinor: amountOf(row, mapping, currency),
    currency,
    counterparty: cell(mapping.counterparty),
    reference: cell(mapping.reference),
    description: some(mapping.description.map((at) => cells[at] ?? '').join(' ')),
    endToEndId: null,
    bankReference: cell(mapping.bankReference),
    externalId: null,
    pendingExternalId: null,
  };
}

/** Rows that move money; what stands above and below them without a day, and rows of balances, are told as notes. */
function movements(rows: readonly CsvRow[], mapping: CsvMapping, notes: string[]): CsvRow[] {
  const data = rows.slice(mapping.skipRows);
  const dated = (row: CsvRow) => (row.cells[mapping.date] ?? '') !== '' && /\d/.test(row.cells[mapping.date] ?? '');
  const last = data.findLastIndex(dated);
  return data.filter((row, at) => {
    const balance = row.cells.some((cell) => BALANCE_ROW.test(cell));
    if (balance) notes.push(`Line ${row.line} names a balance and is no line of the account`);
    else if (!dated(row)) {
      if (at <= last) return refuse('the row names no day', row.line);
      notes.push(`Line ${row.line} names no day and was not read`);
    }
    return !balance && dated(row);
  });
}

function mappingOf(rows: readonly CsvRow[], delimiter: CsvMapping['delimiter'], answers: CsvAnswers) {
  const guess = answers.mapping
    ? { mapping: answers.mapping, questions: [] }
    : guessMapping(rows, delimiter, answers.currency);
  const mapping = {
    ...guess.mapping,
    dateOrder: guess.mapping.dateOrder ?? answers.dateOrder,
    negate: answers.direction === null ? guess.mapping.negate : answers.direction === 'out',
  };
  if (mapping.currency === null && mapping.currencyColumn === null) mapping.currency = answers.currency;
  const answered = {
    date_order: mapping.dateOrder,
    currency: mapping.currency,
    columns: null,
    direction: answers.direction,
  };
  return { mapping, questions: guess.questions.filter(({ asks }) => answered[asks] === null) };
}

/** Digest of a head, by which the next file of the same bank finds its mapping. */
const headKeyOf = (head: readonly string[] | null) =>
  head &&
  createHash('sha256')
    .update(JSON.stringify(head.map((name) => name.trim().toLowerCase())))
    .digest('base64url')
    .slice(0, 24);

function csvRead(rows: readonly CsvRow[], delimiter: CsvMapping['delimiter'], answers: CsvAnswers): CsvRead {
  const { mapping, questions } = mappingOf(rows, delimiter, answers);
  const head = mapping.skipRows > 0 ? (rows[mapping.skipRows - 1]?.cells ?? null) : null;
  const above = rows[mapping.skipRows - 1];
  // A head has names; one with an amount is a line whose day is missing.
  if (above && head?.some((text) => /[.,]\d\d?$/.test(text) && plainDecimal(text, 2)))
    return refuse('the row names no day', above.line);
  const data = rows.slice(mapping.skipRows);
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  return {
    mapping,
    columns: Array.from({ length: width }, (_, at) => head?.[at] || `Column ${at + 1}`),
    sample: data.slice(0, SAMPLE_ROWS).map(({ cells }) => cells.map((text) => text.slice(0, 120))),
    headKey: headKeyOf(head),
    questions,
  };
}

/** Reads a CSV. Where a question is open, no line is read: it is asked. */
export function readCsv(bytes: Buffer, answers: CsvAnswers): StatementRead {
  const { text, encoding } = decodeGuessed(bytes);
  const delimiter =
    answers.mapping?.delimiter ??
    delimiterOf(text) ??
    refuse('the file is no table: no delimiter parts its rows into columns');
  const rows = rowsOf(text, delimiter);
  if (rows.length === 0) return refuse('the file is empty');
  const csv = csvRead(rows, delimiter, answers);
  const notes: string[] = [];
  const read = (): Statement => {
    const data = movements(rows, csv.mapping, notes);
    const days = data.flatMap((row) => writtenDay(row.cells[csv.mapping.date] ?? '') ?? []);
    if (noOrder(days))
      return refuse('the days of the file contradict each other: some have the month first and some the day');
    const lines = data.map((row) => lineOf(row, csv.mapping));
    if (lines.length === 0) return refuse('the file holds no row with a day and an amount');
    return {
      account: null,
      holder: null,
      currency: lines[0]?.currency ?? null,
      number: null,
      opening: null,
      closing: null,
      lines,
    };
  };
  const statements = csv.questions.length > 0 ? [] : [read()];
  if (encoding === 'windows-1252') notes.push('The file is not UTF-8; letters with accents were read as Windows-1252');
  return { format: 'csv', encoding, statements, notes, csv };
}
