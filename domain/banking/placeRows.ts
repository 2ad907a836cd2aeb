import type { Cluster, LiveSighting } from './liveSighting.ts';
import { inOrder } from './mergeLine.ts';
import type { HeldLine } from './sighting.ts';

const LEADS = 1_000;
const POSTED = 100;
/** From here on a row is matched: it stays with the words that were matched. */
const MATCHED = 3;

/** The sighting whose words people saw on a row: what still has its amount, what posted, then in the order of words. */
function leadOf(row: HeldLine, lives: readonly LiveSighting[]): LiveSighting | undefined {
  const worth = ({ told }: LiveSighting) =>
    told.status === 'posted'
      ? told.amountMinor === row.amountMinor
        ? 3
        : 2
      : told.amountMinor === row.amountMinor
        ? 1
        : 0;
  const best = Math.max(...lives.map(worth));
  const [first] = inOrder(lives.filter((live) => worth(live) === best).map(({ told }) => told));
  return lives.find(({ told }) => told === first);
}

/** Clusters that hold sightings of a row, the one that people saw first. */
function wishesOf(row: HeldLine, lives: readonly LiveSighting[], clusterOf: ReadonlyMap<LiveSighting, Cluster>) {
  const lead = leadOf(row, lives);
  const worth = new Map<Cluster, number>();
  for (const live of lives) {
    const cluster = clusterOf.get(live);
    if (!cluster) continue;
    const hasPosted = row.status === 'pending' || cluster.members.some(({ told }) => told.status === 'posted');
    const start = worth.get(cluster) ?? (hasPosted ? POSTED : 0);
    worth.set(cluster, start + 1 + (live === lead ? LEADS : 0));
  }
  return [...worth].sort(([, one], [, other]) => other - one).map(([cluster]) => cluster);
}

/**
 * Which row each cluster is. A row stays with the words that people saw on it, and one that somebody worked on is never given
 * up while a cluster holds something of it: then rows that nobody worked on, or that are not matched, move. Rows that are not
 * in the answer are told of by no source, or are one line with another.
 */
export function placeRows(
  rows: readonly HeldLine[],
  livesOf: ReadonlyMap<HeldLine, readonly LiveSighting[]>,
  clusterOf: ReadonlyMap<LiveSighting, Cluster>,
): Map<Cluster, HeldLine> {
  const wishes = new Map(rows.map((row) => [row, wishesOf(row, livesOf.get(row) ?? [], clusterOf)]));
  const rowOf = new Map<Cluster, HeldLine>();
  const place = (row: HeldLine, seen: Set<Cluster>): boolean => {
    const those = wishes.get(row) ?? [];
    for (const cluster of those)
      if (!seen.has(cluster) && !rowOf.has(cluster)) {
        rowOf.set(cluster, row);
        return true;
      }
    if (row.edits === 0) return false;
    for (const cluster of those) {
      const holder = rowOf.get(cluster);
      if (seen.has(cluster) || !holder || holder.edits >= MATCHED) continue;
      seen.add(cluster);
      if (!place(holder, seen)) continue;
      rowOf.set(cluster, row);
      return true;
    }
    return false;
  };
  const inTurn = rows.toSorted((one, other) => Number(one.removed) - Number(other.removed) || other.edits - one.edits);
  for (const row of inTurn) place(row, new Set());
  return rowOf;
}
