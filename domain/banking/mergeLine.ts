import type { HeldLine } from './assignLines.ts';
import { type BankLine, LINE_SOURCES, type LineSource } from './line.ts';

type Words = Pick<
  HeldLine,
  'bookedOn' | 'valueOn' | 'counterparty' | 'reference' | 'description' | 'endToEndId' | 'bankReference'
>;
/** What a held line becomes with what a source says of it. */
export type Merged = Words & Pick<HeldLine, 'source' | 'status' | 'amountMinor'>;

const TEXTS = ['valueOn', 'counterparty', 'reference', 'description', 'endToEndId', 'bankReference'] as const;

/**
 * A held line with what a source says: the words of the source that comes first in LINE_SOURCES, and where it says nothing
 * those of the other. So it does not matter which of two sources came first. A posted line stays posted.
 */
export function mergeLine(held: HeldLine, line: BankLine, source: LineSource): Merged {
  const leads = LINE_SOURCES.indexOf(source) <= LINE_SOURCES.indexOf(held.source);
  const [first, second] = leads ? [line, held] : [held, line];
  const texts = Object.fromEntries(TEXTS.map((field) => [field, first[field] ?? second[field]])) as Omit<
    Words,
    'bookedOn'
  >;
  return {
    ...texts,
    bookedOn: first.bookedOn,
    source: leads ? source : held.source,
    status: held.status === 'posted' ? 'posted' : line.status,
    // Paired by an id that only this source has, the amount is what it says now.
    amountMinor: line.amountMinor,
  };
}

/** Whether a merge leaves a held line as it is. */
export const isUnchanged = (held: HeldLine, merged: Merged): boolean =>
  !held.removed && (Object.keys(merged) as (keyof Merged)[]).every((field) => merged[field] === held[field]);
