import type { Evidence, Verdict } from '../matching/evidence.ts';
import type { Explanation } from '../matching/explain.ts';
import { BOOKS_REASONS, NOT_AUTO_REASONS } from '../matching/invoices/reasons.ts';
import { moneyText } from '../money/moneyText.ts';
import { capital, spaced } from '../words.ts';
import type { MATCH_KINDS, MatchState } from './matchStates.ts';

type Kind = (typeof MATCH_KINDS)[number];

const WORDS: Readonly<Record<string, string>> = { ...NOT_AUTO_REASONS, ...BOOKS_REASONS };
/** Why a person decides, by its code. */
export const notAutoText = (code: string): string => WORDS[code] ?? code.replaceAll('_', ' ');

export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  exact: 'The amounts are equal',
  fee: 'Less arrived than is owed, as little as a fee',
  partial: 'It pays a part',
  over: 'It is more than is owed',
  foreign: 'It was paid in another currency',
  several_invoices: 'One payment for several invoices',
  several_transactions: 'Several payments for one invoice',
  return: 'Money that went back',
};

/** How a match stands, in words. */
export const MATCH_STATE_WORDS: Readonly<
  Record<MatchState, { tone: 'plain' | 'good' | 'bad' | 'warn' | 'info'; text: string }>
> = {
  proposed: { tone: 'warn', text: 'Waits for a person' },
  approved: { tone: 'info', text: 'Approved, not yet recorded' },
  recorded: { tone: 'good', text: 'Recorded' },
  rejected: { tone: 'plain', text: 'Refused by a person' },
  superseded: { tone: 'plain', text: 'Overtaken' },
  refused: { tone: 'bad', text: 'Could not be recorded' },
  undone: { tone: 'plain', text: 'Taken back' },
};

const FIELD_WORDS: Readonly<Record<string, string>> = {
  amount: 'Amount',
  reference: 'Invoice number in the reference',
  date: 'Day',
  payer: 'Name of the payer',
  currency: 'Currency',
  prior: 'How rare a match is at all',
  rivals: 'Others that fit too',
};
const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  agree: 'Agrees',
  disagree: 'Does not agree',
  unknown: 'Not known',
  graded: 'Partly',
};

/** One line of a waterfall as people read it. */
export interface EvidenceWords {
  what: string;
  verdict: string;
  how: string | null;
  points: number;
}
const ONE_DIGIT = 10;
/** How a score came about, line by line; points as they are stored, with one digit. */
export const evidenceWords = (waterfall: readonly Evidence[]): EvidenceWords[] =>
  waterfall.map(({ field, verdict, level, points }) => ({
    what: FIELD_WORDS[field] ?? capital(spaced(field)),
    verdict: VERDICT_WORDS[verdict],
    how: level ? (level === '1 days' ? '1 day' : level) : null,
    points: Math.round(points * ONE_DIGIT) / ONE_DIGIT,
  }));

/** The rules or the model that scored a match, in words. */
export function scorerWords({ rules, model }: Pick<Explanation, 'rules' | 'model'>): string {
  const [, version] = /^rules-(\d+)$/.exec(rules) ?? [];
  const said = version ? `Your rules, version ${version}` : 'The rules that are shipped';
  return model === null ? said : `A model learned from your payments, beside: ${said.toLowerCase()}`;
}

interface Counted {
  number: string;
  currency: string;
  counted_minor: number;
}
/** What approving does, step by step. */
export const stepsOnMatch = (kind: Kind, invoices: readonly Counted[], instance: string): string[] =>
  kind === 'return'
    ? ['Note that the money went back. Nothing is written at WHMCS: open the invoice again there']
    : invoices.map(
        ({ number, currency, counted_minor: minor }) =>
          `Record ${moneyText(minor, currency)} as paid on invoice ${number} at ${instance}`,
      );

/** What stands in the notes of an invoice about a decision. `amountMinor`: what was counted there, in minor units. */
export function noteText(kind: Kind, approved: boolean, amountMinor: number, currency: string): string {
  if (!approved) return 'A payment that was proposed for this invoice was refused';
  return kind === 'return'
    ? 'A payment of this invoice was given back'
    : `A received payment of ${moneyText(amountMinor, currency)} was matched to this invoice`;
}

/** What stands in the notes of an invoice about what was taken back; in minor units. */
export const returnNoteText = (amountMinor: number, currency: string): string =>
  `${moneyText(amountMinor, currency)} that was recorded here was taken back`;
