import type { DateOrder } from '../../domain/banking/csvMapping.ts';
import type { BankLine } from '../../domain/banking/line.ts';
import type { Statement, StatementQuestion, StatementRead } from '../../domain/banking/statement.ts';
import { currencyExponent } from '../../domain/money/money.ts';
import { plainDecimal, readAmount } from './amounts.ts';
import { dayUnder, noOrder, orderOf, type WrittenDay, writtenDay } from './days.ts';
import { decodeGuessed } from './decode.ts';
import { refuse, refuseValue } from './refuse.ts';

/** Sections whose records move money of the account. */
const MONEY = /^!type:\s*(bank|cash|ccard|oth a|oth l)\b/i;

interface Entry {
  fields: Map<string, string>;
  splits: string[];
  line: number;
}
interface Section {
  account: string | null;
  entries: Entry[];
}

/** Records of money, by account. All other sections are lists: categories, securities, memorized payments. */
function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  let [kind, account]: ['money' | 'account' | 'other', string | null] = ['other', null];
  let entry: Entry = { fields: new Map(), splits: [], line: 0 };
  const close = () => {
    if (kind === 'account') account = entry.fields.get('N') ?? account;
    if (kind === 'money' && (entry.fields.has('D') || entry.fields.has('T'))) sections.at(-1)?.entries.push(entry);
    entry = { fields: new Map(), splits: [], line: 0 };
  };
  text.split(/\r\n|\r|\n/).forEach((raw, at) => {
    const line = raw.trim();
    if (line === '') return;
    if (line.startsWith('!')) {
      close();
      if (/^!(option|clear)/i.test(line)) return;
      kind = MONEY.test(line) ? 'money' : /^!account/i.test(line) ? 'account' : 'other';
      if (kind === 'money') sections.push({ account, entries: [] });
    } else if (line === '^') close();
    else if (line.startsWith('$')) entry.splits.push(line.slice(1));
    else {
      const code = line[0] ?? '';
      entry.line ||= at + 1;
      if (!entry.fields.has(code)) entry.fields.set(code, line.slice(1).trim());
    }
  });
  close();
  return sections;
}

function amountOf(text: string, currency: string, line: number): number {
  const read = plainDecimal(text, currencyExponent(currency));
  if (!read) return refuseValue('this is not an amount:', text, line);
  return readAmount(`${read.negative ? '-' : ''}${read.digits}`, currency, line);
}

/** `1/ 1'00` and `2/14'2020`: the apostrophe stands for a year from 2000 on. */
const dayOf = ({ fields, line }: Entry): WrittenDay =>
  writtenDay(
    (fields.get('D') ?? refuse('the record names no day', line))
      .replace(/'\s*(\d{1,2})$/, (_, year: string) => `/20${year.padStart(2, '0')}`)
      .replace("'", '/'),
  ) ?? refuseValue('this is no day:', fields.get('D') ?? '', line);

function lineOf(entry: Entry, order: DateOrder | null, currency: string, notes: string[]): BankLine {
  const { fields, splits, line } = entry;
  const amountMinor = amountOf(
    fields.get('T') ?? fields.get('U') ?? refuse('the record names no amount', line),
    currency,
    line,
  );
  const parts = splits.reduce((sum, one) => sum + amountOf(one, currency, line), 0);
  if (splits.length > 0 && parts !== amountMinor)
    notes.push(`Line ${line}: the parts of the record do not make its amount`);
  return {
    status: 'posted',
    bookedOn: dayUnder(dayOf(entry), order) ?? refuseValue('this is no day:', fields.get('D') ?? '', line),
    valueOn: null,
    amountMinor,
    currency,
    counterparty: fields.get('P') || null,
    reference: fields.get('M') || null,
    description: fields.get('L') || null,
    endToEndId: null,
    bankReference: fields.get('N') || null,
    externalId: null,
    pendingExternalId: null,
  };
}

export const ORDER_QUESTION: StatementQuestion = {
  asks: 'date_order',
  text: 'Each day of the file could be read in two ways: which stands first, the day or the month?',
  answers: ['dmy', 'mdy'],
};

/** Reads a QIF file. It names no currency, so that of the account is `currency`; `order`: where its days leave it open. */
export function readQif(bytes: Buffer, currency: string | null, order: DateOrder | null): StatementRead {
  const { text, encoding } = decodeGuessed(bytes);
  const sections = sectionsOf(text);
  if (!currency) return refuse('a QIF file names no currency: choose the account first');
  const entries = sections.flatMap((section) => section.entries);
  if (entries.length === 0) return refuse('the file holds no line of a bank account');
  const days = entries.map(dayOf);
  if (noOrder(days))
    return refuse('the days of the file contradict each other: some have the month first and some the day');
  const known = orderOf(days) ?? order;
  if (!known) return refuse(ORDER_QUESTION.text);
  const notes: string[] = [];
  const statements = sections
    .filter((section) => section.entries.length > 0)
    .map(
      (section): Statement => ({
        account: null,
        holder: null,
        currency,
        number: section.account,
        opening: null,
        closing: null,
        lines: section.entries.map((entry) => lineOf(entry, known, currency, notes)),
      }),
    );
  return { format: 'qif', encoding, statements, notes, csv: null };
}
