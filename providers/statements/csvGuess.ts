import type { AmountColumns, CsvMapping } from '../../domain/banking/csvMapping.ts';
import type { StatementQuestion } from '../../domain/banking/statement.ts';
import { isCurrency } from '../../domain/money/currencies.ts';
import { plainDecimal } from './amounts.ts';
import type { CsvRow } from './csvTable.ts';
import { orderOf, type WrittenDay, writtenDay } from './days.ts';
import { ORDER_QUESTION } from './qif.ts';

const EXPONENT = 2;
const SEEN_AT_MOST = 500;
const isDay = (cell: string) => writtenDay(cell) !== null;
const isNumber = (cell: string) => plainDecimal(cell, EXPONENT) !== null;
/** A number that reads as money: with decimals, a sign or a currency. Others may be ids and counts. */
const isMoney = (cell: string) => isNumber(cell) && /[.,]\d|^\s*[-+(]|\p{Sc}/u.test(cell);
const plainName = (cell: string) => cell.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();

const NAMES = {
  date: /\b(date|datum|data|fecha|dato|buchungstag|buchung|booked|booking|posted|created|completed|dia)\b/,
  valueDate: /\b(value|valuta|valeur|wert\w*|valor fecha|fecha valor|rentedatum|interest)\b/,
  amount:
    /^(amount|betrag|montant|importe|valor|bedrag|umsatz|monto|summe?|belob|kwota|somme|quantia|transaction amount)\b/,
  credit:
    /^(credit|deposits?|haben|gutschrift|einzahlung|entree|ingresos?|abonos?|in|money in|paid in|inkomend|bij|wplyw\w*)\b/,
  debit:
    /^(debit|withdrawals?|soll|lastschrift|auszahlung|sortie|gastos?|cargos?|out|money out|paid out|uitgaand|af|wyplyw\w*)\b/,
  notMoney:
    /balance|saldo|solde|kontostand|fee|tax|rate|price|quantity|original|refunded|converted|gebuhr|kurs|number|nummer|nr\b|card|id\b/,
  mark: /type|indicator|sign|debit.?credit|credit.?debit|af.?bij|soll.?haben|d\/c|c\/d|cr.?dr|dr.?cr/,
  currency: /^(currency|ccy|curr|wahrung|waehrung|devise|divisa|moneda|valuta|monn\.?|munt|moeda|valuutta)\b/,
  party:
    /payee|payer|partner|counterparty|name|empfanger|beguns?tigter|auftraggeber|naam|beneficiar|merchant|zahlungs\w+er|tiers/,
  text: /descri|details?|text|memo|libelle|verwendungs|betreff|narrat|purpose|summary|desc\b|historico|concepto|omschrijving|opis|titel|notes?\b|mededeling/,
  reference: /reference|referenz|remittance|payment ref|verwendungs|mededeling/,
  id: /^(id|ref|reference|referenz|refer\w+|transaction id|n.? de transaction|no de transaction|numero do documento|document\w*|check number|trans\w* (no|number|id))\b/,
};

interface Column {
  at: number;
  name: string;
  cells: string[];
  days: number;
  numbers: number;
  money: number;
  filled: number;
}

function columnsOf(rows: readonly CsvRow[], head: readonly string[] | null): Column[] {
  const width = Math.max(...rows.map(({ cells }) => cells.length), 0);
  const seen = rows.slice(0, SEEN_AT_MOST);
  return Array.from({ length: width }, (_, at) => {
    const cells = seen.map((row) => row.cells[at] ?? '');
    const share = (is: (cell: string) => boolean) =>
      cells.filter((cell) => cell !== '' && is(cell)).length / cells.length;
    return {
      at,
      name: plainName(head?.[at] ?? ''),
      cells,
      days: share(isDay),
      numbers: share(isNumber),
      money: share(isMoney),
      filled: share(() => true),
    };
  });
}

/** Rows before the data: a row of data has a day and a number. */
function dataBegins(rows: readonly CsvRow[]): number {
  return rows.findIndex(({ cells }) => cells.some(isDay) && cells.some((cell) => isNumber(cell) && !isDay(cell)));
}

function dateColumns(columns: readonly Column[]): Column[] {
  const dated = columns.filter(
    ({ days, numbers, name }) =>
      days >= (NAMES.date.test(name) ? 0.5 : 0.8) && (numbers < 0.9 || days > 0.9) && !NAMES.amount.test(name),
  );
  const named = dated.filter(({ name }) => NAMES.date.test(name) || NAMES.valueDate.test(name));
  const own = (named.length > 0 ? named : dated).toSorted((one, other) => one.at - other.at);
  // The value day comes second, where there is another.
  return own.toSorted(
    (one, other) => Number(NAMES.valueDate.test(one.name)) - Number(NAMES.valueDate.test(other.name)),
  );
}

const negative = ({ cells }: Column) => cells.some((cell) => plainDecimal(cell, EXPONENT)?.negative);
/** Each row fills one of the two. */
const excludes = (one: Column, other: Column) =>
  one.cells.every(
    (cell, at) => (cell === '') !== ((other.cells[at] ?? '') === '') && (cell !== '' || (other.cells[at] ?? '') !== ''),
  );
const MARKS = /^(af|bij|d|c|s|h|dr|cr|debit|credit|debet|soll|haben)$/i;

function amountColumns(columns: readonly Column[], taken: ReadonlySet<number>, headed: boolean): AmountColumns | null {
  const free = columns.filter(({ at }) => !taken.has(at));
  const [credit, debit] = [NAMES.credit, NAMES.debit].map((name) =>
    free.find((column) => name.test(column.name) && column.cells.every((cell) => cell === '' || isNumber(cell))),
  );
  if (credit && debit) return { kind: 'split', credit: credit.at, debit: debit.at };
  const named = headed ? free.find(({ name, numbers }) => NAMES.amount.test(name) && numbers >= 0.3) : undefined;
  const possible = free.filter(
    ({ name, numbers, money }) => numbers >= 0.9 && money >= 0.6 && !NAMES.notMoney.test(name),
  );
  const chosen = named ?? possible.find(negative);
  // Two columns with signs of their own, one of them filled: each says its amount as it is.
  const halves = free.filter(({ cells, money }) => money > 0 && cells.every((cell) => cell === '' || isMoney(cell)));
  const pair = halves.flatMap((one, at) =>
    halves.slice(at + 1).flatMap((other) => (excludes(one, other) ? [[one, other] as const] : [])),
  )[0];
  const column = chosen ?? (pair ? undefined : possible[0]);
  if (column) {
    const mark = free.find(
      ({ cells, at, name }) =>
        at !== column.at && cells.every((cell) => MARKS.test(cell)) && (!headed || NAMES.mark.test(name)),
    );
    return mark && !negative(column)
      ? { kind: 'marked', column: column.at, mark: mark.at }
      : { kind: 'signed', column: column.at };
  }
  if (!pair) return null;
  const [first, second] = pair;
  return negative(first)
    ? { kind: 'split', credit: second.at, debit: first.at }
    : { kind: 'split', credit: first.at, debit: second.at };
}

const TEXTS_AT_MOST = 6;
function textColumns(columns: readonly Column[], taken: ReadonlySet<number>) {
  const words = columns.filter(
    ({ at, cells, numbers, days }) =>
      !taken.has(at) && numbers < 0.5 && days < 0.5 && cells.some((cell) => /\p{L}{2}/u.test(cell)),
  );
  const party = words.find(({ name }) => NAMES.party.test(name) && !/account name|kontoname|card/.test(name));
  const reference = words.find(
    ({ name, at }) => NAMES.reference.test(name) && at !== party?.at && !NAMES.id.test(name),
  );
  const described = words.filter(({ name, at }) => NAMES.text.test(name) && at !== party?.at && at !== reference?.at);
  // Without a head all texts may be what it is about.
  const fallback = party || described.length > 0 ? [] : words.slice(0, TEXTS_AT_MOST).map(({ at }) => at);
  return { party, reference, description: described.length > 0 ? described.map(({ at }) => at) : fallback };
}

const CARD = /card used|merchant name|card no|card number/;

export interface CsvGuess {
  mapping: CsvMapping;
  questions: StatementQuestion[];
}

/** Which column says what, from the head's words and what the rows hold. What can't be known is a question. */
export function guessMapping(
  rows: readonly CsvRow[],
  delimiter: CsvMapping['delimiter'],
  assumed: string | null,
): CsvGuess {
  const skipRows = Math.max(0, dataBegins(rows));
  const head = skipRows > 0 ? (rows[skipRows - 1]?.cells ?? null) : null;
  const data = rows.slice(skipRows).filter(({ cells }) => cells.some(isDay));
  const columns = columnsOf(data, head);
  const [date, value] = dateColumns(columns);
  const currency = columns.find(
    ({ cells, name }) =>
      (head === null || NAMES.currency.test(name)) && cells.every((cell) => isCurrency(cell.toUpperCase())),
  );
  const taken = new Set([date, value, currency].flatMap((column) => (column ? [column.at] : [])));
  const amount = amountColumns(columns, taken, head !== null);
  const moneyAt = amount ? (amount.kind === 'split' ? [amount.credit, amount.debit] : [amount.column]) : [];
  for (const at of moneyAt) taken.add(at);
  if (amount?.kind === 'marked') taken.add(amount.mark);
  const texts = textColumns(columns, taken);
  const bankReference = columns.find(({ name, at }) => NAMES.id.test(name) && !taken.has(at));
  const inHead = moneyAt
    .map((at) => /\b([A-Z]{3})\b/.exec(head?.[at] ?? '')?.[1])
    .find((code) => code && isCurrency(code));
  const days = date ? date.cells.flatMap((cell) => writtenDay(cell) ?? []) : [];
  const mapping: CsvMapping = {
    delimiter,
    skipRows,
    date: date?.at ?? 0,
    valueDate: value?.at ?? null,
    dateOrder: orderOf(days),
    amount: amount ?? { kind: 'signed', column: 0 },
    negate: false,
    currencyColumn: currency?.at ?? null,
    currency: currency ? null : (inHead ?? assumed),
    counterparty: texts.party?.at ?? null,
    reference: texts.reference?.at ?? null,
    description: texts.description,
    bankReference: bankReference?.at ?? null,
  };
  return { mapping, questions: questionsOf(mapping, { date, amount, days, columns }) };
}

function questionsOf(
  mapping: CsvMapping,
  {
    date,
    amount,
    days,
    columns,
  }: { date: Column | undefined; amount: AmountColumns | null; days: WrittenDay[]; columns: Column[] },
): StatementQuestion[] {
  const questions: StatementQuestion[] = [];
  if (!date || !amount)
    questions.push({ asks: 'columns', text: `Which column holds ${date ? 'the amount' : 'the day'}?`, answers: [] });
  if (date && mapping.dateOrder === null && days.length > 0) questions.push(ORDER_QUESTION);
  if (mapping.currencyColumn === null && mapping.currency === null)
    questions.push({
      asks: 'currency',
      text: 'The file names no currency: which one are its amounts in?',
      answers: [],
    });
  const card = columns.some(({ name }) => CARD.test(name));
  const column = amount?.kind === 'signed' ? columns[amount.column] : undefined;
  if (card && column && !negative(column))
    questions.push({
      asks: 'direction',
      text: 'All amounts of this card are written without a sign: did the money come in or go out?',
      answers: ['in', 'out'],
    });
  return questions;
}
