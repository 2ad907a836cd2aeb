import { LINE_SOURCES, type LineSource } from './line.ts';
import type { Facts, HeldLine, Sighting } from './sighting.ts';

/** What a line shows. */
export type Shown = Facts & Pick<HeldLine, 'source'>;

const TEXTS = ['valueOn', 'counterparty', 'reference', 'description', 'endToEndId', 'bankReference'] as const;
const rank: ReadonlyMap<LineSource, number> = new Map(LINE_SOURCES.map((source, at) => [source, at]));

/** Sightings of one line, the one whose words it shows first: by source, what posted first, and what was told last. */
export function inOrder<One extends Pick<Sighting, 'source' | 'status' | 'toldAt' | 'scope'>>(
  sightings: readonly One[],
): One[] {
  if (sightings.length < 2) return [...sightings];
  return sightings.toSorted(
    (one, other) =>
      (rank.get(one.source) ?? 0) - (rank.get(other.source) ?? 0) ||
      Number(one.status === 'pending') - Number(other.status === 'pending') ||
      (one.toldAt === other.toldAt ? 0 : one.toldAt < other.toldAt ? 1 : -1) ||
      (one.scope === other.scope ? 0 : one.scope < other.scope ? -1 : 1),
  );
}

/**
 * What a line shows: the words of the source that comes first in LINE_SOURCES, and where it says nothing those of the next.
 * So it does not matter which source came first, and a line never keeps words of a source that tells of another one. A posted
 * line stays posted.
 */
export function shownLine(sightings: readonly Sighting[], held: HeldLine | null): Shown {
  const ordered = inOrder(sightings);
  const [first] = ordered;
  if (!first) throw new RangeError('no source tells of this line');
  const texts = Object.fromEntries(
    TEXTS.map((field) => [field, ordered.find((one) => one[field] !== null)?.[field] ?? null]),
  ) as Pick<Facts, (typeof TEXTS)[number]>;
  const isPosted = held?.status === 'posted' || ordered.some(({ status }) => status === 'posted');
  return {
    ...texts,
    bookedOn: first.bookedOn,
    source: first.source,
    status: isPosted ? 'posted' : 'pending',
    amountMinor: first.amountMinor,
  };
}

/** Whether a held line shows this already. */
export const isUnchanged = (held: HeldLine, shown: Shown): boolean =>
  !held.removed && (Object.keys(shown) as (keyof Shown)[]).every((field) => shown[field] === held[field]);
