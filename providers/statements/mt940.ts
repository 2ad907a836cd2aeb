import type { BankLine } from '../../domain/banking/line.ts';
import type { Statement, StatementBalance, StatementRead } from '../../domain/banking/statement.ts';
import { readAmount, readCurrency } from './amounts.ts';
import { fullYear, isoDay } from './days.ts';
import { decodeGuessed } from './decode.ts';
import { readDetails } from './mt940Details.ts';
import { refuse, refuseValue } from './refuse.ts';

// SWIFT MT940 and MT942, as banks write them: with and without the envelope, wrapped or not.

interface Field {
  tag: string;
  lines: string[];
  line: number;
}

const TAG = /^:(20|21|25P?|28C?|NS|60[FM]|61|86|62[FM]|64|65|13D?|34F|90[CD]):(.*)$/;
const END = /^-\}?\s*$/;

/** The fields of a file in their order; what no tag leads is a continuation. */
function fieldsOf(text: string): Field[] {
  const fields: Field[] = [];
  // A tag may be wrapped as all else.
  const whole = text.replace(/^:(\r?\n)(\d\d[A-Z]?:)/gm, '$1:$2');
  whole.split(/\r\n|\r|\n/).forEach((raw, at) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: banks frame statements with the control characters of modems
    const line = raw.replace(/[\u0001-\u0008\u000b-\u001f]/g, '').replace(/^(?:\{\d:[^}]*\}?)+/, '');
    const [, tag, rest = ''] = TAG.exec(line) ?? [];
    if (tag) fields.push({ tag, lines: [rest], line: at + 1 });
    else if (END.test(line)) fields.push({ tag: '-', lines: [], line: at + 1 });
    else if (line.trim() !== '') fields.at(-1)?.lines.push(line);
  });
  return fields;
}

/** The day of `YYMMDD`. Banks that count months of 30 days write 30 February. */
function dayOf(text: string, line: number): string {
  const [year, month, day] = [0, 2, 4].map((at) => Number(text.slice(at, at + 2))) as [number, number, number];
  const full = fullYear(year);
  const last = month === 2 && (day === 29 || day === 30) ? new Date(Date.UTC(full, 2, 0)).getUTCDate() : day;
  return isoDay(full, month, Math.min(day, last)) ?? refuseValue('this is no day:', text, line);
}

/** The booking day `MMDD`, in the year that is nearest to the value day. */
function bookedNear(monthDay: string, valueOn: string, line: number): string {
  const year = Number(valueOn.slice(0, 4));
  const valueMonth = Number(valueOn.slice(5, 7));
  const month = Number(monthDay.slice(0, 2));
  const shift = month - valueMonth > 6 ? -1 : month - valueMonth < -6 ? 1 : 0;
  return dayOf(`${String((year + shift) % 100).padStart(2, '0')}${monthDay}`, line);
}

function balanceOf({ lines, line }: Field): StatementBalance {
  const text = lines.join('').replaceAll(' ', '');
  const [, sign, day = '', currency = '', amount = ''] = /^([CD])(\d{6})([A-Z]{3})(\d+(?:,\d*)?)$/.exec(text) ?? [];
  if (!sign) return refuseValue('this is no balance:', text, line);
  const code = readCurrency(currency, line);
  const size = readAmount(decimal(amount), code, line);
  return { amountMinor: sign === 'D' ? -size || 0 : size, currency: code, on: dayOf(day, line) };
}
const decimal = (text: string) => text.replace(/,$/, '').replace(',', '.');

// Value day, booking day, mark (R = reversal, E = expected), a letter of the currency, amount, kind, references.
const LINE = /^(\d{6})(\d{4})?\s?(R?[CD]|E[CD])([A-Z])?\s?(\d+(?:,\d*)?)\s*([A-Z][A-Z0-9]{3})?(.*)$/;

