import { isGeneral } from './general.ts';
import type { Unit } from './labels.ts';
import { withoutNames } from './names.ts';
import { countOf, firstOf, type Phrases, without } from './phrases.ts';
import { sentencesOf } from './sentences.ts';
import { isOurselves, oddBuild, othersIn, saysNo, spoiledIn } from './structure.ts';
import { slipIn } from './typos.ts';
import * as words from './words.ts';

/** Where in the mail something stands. */
export interface Place {
  line: string;
  from: number;
  to: number;
}

type Saying =
  | 'came'
  | 'credit_title'
  | 'out'
  | 'own'
  | 'reversed'
  | 'failed'
  | 'pending'
  | 'requested'
  | 'several'
  /** Built as no plain credit is, or spoiled by what else it says: a person looks. */
  | 'odd'
  /** In a language that is not read. */
  | 'foreign';
/** What a mail says about the payment, each with the first place that says so. */
export type Statements = Partial<Record<Saying, Place & { sure: boolean; field?: boolean }>>;

const AGAINST: [Saying, Phrases][] = [
  ['own', words.OWN],
  ['reversed', words.REVERSED],
  ['failed', words.FAILED],
  ['pending', words.PENDING],
  ['requested', words.REQUEST],
  ['several', words.SEVERAL],
];
const SURELY: Partial<Record<Saying, Phrases>> = {
  out: words.SURELY_OUT,
  failed: words.SURELY_FAILED,
  requested: words.SURELY_REQUESTED,
};
const IF = /\b(?:if|unless|when|whenever|until|provided|whether)\b/iu;

/** Signs of currencies and the like say nothing here; without them most text is ASCII, which is searched faster. */
const onlyWords = (text: string): string =>
  text.replaceAll(/(?!\p{ASCII})[^\p{L}\p{M}۔।؟]/gu, (sign) => ' '.repeat(sign.length));

/** The text without payers' names. */
export const nameless = (text: string, payers: readonly string[] = []): string => withoutNames(text, speaks, payers);

/** Whether a sentence denies: a "not" beside a word about the payment. */
const deniedIn = (text: string): RegExpExecArray | null => {
  const not = firstOf(words.NOT, text);
  return not && firstOf(words.EVENT, text) ? not : null;
};

/** Whether a sentence says that money came. */
export const saysItCame = (text: string): boolean => firstOf(words.CAME, text) !== null;

/** Whether it says so, or is headed so. */
export const saysACredit = (text: string): boolean => saysItCame(text) || firstOf(words.CREDIT_TITLE, text) !== null;

interface Said {
  saying: Saying;
  from: number;
  to: number;
  /** It speaks of this payment, not only in this mail. */
  sure: boolean;
  /** It is the value of a field that says nothing else. */
  field?: boolean;
}

/** Words of a language that is not read, names left out. */
function foreignIn(text: string): RegExpExecArray | null {
  const bare = without(words.NAMES, text);
  return (
    firstOf(words.OTHER_SCRIPT, bare) ??
    firstOf(words.FOREIGN_MONEY, bare) ??
    (countOf(words.FOREIGN_SMALL, bare) > 2 ? firstOf(words.FOREIGN_SMALL, bare) : null)
  );
}

/** A word that would speak against a payment if it were not a name. */
const speaks = (word: string): boolean =>
  AGAINST.some(([, pattern]) => firstOf(pattern, word) !== null) ||
  firstOf(words.OUT, word) !== null ||
  firstOf(words.NOT, word) !== null ||
  spoiledIn(word) !== null;

/** Where the sentence turns conditional; a payer may be called "Fraud Prevention". */
export const conditionAt = (text: string): number => firstOf(words.CONDITION, nameless(text))?.index ?? text.length;

/** What one sentence says. */
function sayings(sentence: string, payers: readonly string[]): Said[] {
  const found: Said[] = [];
  const note = (saying: Saying, match: RegExpExecArray | null) => {
    if (!match) return;
    const surely = SURELY[saying];
    const sure = surely !== undefined && firstOf(surely, own) !== null;
    found.push({ saying, from: match.index, to: match.index + match[0].length, sure });
  };
  const turn = conditionAt(sentence);
  const certain = without(words.HARMLESS, sentence.slice(0, turn));
  const own = without(words.OTHERS_CREDIT, certain);
  const unnamed = nameless(certain, payers);
  for (const [saying, pattern] of AGAINST) note(saying, firstOf(pattern, unnamed));
  note('pending', deniedIn(unnamed));
  if (turn < sentence.length) note('pending', firstOf(words.WOULD_COME, sentence));
  note('out', firstOf(words.OTHERS_CREDIT, certain));
  note('out', firstOf(words.OTHERS_RECEIVED, certain));
  const nobody = nameless(own, payers);
  note('out', firstOf(words.SURELY_OUT, nobody));
  note('out', firstOf(words.OUT, nobody));
  const came = firstOf(words.CAME, own);
  if (came && IF.test(sentence)) note('pending', came);
  else note('came', came);
  const odd = came && oddBuild(own);
  if (odd) found.push({ saying: 'odd', from: odd.index, to: odd.index + odd.length, sure: false });
  const slip = slipIn(unnamed);
  if (slip) found.push({ saying: 'odd', from: slip.index, to: slip.index + slip.length, sure: false });
  note('odd', spoiledIn(unnamed));
  note('odd', othersIn(certain));
  if (!came) note('foreign', foreignIn(own));
  note('credit_title', firstOf(words.CREDIT_TITLE, own));
  return found;
}

