import { amountsOf } from './amounts.ts';
import { type Mark, markOf, UNKNOWN } from './currencies.ts';
import { firstSentence } from './sentences.ts';
import { labelWithoutSign } from './signs.ts';

type LabelKind =
  | 'amount'
  | 'status'
  | 'type'
  | 'currency'
  | 'transaction_id'
  | 'sender_name'
  | 'sender_phone'
  | 'receiver_account'
  | 'timestamp'
  /** What the payer wrote: nobody's statement about the payment. */
  | 'memo'
  /** An amount of another role: balance, fee, limit. */
  | 'beside';

const KINDS: [LabelKind, RegExp][] = [
  [
    'beside',
    /\b(?:balance|bal|available|remaining|fees?|charges?|commission|tax(?:es)?|vat|gst|withholding|limit|maximum|minimum|max|min|cashback|reward|bonus|discount|points|exchange rate|rate|tip|insurance)\b/i,
  ],
  ['status', /^(?:(?:transaction|payment|transfer|current|settlement|txn)\s)?(?:status|state|result|outcome)$/i],
  [
    'type',
    /^(?:(?:transaction|payment|transfer|txn)\s)?(?:type|direction|nature|kind|dr ?\/ ?cr|cr ?\/ ?dr|debit ?\/ ?credit|credit ?\/ ?debit)$/i,
  ],
  ['currency', /^(?:(?:transaction|payment|amount)\s)?(?:currency|ccy)(?: code)?$/i],
  [
    'amount',
    /^(?:you (?:have )?)?(?:(?:transferred|received|payment|paid|total|transaction|txn|credited|credit|cr|deposit|deposited|incoming|transfer|net|gross|sent|principal|grand)\s)*(?:amount|amt|sum|value|total|paid|received)(?:\s(?:received|paid|credited|deposited|transferred|sent))?\.?$|^(?:credit(?:ed)?|deposit(?:ed)?|money in|you got|importe|monto|montant|betrag|رقم|مبلغ|المبلغ|राशि)$/iu,
  ],
  [
    'transaction_id',
    /^(?:transaction|txn|tx|trx|tid|payment|reference|ref|utr|rrn|stan|trace|raast|imps|neft|upi)\.?(?: ?(?:transaction|txn|tx|ref|reference))?(?: ?(?:id|no|number|ref|reference|code))?\.? ?#?$/i,
  ],
  [
    'sender_name',
    /^(?:from|sender|paid by|sent by|payer|remitter|(?:sender|payer|remitter|from|originator)'?s? name|(?:from )?account title|received from|credited by|customer|de|von|von wem|absender)$/i,
  ],
  [
    'sender_phone',
    /^(?:(?:sender|from|payer)'?s? ?)?(?:phone|mobile|number|msisdn|wallet|account|phone number|mobile number|iban|bank)(?: no\.?| number)?$/i,
  ],
  [
    'receiver_account',
    /^(?:to|received by|to account|to wallet|receiver|recipient|(?:receiver|recipient)'?s? (?:account|number|name|iban)|credited to|deposited (?:in)?to|your (?:account|wallet|iban)|beneficiary(?: (?:name|account))?|account (?:no|number)\.?|a\/c(?: no\.?)?|iban)$/i,
  ],
  [
    'timestamp',
    /^(?:(?:transaction|payment|value|posting|transfer|txn)\s)?(?:date|time|date ?(?:&|and|\/)? ?time|timestamp|on|when|dated)$/i,
  ],
  [
    'memo',
    /^(?:(?:sender'?s?|customer'?s?|payer'?s?|payment|personal)\s)?(?:message|note|notes|memo|comment|comments|purpose)(?: (?:of (?:payment|transfer)|(?:from|by) .{1,30}))?$/i,
  ],
];

export interface Label {
  kind: LabelKind | null;
  /** Currency written in the label: "Amount (PKR)". */
  marks: Mark[];
}

/** What a label names; kind null when it is none that is known. */
export function labelOf(text: string): Label {
  const marks: Mark[] = [];
  const readable = labelWithoutSign(text);
  if (readable !== text.trim()) marks.push(UNKNOWN);
  const bare = readable
    .replaceAll(
      /[([]\s*(?:in\s+)?([\p{L}\p{Sc}.]+)\s*[)\]]|\bin\s+([\p{Lu}\p{Sc}]+)$|^([A-Z]{3})(?=\s)|(?<=\s)([A-Z]{3}|\p{Sc})$/gu,
      (all, ...groups) => {
        const word = groups.slice(0, 4).find((group): group is string => typeof group === 'string');
        const mark = word === undefined ? null : markOf(word);
        if (!mark) return all;
        marks.push(mark);
        return '';
      },
    )
    .replaceAll(/[*_]/g, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/\b(no|nr|ref|amt|bal|id|a\/c|acct|txn)\.(?=\s|$)/gi, '$1')
    .trim();
  // A sentence that speaks of a fee is no label.
  const isShort = bare.split(' ').length <= 5 && !/[.!?,]/.test(bare);
  return { kind: (isShort && KINDS.find(([, pattern]) => pattern.test(bare))?.[0]) || null, marks };
}

/** A piece of a line with the label that stands beside, above or at the head of its column. */
export interface Unit {
  line: string;
  from: number;
  text: string;
  label: Label | null;
  /** Row of a table with a head: each is an entry of its own. */
  row: number | null;
}

const COLON = /^(\p{L}[^:=\t\d]{0,44}?)\s*(?::|=)\s*(.*)$/u;
const DASH = /^(\p{L}[\p{L}\p{Sc} ().'/]{1,30}?) -\s+(\S.*)$/u;
const whole = (line: string, label: Label | null = null): Unit => ({ line, from: 0, text: line, label, row: null });

/** An id in one word, whichever currency its letters also name: 7M65R6KMS. PKR5000 is an amount. */
const ONE_ID = /^(?!\p{L}{1,4}\d+\s*$|\d+\p{L}{0,4}\s*$)[\p{L}\d_-]+\s*$/u;

/** `Amount: 5,000`, `Amount - 5,000`; null when no known label begins the line. */
function labelled(line: string, any: boolean): Unit | null {
  for (const pattern of [COLON, DASH]) {
    const match = pattern.exec(line);
    if (!match?.[1] || match[2] === undefined) continue;
    const named = labelOf(match[1].trim());
    // "Txn: Credit PKR 5,000.00 A/C 1234": a sentence, no id.
    const isSentence =
      named.kind === 'transaction_id' && !ONE_ID.test(match[2]) && amountsOf(match[2], false).length > 0;
    const label = isSentence ? { ...named, kind: null } : named;
    if (label.kind || (any && pattern === COLON && match[1].split(' ').length <= 5))
      return { line, from: line.length - match[2].length, text: match[2], label, row: null };
  }
  return null;
}

/** Fields that end with their sentence: what stands behind it is no part of a name or a number. */
const SHORT: ReadonlySet<LabelKind | null> = new Set([
  'transaction_id',
  'sender_name',
  'sender_phone',
  'receiver_account',
  'timestamp',
  'status',
  'type',
  'currency',
]);

/** The field that begins a line, and what else stands in it. */
function fieldAndRest(unit: Unit): Unit[] {
  const value = firstSentence(unit.text.replaceAll('\t', ' '));
  if (!SHORT.has(unit.label?.kind ?? null) || value.length === unit.text.length) return [unit];
  const at = unit.text.slice(value.length).search(/\S/u);
  if (at < 0) return [unit];
  const from = unit.from + value.length + at;
  const text = unit.text.slice(value.length + at);
  const own = labelled(text, true);
  const rest = own?.text ? { ...own, from: own.from + from } : { ...unit, from, text, label: null };
  return [{ ...unit, text: unit.text.slice(0, value.length) }, ...fieldAndRest({ ...rest, line: unit.line })];
}

function cellsOf(line: string): Unit[] {
  let from = 0;
  return line.split('\t').map((text) => {
    const unit = { ...whole(line), from, text };
    from += text.length + 1;
    return unit;
  });
}

/** A label that says something by itself: "Amount received", "Refund". */
const isSaid = ({ kind }: Label): boolean => kind === null || kind === 'amount';

/** Units of one row: label and value in turn, or under the head of a table. */
function rowUnits(cells: Unit[], head: Label[] | null, row: number): Unit[] {
  if (head && head.length === cells.length) return cells.map((cell, at) => ({ ...cell, label: head[at] ?? null, row }));
  const units: Unit[] = [];
  let label: Label | null = null;
  for (const [at, cell] of cells.entries()) {
    const own = labelled(cell.text, true);
    const name = labelOf(cell.text.replace(/\s*[:=]\s*$/u, ''));
    if (own?.text) units.push({ ...own, line: cell.line, from: cell.from + own.from });
    else if (label === null && (name.kind || (at === 0 && !/\d/.test(cell.text)))) {
      label = name;
      if (isSaid(name)) units.push(cell);
    } else {
      units.push({ ...cell, label });
      label = null;
    }
  }
  return units;
}

/** Whether a row names the columns of the rows below: one of them holds amounts there. */
function isHead(names: readonly Label[], line: string, below: string | undefined): boolean {
  const next = below?.split('\t') ?? [];
  const at = names.findIndex(({ kind }) => kind === 'amount');
  return (
    names.length > 1 &&
    at >= 0 &&
    !/\d/.test(line) &&
    next.length === names.length &&
    /\d/.test(next[at] ?? '') &&
    next.every((cell) => labelOf(cell).kind === null)
  );
}

/** Parts the lines of a mail into values with their labels, and sentences without one. */
export function unitsOf(lines: readonly string[]): Unit[] {
  const units: Unit[] = [];
  let above: Label | null = null;
  let head: Label[] | null = null;
  let row = 0;
  for (const [at, line] of lines.entries()) {
    const cells = cellsOf(line);
    const names = cells.map(({ text }) => labelOf(text));
    if (isHead(names, line, lines[at + 1])) {
      [head, above] = [names, null];
      units.push(...cells);
      continue;
    }
    const own = labelled(line, true);
    // A value with wide spaces in it is still one value.
    const isOne =
      own?.text &&
      !cellsOf(own.text)
        .slice(1)
        .some(({ text }) => labelled(text, true) || labelOf(text).kind);
    if (cells.length > 1 && !isOne) {
      row += 1;
      units.push(...rowUnits(cells, head, row));
      above = null;
      continue;
    }
    if (own?.text) {
      units.push(...fieldAndRest(own));
      [above, head] = [null, null];
      continue;
    }
    const name = labelOf(line.replace(/\s*[:=-]\s*$/u, ''));
    // Under "Status" stands a status, even where it is a word that names a field elsewhere.
    const isValue = above?.kind === 'status' || above?.kind === 'type';
    if (name.kind && !isValue && !/\d/.test(line)) {
      above = name;
      if (isSaid(name)) units.push(whole(line));
      continue;
    }
    units.push(whole(line, above));
    above = null;
  }
  return units;
}
