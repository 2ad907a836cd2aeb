import { createHash } from 'node:crypto';
import type { RefusedLine } from '../domain/banking/feed.ts';
import type { BankLine } from '../domain/banking/line.ts';
import { AmountError, parseAmount } from '../domain/money/money.ts';
import { storableText } from '../domain/storable.ts';

/** Longest text of a line that is kept; banks write a few hundred characters. */
const TEXT_CHARS = 1_000;

/** A text of a bank as it is kept: storable, on one line, bounded; null where nothing stands there. */
export function bankText(text: string | null | undefined): string | null {
  const clean = storableText(text ?? '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  // A cut may fall inside a character.
  return clean === '' ? null : storableText(clean.slice(0, TEXT_CHARS));
}

/** Longest id that is kept as it is; those of all vendors are far below it. */
const ID_CHARS = 300;

/** An id that a vendor gave a line, as it is kept and found again; a longer one stands as its digest. */
export function bankId(text: string | null | undefined): string | null {
  const clean = storableText(text ?? '').trim();
  if (clean === '') return null;
  return clean.length <= ID_CHARS ? clean : `sha256:${createHash('sha256').update(clean).digest('hex')}`;
}

/** The day of an ISO date or instant; null where it is none, or no day that a bank could have booked on. */
export function bankDay(text: string | null | undefined): string | null {
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(text ?? '') ?? [];
  if (!day || !Number.isFinite(Date.parse(day)) || day < '1970-01-01' || day > '2199-12-31') return null;
  return new Date(Date.parse(day)).toISOString().startsWith(day) ? day : null;
}

/** What a vendor wrote of a line, before its amount is read. */
export interface WrittenLine extends Omit<BankLine, 'amountMinor' | 'bookedOn' | 'currency'> {
  accountExternalId: string;
  bookedOn: string | null;
  /** Decimal, as it was written; with the sign that it has at the bank. */
  amount: number | string;
  currency: string | null;
}

/** A line in our words, or why it is none: one that breaks a rule holds up no other. */
function readLine(written: WrittenLine): BankLine | RefusedLine {
  const { accountExternalId, bookedOn, amount, currency, ...rest } = written;
  const refuse = (reason: RefusedLine['reason']): RefusedLine => ({
    accountExternalId,
    externalId: rest.externalId,
    reason,
  });
  if (bookedOn === null) return refuse('no_date');
  try {
    const code = (currency ?? '').trim().toUpperCase();
    return { ...rest, bookedOn, currency: code, amountMinor: parseAmount(String(amount).trim(), code) };
  } catch (error) {
    if (error instanceof AmountError) return refuse(error.rule);
    throw error;
  }
}

/** Lines and refusals of what a vendor wrote, in its order. */
export function readLines(written: readonly WrittenLine[]) {
  const lines: { accountExternalId: string; line: BankLine }[] = [];
  const refused: RefusedLine[] = [];
  for (const one of written) {
    const read = readLine(one);
    if ('reason' in read) refused.push(read);
    else lines.push({ accountExternalId: one.accountExternalId, line: read });
  }
  return { lines, refused };
}