/** A field that says in one word how the payment stands, or which way it went. Any other word than done is not done. */
function fieldSaying(unit: Unit): Saying | null {
  const text = unit.text.trim();
  if (unit.label?.kind === 'status') {
    if (words.DONE_STATUS.test(text)) return null;
    if (firstOf(words.REVERSED, text)) return 'reversed';
    return firstOf(words.FAILED, text) ? 'failed' : 'pending';
  }
  if (words.CREDIT_TYPE.test(text)) return 'credit_title';
  return /\b(?:debit|dr|out|outgoing|outward|withdrawal|purchase|sent|d)\b/i.test(text) ? 'out' : null;
}

/** Values in which a payer's or a bank's own words stand: names, numbers, notes. They say nothing about the payment. */
const SILENT: ReadonlySet<string> = new Set([
  'memo',
  'sender_name',
  'sender_phone',
  'receiver_account',
  'timestamp',
  'transaction_id',
  'currency',
]);

const OURS =
  /\byou\b|\byou['’]|\byour (?:\p{L}+ )?(?:a\/?c|account|wallet)|\b(?:incoming|inward|credit(?: transaction)? (?:alert|advice)|(?:money|funds) received)\b/iu;

const AND =
  /\b(?:this|that|it|the|payment|transaction|transfer|amount|money|was|is|has|have|been|be|now|later|by|to|you|your|me|my|account|bank|us)\b/giu;
/** A payer's note that is nothing but a state of the payment: who wrote it can't be told. */
function isOnlyState(note: string): boolean {
  const text = onlyWords(note);
  if (!speaks(text)) return false;
  const all = [...AGAINST.map(([, pattern]) => pattern), words.OUT, words.NOT, words.EVENT];
  const rest = all.reduce((left, pattern) => without(pattern, left), text);
  return !/[\p{L}\p{N}]/u.test(rest.replaceAll(AND, ''));
}

/** What a field says against the credit, whatever else stands in the mail. */
function fieldAgainst(unit: Unit, isOurs: boolean): boolean {
  const label = unit.line.slice(0, unit.from);
  const kind = unit.label?.kind;
  if (label && saysNo(label, unit.text)) return true;
  if (kind === 'memo' && sentencesOf(unit.text).some(({ text }) => isOnlyState(text))) return true;
  if (kind === 'timestamp' && /\b(?:20[3-9]\d|2[1-9]\d\d)\b/u.test(unit.text)) return true;
  if (kind === 'sender_name' && isOurselves(unit.text)) return true;
  if (kind === 'receiver_account' && /^\W*beneficiary/iu.test(label) && !/\d|\byou/iu.test(unit.text)) return !isOurs;
  return false;
}

/** Collects what subject and body say, from every sentence and every field. */
export function statementsOf(units: readonly Unit[]): Statements {
  const all: Statements = {};
  const payers = units
    .filter(({ label, text }) => label?.kind === 'sender_name' && !(speaks(text) && !text.trim().includes(' ')))
    .map(({ text }) => onlyWords(text.trim()))
    .filter((name) => name.length > 3);
  // Who is named as the beneficiary is we ourselves, where the mail says whose money it is.
  const greeted = /^(?:dear|hi|hello|assalam[\p{L}-]*)\s+(\p{Lu}[^,!.:]*)/iu;
  const names = units.flatMap(({ line }) => greeted.exec(line)?.[1]?.trim().toLowerCase() ?? []);
  const isNamed = units.some(
    ({ label, text }) => label?.kind === 'receiver_account' && names.includes(text.trim().toLowerCase()),
  );
  const isOurs = isNamed || units.some(({ line }) => OURS.test(line) && saysACredit(line));
  for (const unit of units) {
    const kind = unit.label?.kind ?? null;
    const put = ({ saying, ...place }: Said) => {
      if (!all[saying] || (place.sure && !all[saying].sure)) all[saying] = { line: unit.line, ...place };
    };
    if (fieldAgainst(unit, isOurs))
      put({ saying: 'odd', from: unit.from, to: unit.from + unit.text.length, sure: false });
    if (kind && SILENT.has(kind)) continue;
    if (kind === 'status' || kind === 'type') {
      const saying = fieldSaying(unit);
      if (saying) put({ saying, from: unit.from, to: unit.from + unit.text.length, sure: true, field: true });
      if (kind === 'status') continue;
    }
    // With its label, when that stands in the same cell: it may say "refund".
    const from = unit.line.lastIndexOf('\t', Math.max(unit.from - 1, 0)) + 1;
    const text = onlyWords(unit.line.slice(from, unit.from + unit.text.length));
    for (const sentence of sentencesOf(text)) {
      // A question says nothing; one whether an amount came says that nobody knows.
      if (/[?؟]\s*$/u.test(sentence.text)) {
        if (/^(?:have|has|did) /iu.test(sentence.text) && /\d/.test(sentence.text) && saysItCame(sentence.text))
          put({ saying: 'odd', from: from + sentence.at, to: from + sentence.at + sentence.text.length, sure: false });
        continue;
      }
      const bare = nameless(sentence.text, payers);
      if (isGeneral(bare) || isGeneral(bare.replace(/^\p{L}+: /u, ''))) continue;
      for (const said of sayings(sentence.text, payers))
        put({ ...said, from: from + sentence.at + said.from, to: from + sentence.at + said.to });
    }
  }
  return all;
}