function lineOf({ lines, line }: Field, details: Field | undefined, currency: string | null): BankLine {
  // Some banks wrap in the middle of the line.
  const wrapped = LINE.test((lines[0] ?? '').trim()) ? 1 : 2;
  const first = lines.slice(0, wrapped).join('');
  const more = lines.slice(wrapped);
  const found = LINE.exec(first.trim());
  if (!found) return refuseValue('this is no line of a statement:', first, line);
  const [, value = '', booked, mark = '', , amount = '', , references = ''] = found;
  if (!currency) return refuse('no balance says of which currency this line is: choose the account first', line);
  const size = readAmount(decimal(amount), currency, line);
  // RC takes a credit back: money goes out. RD takes a debit back.
  const incoming = mark === 'C' || mark === 'RD' || mark === 'EC';
  const valueOn = dayOf(value, line);
  const [own = '', bank = ''] = references.split('//');
  const said = readDetails(details?.lines ?? []);
  const customer = own.trim() && !/^NONREF$/i.test(own.trim()) ? own.trim() : null;
  return {
    status: mark.startsWith('E') ? 'pending' : 'posted',
    bookedOn: booked ? bookedNear(booked, valueOn, line) : valueOn,
    valueOn,
    amountMinor: incoming ? size : -size || 0,
    currency,
    counterparty: said.counterparty,
    reference: said.reference ?? customer,
    description: said.description ?? (more.join(' ').replace(/\s+/g, ' ').trim() || null),
    endToEndId: said.endToEndId,
    bankReference: bank.trim() || null,
    externalId: null,
    pendingExternalId: null,
  };
}

const textOf = (fields: readonly Field[], ...tags: string[]) =>
  fields
    .find(({ tag }) => tags.includes(tag))
    ?.lines.join('')
    .trim() || null;

function statementOf(fields: readonly Field[], assumed: string | null): Statement {
  const balance = (letter: string) => {
    const field =
      fields.findLast(({ tag }) => tag === `${letter}F`) ?? fields.findLast(({ tag }) => tag === `${letter}M`);
    return field ? balanceOf(field) : null;
  };
  const [opening, closing] = [balance('60'), balance('62')];
  const floor = /^([A-Z]{3})/.exec(textOf(fields, '34F') ?? '')?.[1];
  const currency = opening?.currency ?? closing?.currency ?? (floor ? readCurrency(floor) : assumed);
  const lines = fields.flatMap((field, at) => {
    const next = fields[at + 1];
    return field.tag === '61' ? [lineOf(field, next?.tag === '86' ? next : undefined, currency)] : [];
  });
  return {
    account: textOf(fields, '25', '25P'),
    holder: null,
    currency,
    number: textOf(fields, '28C', '28') ?? textOf(fields, '20'),
    opening,
    closing,
    lines,
  };
}

/** The fields of each statement: a new one begins with :20: or behind the end of a message. */
function parted(fields: readonly Field[]): Field[][] {
  const parts: Field[][] = [[]];
  for (const field of fields) {
    if ((field.tag === '20' || field.tag === '-') && (parts.at(-1)?.length ?? 0) > 0) parts.push([]);
    if (field.tag !== '-') parts.at(-1)?.push(field);
  }
  return parts.filter((part) => part.length > 0);
}

/** Reads an MT940 or MT942 file. `assumed`: the currency where the file names none. */
export function readMt940(bytes: Buffer, assumed: string | null): StatementRead {
  const { text, encoding } = decodeGuessed(bytes);
  const parts = parted(fieldsOf(text));
  const says = (part: readonly Field[]) =>
    part.some(({ tag }) => tag === '61' || /^6[02]/.test(tag) || /^90/.test(tag));
  const statements = parts.filter(says).map((part) => statementOf(part, assumed));
  if (statements.length === 0) return refuse('the file holds no balance and no line of a statement');
  const notes = encoding === 'utf-8' ? [] : ['The file is not UTF-8; letters with accents were read as Windows-1252'];
  return { format: 'mt940', encoding, statements, notes, csv: null };
}
