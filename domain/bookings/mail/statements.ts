import type { Unit } from './labels.ts';
import { countOf, firstOf, type Phrases, without } from './phrases.ts';
import { isOurselves, oddBuild, othersIn, saysNo, spoiledIn } from './structure.ts';
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
export type Statements = Partial<Record<Saying, Place & { sure: boolean }>>;

const ABBREVIATED = '(?<!\\b(?:rs|no|nos|ref|mr|mrs|ms|dr|inr|pkr|a/c|ac|acct|co|ltd|inc|st|tx|amt)\\.)';
const SENTENCE_END = new RegExp(`${ABBREVIATED}(?<=[.!?؟۔।])\\s+|;\\s+|\\t|,\\s+(?=but\\b)`, 'iu');

/** Sentences of a text with their places in it. */
function sentencesOf(text: string): { text: string; at: number }[] {
  const found: { text: string; at: number }[] = [];
  let at = 0;
  for (const part of text.split(SENTENCE_END)) {
    const place = text.indexOf(part, at);
    found.push({ text: part, at: place });
    at = place + part.length;
  }
  return found;
}

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

/** Whether a sentence denies: a "not" beside a word about the payment. */
const deniedIn = (text: string): RegExpExecArray | null => {
  const not = firstOf(words.NOT, text);
  return not && firstOf(words.EVENT, text) ? not : null;
};

/** The sentence that a text ends in. */
export const lastSentence = (text: string): string => sentencesOf(text).at(-1)?.text ?? '';

/** Whether a sentence says that money came. */
export const saysItCame = (text: string): boolean => firstOf(words.CAME, text) !== null;

/** Where the sentence turns conditional. */
export const conditionAt = (text: string): number => firstOf(words.CONDITION, text)?.index ?? text.length;

interface Said {
  saying: Saying;
  from: number;
  to: number;
  /** It speaks of this payment, not only in this mail. */
  sure: boolean;
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

/** What one sentence says. */
function sayings(sentence: string): Said[] {
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
  for (const [saying, pattern] of AGAINST) note(saying, firstOf(pattern, certain));
  note('pending', deniedIn(certain));
  if (turn < sentence.length) note('pending', firstOf(words.WOULD_COME, sentence));
  note('out', firstOf(words.OTHERS_CREDIT, certain));
  note('out', firstOf(words.OTHERS_RECEIVED, certain));
  note('out', firstOf(words.SURELY_OUT, own));
  note('out', firstOf(words.OUT, own));
  const came = firstOf(words.CAME, own);
  if (came && IF.test(sentence)) note('pending', came);
  else note('came', came);
  const odd = came && oddBuild(own);
  if (odd) found.push({ saying: 'odd', from: odd.index, to: odd.index + odd.length, sure: false });
  note('odd', spoiledIn(certain));
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

/** What a field says against the credit, whatever else stands in the mail. */
function fieldAgainst(unit: Unit): boolean {
  const label = unit.line.slice(0, unit.from);
  const kind = unit.label?.kind;
  if (label && saysNo(label, unit.text)) return true;
  if (kind === 'timestamp' && /\b(?:20[3-9]\d|2[1-9]\d\d)\b/u.test(unit.text)) return true;
  if (kind === 'sender_name' && isOurselves(unit.text)) return true;
  if (kind === 'receiver_account' && /^\W*beneficiary/iu.test(label) && !/\d|\byou/iu.test(unit.text)) return true;
  return false;
}

/** Collects what subject and body say, from every sentence and every field. */
export function statementsOf(units: readonly Unit[]): Statements {
  const all: Statements = {};
  for (const unit of units) {
    const kind = unit.label?.kind ?? null;
    const put = ({ saying, from, to, sure }: Said) => {
      if (!all[saying] || (sure && !all[saying].sure)) all[saying] = { line: unit.line, from, to, sure };
    };
    if (fieldAgainst(unit)) put({ saying: 'odd', from: unit.from, to: unit.from + unit.text.length, sure: false });
    if (kind && SILENT.has(kind)) continue;
    if (kind === 'status' || kind === 'type') {
      const saying = fieldSaying(unit);
      if (saying) put({ saying, from: unit.from, to: unit.from + unit.text.length, sure: true });
      if (kind === 'status') continue;
    }
    // With its label, when that stands in the same line: it may say "refund".
    const from = unit.row === null && !unit.line.includes('\t') ? 0 : unit.from;
    const text = onlyWords(unit.line.slice(from, unit.from + unit.text.length));
    for (const sentence of sentencesOf(text)) {
      // A question says nothing; one whether an amount came says that nobody knows.
      if (/[?؟]\s*$/u.test(sentence.text)) {
        if (/^(?:have|has|did) /iu.test(sentence.text) && /\d/.test(sentence.text) && saysItCame(sentence.text))
          put({ saying: 'odd', from: from + sentence.at, to: from + sentence.at + sentence.text.length, sure: false });
        continue;
      }
      for (const said of sayings(sentence.text))
        put({ ...said, from: from + sentence.at + said.from, to: from + sentence.at + said.to });
    }
  }
  return all;
}
