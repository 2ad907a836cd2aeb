import { oneLine } from '../../words.ts';
import { unmatchedText } from '../unmatchedWords.ts';
import { isAfter } from './days.ts';
import type { AccountFact, LineFact, ProofFacts } from './facts.ts';
import { type Finding, type FindingKind, finding } from './findings.ts';

/** Where the money of a bank line is. Each line is in exactly one place. */
export const LINE_PLACES = [
  'recorded',
  'recorded_later',
  'returned',
  'payout',
  'set_aside',
  'in_flight',
  'proposed',
  'expected',
  'mismatched',
  'asked',
  'new',
] as const;
export type LinePlace = (typeof LINE_PLACES)[number];

type Held = NonNullable<LineFact['held']>;
function placeOfHeld({ state, kind, recordedAt }: Held, asOf: string): LinePlace | null {
  if (state === 'proposed') return 'proposed';
  if (state === 'approved') return 'in_flight';
  if (state !== 'recorded') return null;
  if (recordedAt !== null && isAfter(recordedAt, asOf)) return 'recorded_later';
  return kind === 'return' ? 'returned' : 'recorded';
}

/** The place of a booked line that stands. `payouts`: ids of lines that are payouts. */
export function placeOfLine(line: LineFact, asOf: string, payouts: ReadonlySet<string>): LinePlace {
  const held = line.held ? placeOfHeld(line.held, asOf) : null;
  if (held) return held;
  if (payouts.has(line.id)) return 'payout';
  if (line.matchState === 'ignored') return 'set_aside';
  return line.wait?.wait ?? 'new';
}

const OF_PLACE: Partial<Record<LinePlace, FindingKind>> = {
  expected: 'payment_expected',
  mismatched: 'payment_mismatched',
  asked: 'payment_asked',
  new: 'payment_not_matched',
};

/** Whether what the line says of itself and the match that holds it contradict each other. */
function contradicts({ id, matchState, held, isRemoved }: LineFact, payouts: ReadonlySet<string>): boolean {
  if (held) return !(held.state === 'proposed' ? matchState === 'proposed' : matchState === 'matched') && !isRemoved;
  // A payout is explained by what is inside of it, and no match holds it.
  return !isRemoved && ((matchState === 'matched' && !payouts.has(id)) || matchState === 'proposed');
}

const nameOf = ({ counterparty, day }: LineFact) => `${oneLine(counterparty) ?? 'A line'} on ${day}`;

function findingsOfLine(
  { asOf }: ProofFacts,
  account: AccountFact,
  line: LineFact,
  payouts: ReadonlySet<string>,
): Finding[] {
  const { currency, amountMinor, since } = line;
  const told = {
    side: 'bank',
    about: nameOf(line),
    amountMinor,
    currency,
    since,
    place: 'transaction',
    placeId: line.id,
  } as const;
  if (line.isRemoved) return [];
  if (line.status === 'pending') return [finding('line_pending', told)];
  const found: Finding[] = [];
  if (currency !== account.currency) found.push(finding('line_currency_differs', told));
  if (contradicts(line, payouts)) found.push(finding('line_state_differs', told));
  if (line.held && payouts.has(line.id)) found.push(finding('payout_line_matched', told));
  const kind = OF_PLACE[placeOfLine(line, asOf, payouts)];
  if (kind)
    found.push(
      finding(kind, {
        ...told,
        since: line.wait?.since ?? since,
        detail: line.wait ? unmatchedText(line.wait.reason) : '',
      }),
    );
  return found;
}

/** What is left of the lines of an account, up to the day of the proof. */
export const lineFindings = (
  facts: ProofFacts,
  account: AccountFact,
  lines: readonly LineFact[],
  payouts: ReadonlySet<string>,
): Finding[] =>
  lines.filter(({ day }) => day <= facts.day).flatMap((line) => findingsOfLine(facts, account, line, payouts));
