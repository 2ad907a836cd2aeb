import { writtenIdOf } from '../transactionId.ts';
import type { Unit } from './labels.ts';
import type { Place } from './statements.ts';

export type Field = 'transaction_id' | 'sender_name' | 'sender_phone' | 'receiver_account' | 'timestamp';
export interface FoundField extends Place {
  field: Field;
  value: string;
  /** Stands behind a label, not in a sentence. */
  labelled: boolean;
}

const clean: Record<Field, (text: string) => string | null> = {
  transaction_id: writtenIdOf,
  sender_name: (text) =>
    text
      .replaceAll('\t', ' ')
      .replace(/\s*[(<].*$/, '')
      .replace(/(?<=\p{L}{3})\..*$/u, '')
      .trim()
      .slice(0, 100) || null,
  sender_phone: (text) => /\+?\d[\d ()-]{5,18}\d/.exec(text)?.[0].trim() ?? null,
  receiver_account: (text) => text.trim().slice(0, 50) || null,
  timestamp: (text) => text.trim().slice(0, 50) || null,
};

const NAME = String.raw`((?!\p{Lu}+\W{0,2}\d)(?!(?:You|Your|We|The|This|Our|It|An?|I|Money|Funds|Payment|Someone|Hi|Hello|Dear|Rs|PKR|INR|USD|EUR|GBP|AED|VPA|UPI|NEFT|IMPS|IBFT|Raast)\b)\p{Lu}[\p{L}'./-]*(?: \p{Lu}[\p{L}'./-]*){0,4})`;
/** Sentences that carry a field without a label. */
const SENTENCES: [Field, RegExp][] = [
  ['sender_name', new RegExp(String.raw`\b(?:from|by)\s+${NAME}`, 'u')],
  [
    'sender_name',
    new RegExp(String.raw`(?:^|[.!]\s+)${NAME} (?:has |have |just )*(?:sent|paid|transferred|wired|remitted)\b`, 'u'),
  ],
  [
    'sender_name',
    new RegExp(String.raw`\b${NAME} (?:has |have |just )*(?:sent|paid|transferred|wired|remitted) you\b`, 'u'),
  ],
  ['sender_phone', /(\+?\d{2,3}[ -]?\d{3}[ -]?\d{7}|\b0\d{10})\b/],
  [
    'transaction_id',
    /\b(?:transaction|txn|tx|trx|tid|utr|rrn|ref(?:erence)?)(?: ?(?:id|no|number))?\.?[:# ]+((?=[A-Z_-]*\d)[A-Z0-9][A-Z0-9_-]{3,})/i,
  ],
];

/** Every field of every unit: the first of each is the payment's, more than one id means more than one payment. */
export function fieldsOf(units: readonly Unit[]): FoundField[] {
  const found: FoundField[] = [];
  for (const unit of units) {
    const kind = unit.label?.kind ?? null;
    if (kind !== null && kind in clean) {
      const field = kind as Field;
      const value = clean[field](unit.text);
      if (value)
        found.push({
          field,
          value,
          labelled: true,
          line: unit.line,
          from: unit.from,
          to: unit.from + unit.text.trimEnd().length,
        });
    }
  }
  // Only sentences: the number behind "To account" is ours, not the sender's.
  for (const unit of units) {
    if (unit.label?.kind || found.length > 1_000) continue;
    for (const [field, pattern] of SENTENCES) {
      for (const match of unit.text.matchAll(new RegExp(pattern, `${pattern.flags}g`))) {
        const value = match[1] && clean[field](match[1]);
        if (!value) continue;
        const from = unit.from + match.index + match[0].indexOf(match[1] ?? '');
        found.push({ field, value, labelled: false, line: unit.line, from, to: from + (match[1]?.length ?? 0) });
      }
    }
  }
  return found;
}
