import { currencyExponent, parseAmount } from '../money/money.ts';

/** Text of a mail as people see it, decoded; HTML is turned into text before. */
export interface MailText {
  subject: string;
  text: string;
  /** False when it may have been cut off: then what stands in its last line may go on. */
  complete: boolean;
}

/** How payment mails of a tenant's provider are read. */
export interface MailRules {
  providerName: string;
  /** Of amounts that name none. */
  currency: string;
  /** Largest believable payment, major units. */
  maximumAmount: number;
}

/** A line of the mail and the part of it that was read as a field, for people who check. */
interface Found {
  field: 'amount' | 'transaction_id' | 'sender_name' | 'sender_phone' | 'receiver_account' | 'timestamp';
  line: string;
  from: number;
  to: number;
}

interface PaymentMail {
  amountMinor: number;
  currency: string;
  transactionId: string | null;
  senderName: string | null;
  senderPhone: string | null;
  receiverAccount: string | null;
  timestamp: string | null;
  found: Found[];
}

export type ParsedMail =
  | { kind: 'payment'; payment: PaymentMail }
  /** Says that money came, but not how much, or it can't be true. */
  | {
      kind: 'unreadable';
      reason: 'no_amount' | 'two_amounts' | 'amount_out_of_range' | 'unknown_currency' | 'truncated' | 'reversal';
    }
  /** Not about money that came in. */
  | { kind: 'other' };

const CURRENCIES: Record<string, string> = {
  rs: 'PKR',
  pkr: 'PKR',
  '₨': 'PKR',
  inr: 'INR',
  '₹': 'INR',
  usd: 'USD',
  us$: 'USD',
  $: 'USD',
  eur: 'EUR',
  '€': 'EUR',
  gbp: 'GBP',
  '£': 'GBP',
  aed: 'AED',
  sar: 'SAR',
  jpy: 'JPY',
  '¥': 'JPY',
  kwd: 'KWD',
};
const SYMBOL = String.raw`(?:[A-Za-z]{2,3}\.?|US\$|[$€£₹₨¥])`;
const NUMBER = String.raw`-?\d[\d.,'\u00a0\u202f ]*\d|-?\d`;
const MONEY = new RegExp(String.raw`(?:(${SYMBOL})\s*)?(${NUMBER})(?:\s*(${SYMBOL})(?![A-Za-z]))?`, 'u');

const LABELS: [Found['field'], RegExp][] = [
  [
    'amount',
    /^(?:transferred |received |payment |paid |total |transaction )?amount(?: received| paid| credited)?$|^received$|^credit$/i,
  ],
  [
    'transaction_id',
    /^(?:transaction|txn|trx|tid|payment|reference|ref)\.?(?: ?(?:id|no|number|ref|reference|code))?\.? ?#?$/i,
  ],
  ['sender_name', /^(?:from|sender|paid by|sent by|payer|sender'?s? name|account title|from name)$/i],
  [
    'sender_phone',
    /^(?:(?:sender|from|payer)'?s? ?)?(?:phone|mobile|number|msisdn|wallet|account|phone number|mobile number)(?: no\.?| number)?$/i,
  ],
  [
    'receiver_account',
    /^(?:to|to account|receiver|receiver'?s? account|receiver'?s? number|credited to|your account|beneficiary)$/i,
  ],
  ['timestamp', /^(?:date|time|date ?(?:&|and|\/)? ?time|timestamp|on)$/i],
];
const CAME_IN =
  /\b(?:payment (?:has been )?received|you(?:'ve| have)? received|money received|funds received|has been credited|was credited|incoming (?:payment|transfer)|received a payment)\b/i;
const WENT_OUT =
  /\b(?:you(?:'ve| have)? (?:sent|paid)|payment (?:sent|failed|declined|request)|has been debited|was debited|requests? money|cashback|offer|discount|newsletter|statement|one.?time.?password|otp)\b/i;
const REVERSED = /\b(?:revers(?:ed|al)|refund(?:ed)?|charge ?back|cancelled|returned)\b/i;

/**
 * Plain digits of a written number: 5,000.00, 5.000,00, 5 000,00, 1,00,000.50 and 5'000 are read as people mean them.
 * `decimals`: digits of the currency; only where it has three is 12.345 no thousands.
 */
export function readNumber(text: string, decimals = 2): string | null {
  const compact = text.replaceAll(/[\s'\u00a0\u202f]/g, '');
  const last = Math.max(compact.lastIndexOf('.'), compact.lastIndexOf(','));
  if (last < 0) return /^-?\d+$/.test(compact) ? compact : null;
  const mark = compact[last] ?? '';
  const other = mark === '.' ? ',' : '.';
  const after = compact.slice(last + 1);
  const marks = compact.split(mark).length - 1;
  // A mark that comes once, after others, or with other than three digits behind it, is the decimal one.
  const thousands = after.length === 3 && !(decimals === 3 && mark === '.');
  const decimal = marks === 1 && (compact.includes(other) || !thousands);
  const whole = (decimal ? compact.slice(0, last) : compact).replaceAll(/[.,]/g, '');
  if (!/^-?\d+$/.test(whole) || (decimal && !/^\d+$/.test(after))) return null;
  return decimal ? `${whole}.${after}` : whole;
}

type Amount =
  | { kind: 'ok'; amountMinor: number; currency: string; at: [number, number] }
  | { kind: 'bad'; reason: 'amount_out_of_range' | 'unknown_currency' };

function readAmount(line: string, offset: number, rules: MailRules): Amount | null {
  const match = MONEY.exec(line.slice(offset));
  if (!match) return null;
  const [whole, before, digits = '', behind] = match;
  const named = [before, behind]
    .map((symbol) => symbol?.replace('.', '').toLowerCase())
    .filter((symbol) => symbol !== undefined);
  const known = named.map((symbol) => CURRENCIES[symbol]).find((code) => code !== undefined);
  const currency = known ?? (named.some((symbol) => /^[a-z]{3}$/.test(symbol)) ? null : rules.currency);
  if (currency === null) return { kind: 'bad', reason: 'unknown_currency' };
  const number = readNumber(digits.trim(), currencyExponent(currency));
  const start = offset + match.index;
  try {
    const amountMinor = parseAmount(number ?? '', currency);
    if (amountMinor <= 0 || amountMinor > parseAmount(rules.maximumAmount, currency))
      return { kind: 'bad', reason: 'amount_out_of_range' };
    return { kind: 'ok', amountMinor, currency, at: [start, start + whole.trimEnd().length] };
  } catch {
    return { kind: 'bad', reason: 'amount_out_of_range' };
  }
}

const clean: Partial<Record<Found['field'], (text: string) => string | null>> = {
  transaction_id: (text) => text.replaceAll(/[^A-Za-z0-9_-]/g, '').slice(0, 100) || null,
  sender_name: (text) =>
    text
      .replace(/\s*[(<].*$/, '')
      .trim()
      .slice(0, 100) || null,
  sender_phone: (text) => /\+?\d[\d ()-]{5,18}\d/.exec(text)?.[0].trim() ?? null,
  receiver_account: (text) => text.trim().slice(0, 50) || null,
  timestamp: (text) => text.trim().slice(0, 50) || null,
};

/** Sentences that carry a field without a label. */
const SENTENCES: [Found['field'], RegExp][] = [
  ['sender_name', /\bfrom\s+(\p{Lu}[\p{L}'.-]*(?: \p{Lu}[\p{L}'.-]*){0,3})/u],
  ['sender_phone', /(\+?\d{2,3}[ -]?\d{3}[ -]?\d{7}|\b0\d{10})\b/],
  [
    'transaction_id',
    /\b(?:transaction|txn|trx|ref(?:erence)?)(?: ?(?:id|no|number))?\.?[:# ]+([A-Z0-9][A-Z0-9_-]{4,})/i,
  ],
];

/**
 * Reads a payment provider's mail. Labelled fields (`Amount: Rs. 5,000.00`) come first, then sentences (`You have
 * received Rs. 5,000.00 from John Doe`). Two different amounts are nobody's to choose from.
 */
export function parsePaymentMail(mail: MailText, rules: MailRules): ParsedMail {
  const lines = mail.text
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/^[>\s*|•-]+/, '')
        .replaceAll(/[\s\u00a0]+/g, ' ')
        .trim(),
    )
    .filter(Boolean);
  const whole = `${mail.subject}\n${lines.join('\n')}`;
  if (!CAME_IN.test(whole) || WENT_OUT.test(mail.subject)) return { kind: 'other' };
  if (REVERSED.test(mail.subject)) return { kind: 'unreadable', reason: 'reversal' };
  const found: Found[] = [];
  const fields: Partial<Record<Found['field'], string>> = {};
  const amounts: Amount[] = [];
  const take = (field: Found['field'], line: string, text: string, from: number) => {
    const value = clean[field]?.(text);
    if (!value || fields[field] !== undefined) return;
    fields[field] = value;
    found.push({ field, line, from, to: from + text.trimEnd().length });
  };
  const takeAmount = (line: string, offset: number) => {
    const amount = readAmount(line, offset, rules);
    if (!amount) return;
    amounts.push(amount);
    if (amount.kind === 'ok') found.push({ field: 'amount', line, from: amount.at[0], to: amount.at[1] });
  };
  const unlabelled: string[] = [];
  for (const line of lines) {
    const label = /^([\p{L}'./&# ]{2,30}?)\s*[:#=]\s*(.+)$/u.exec(line);
    const field = label && LABELS.find(([, pattern]) => pattern.test(label[1]?.trim() ?? ''))?.[0];
    if (!label || !field) {
      unlabelled.push(line);
      continue;
    }
    const from = line.length - (label[2]?.length ?? 0);
    if (field === 'amount') takeAmount(line, from);
    else take(field, line, label[2] ?? '', from);
  }
  // Only lines without a label: the number behind "To account" is ours, not the sender's.
  for (const line of unlabelled) {
    const sentence = CAME_IN.exec(line);
    if (amounts.length === 0 && sentence) takeAmount(line, sentence.index);
    for (const [field, pattern] of SENTENCES) {
      const match = pattern.exec(line);
      if (match?.[1]) take(field, line, match[1], match.index + match[0].indexOf(match[1]));
    }
  }
  if (amounts.length === 0) {
    const sentence = CAME_IN.exec(mail.subject);
    if (sentence) takeAmount(mail.subject, sentence.index);
  }
  const bad = amounts.find((amount) => amount.kind === 'bad');
  if (bad) return { kind: 'unreadable', reason: bad.reason };
  const last = lines.at(-1) ?? '';
  if (!mail.complete && found.some(({ field, line }) => field === 'amount' && line === last))
    return { kind: 'unreadable', reason: 'truncated' };
  const read = amounts.filter((amount) => amount.kind === 'ok');
  const [first] = read;
  if (!first) return { kind: 'unreadable', reason: 'no_amount' };
  if (read.some((amount) => amount.amountMinor !== first.amountMinor || amount.currency !== first.currency))
    return { kind: 'unreadable', reason: 'two_amounts' };
  return {
    kind: 'payment',
    payment: {
      amountMinor: first.amountMinor,
      currency: first.currency,
      transactionId: fields.transaction_id ?? null,
      senderName: fields.sender_name ?? null,
      senderPhone: fields.sender_phone ?? null,
      receiverAccount: fields.receiver_account ?? null,
      timestamp: fields.timestamp ?? null,
      found,
    },
  };
}
