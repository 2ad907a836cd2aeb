import { type Cluster, type LiveSighting, signOf } from './liveSighting.ts';
import { contradicts, dayNumber, daysAgree, likeness, PENDING_DAYS, posts, sharedIds } from './sameLine.ts';
import { grouped } from './sighting.ts';

/** Pairs that are compared for the lines of one amount, and for one line at least. More equal amounts within days than that are told apart by rare words. */
const MOST_PAIRS = 400_000;
const LEAST_PAIRS = 40;
/** A word that so many clusters of one amount have at most leads to them. */
const RARE_WORD = 20;
/** Clusters that are looked at to find another place for a line. */
const LONGEST_MOVE = 500;
/** The same source said the same under another grant: its ids were issued again. */
const SAME_SAID = 700;

/** Whether two sightings may be of one line by their days. */
export type Agrees = (one: LiveSighting, other: LiveSighting) => boolean;

/** Sightings of one column that nothing tells apart. Thousands of equal lines are one of these. */
interface From {
  one: LiveSighting;
  left: Set<LiveSighting>;
  choices: Choice[];
}
/** Clusters that nothing tells apart. */
interface To {
  one: Cluster;
  left: Set<Cluster>;
  holders: Map<From, Pair[]>;
}
interface Pair {
  live: LiveSighting;
  cluster: Cluster;
}
interface Choice {
  from: From;
  to: To;
  ids: number;
  /** By the members of the cluster, in their order. */
  likes: number[];
  /** By an id, on one day, or as a pending line that posts: others may move for it. A line of another day only takes what is left. */
  isFirm: boolean;
  /** Some of both are of one row until now. */
  stays: boolean;
}

/**
 * How well a sighting goes with a cluster; null where it can't. Its first member is of the source that tells most, so it
 * decides. What is of one row by what was known of whole days then is still so.
 */
function evidence(
  live: LiveSighting,
  { members }: Cluster,
  agrees: Agrees,
  stays: boolean,
): Pick<Choice, 'ids' | 'likes' | 'isFirm'> | null {
  let ids = 0;
  let may = false;
  let isFirm = false;
  const likes: number[] = [];
  for (const member of members) {
    if (contradicts(live.text, member.text)) return null;
    may ||= agrees(live, member) || (stays && daysAgree(live.text, member.text));
    isFirm ||= live.told.bookedOn === member.told.bookedOn || posts(live.text, member.text);
    const isSame = live.told.source === member.told.source && live.told.said === member.told.said;
    ids = Math.max(ids, sharedIds(live.text, member.text), isSame ? SAME_SAID : 0);
    likes.push(likeness(live.text, member.text));
  }
  return may ? { ids, likes, isFirm: isFirm || ids > 0 } : null;
}

/** Clusters that may be a line: those with a rare word of it, and those of its day and the days beside it, the nearest first. */
function nearest(targets: readonly To[]): (live: LiveSighting) => Iterable<To> {
  const days = new Map<number, Set<To>>();
  const words = new Map<string, Set<To>>();
  const note = <Name>(index: Map<Name, Set<To>>, name: Name, to: To) => {
    const those = index.get(name);
    if (those) those.add(to);
    else index.set(name, new Set([to]));
  };
  for (const to of targets)
    for (const { text } of to.one.members) {
      note(days, dayNumber(text.bookedOn), to);
      for (const word of text.words) note(words, word, to);
    }
  return function* near({ text }) {
    const seen = new Set<To>();
    const fresh = (to: To) => !seen.has(to) && Boolean(seen.add(to));
    for (const word of text.words) {
      const those = words.get(word);
      if (those && those.size <= RARE_WORD) for (const to of those) if (fresh(to)) yield to;
    }
    const day = dayNumber(text.bookedOn);
    for (let apart = 0; apart <= PENDING_DAYS; apart += 1)
      for (const at of apart === 0 ? [day] : [day - apart, day + apart])
        for (const to of days.get(at) ?? []) if (fresh(to)) yield to;
  };
}

const byLikes = (one: readonly number[], other: readonly number[]): number => {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const more = (other[at] ?? 0) - (one[at] ?? 0);
    if (more !== 0) return more;
  }
  return 0;
};

/** Which clusters each sighting may go with, the likeliest first. */
function choicesOf(
  sources: readonly From[],
  targets: readonly To[],
  agrees: Agrees,
  toOfRow: ReadonlyMap<string, Set<To>>,
): Choice[] {
  const atMost = Math.max(LEAST_PAIRS, Math.floor(MOST_PAIRS / Math.max(1, sources.length)));
  const candidates = targets.length <= atMost ? () => targets : nearest(targets);
  const choices = sources.flatMap((from) => {
    const rows = new Set<To>();
    for (const { row } of from.left) for (const to of (row && toOfRow.get(row.id)) || []) rows.add(to);
    const found: Choice[] = [];
    let looked = 0;
    for (const to of candidates(from.one)) {
      const stays = rows.has(to);
      const known = evidence(from.one, to.one, agrees, stays);
      if (known) found.push({ from, to, ...known, stays });
      looked += 1;
      if (looked >= atMost) break;
    }
    return found;
  });
  choices.sort(
    (one, other) => other.ids - one.ids || byLikes(one.likes, other.likes) || Number(other.stays) - Number(one.stays),
  );
  for (const choice of choices) choice.from.choices.push(choice);
  return choices;
}

function join({ from, to }: Pick<Choice, 'from' | 'to'>, pair: Pair): void {
  from.left.delete(pair.live);
  to.left.delete(pair.cluster);
  const held = to.holders.get(from);
  if (held) held.push(pair);
  else to.holders.set(from, [pair]);
}

/** Joins as many as both have; those of one row first, so that rows do not change places without need. */
function joinAll(choice: Choice, clustersOf: (live: LiveSighting) => readonly Cluster[]): void {
  const { from, to, stays } = choice;
  if (stays)
    for (const live of from.left) {
      const cluster = clustersOf(live).find((one) => to.left.has(one));
      if (cluster) join(choice, { live, cluster });
    }
  const clusters = to.left.values();
  for (const live of from.left) {
    const { value: cluster, done } = clusters.next();
    if (done) return;
    join(choice, { live, cluster });
  }
}

/** Places one more sighting where that moves others to clusters that they may have too. */
function placeOneMore(start: From): boolean {
  const reached = new Map<To, From>();
  const through = new Map<From, To>();
  const queue = [start];
  for (const from of queue)
    for (const { to, isFirm } of from.choices) {
      if (!isFirm || reached.has(to)) continue;
      if (reached.size > LONGEST_MOVE) return false;
      reached.set(to, from);
      if (to.left.size > 0) {
        moveAlong(to, start, reached, through);
        return true;
      }
      for (const [holder, pairs] of to.holders)
        if (pairs.length > 0 && holder !== start && !through.has(holder)) {
          through.set(holder, to);
          queue.push(holder);
        }
    }
  return false;
}

function moveAlong(end: To, start: From, reached: ReadonlyMap<To, From>, through: ReadonlyMap<From, To>): void {
  let to = end;
  let [cluster] = end.left;
  for (;;) {
    const from = reached.get(to);
    if (!from || !cluster) throw new Error('a way without a beginning');
    if (from === start) {
      const [live] = start.left;
      if (!live) throw new Error('nothing is left to place');
      join({ from, to }, { live, cluster });
      return;
    }
    const before = through.get(from);
    const moved = before?.holders.get(from)?.pop();
    if (!before || !moved) throw new Error('nothing to move');
    join({ from, to }, { live: moved.live, cluster });
    ({ cluster } = moved);
    to = before;
  }
}

/**
 * Pairs sightings of one column with clusters, one to one: as many as may be, the likeliest first. Equal ones are counted, not
 * compared one by one. The answer holds each that has found its cluster.
 */
export function pairUp(
  lives: readonly LiveSighting[],
  clusters: readonly Cluster[],
  agrees: Agrees,
): Map<LiveSighting, Cluster> {
  const sources = [...grouped(lives, ({ sign }) => sign).values()].map(
    (those): From => ({ one: those[0] as LiveSighting, left: new Set(those), choices: [] }),
  );
  const targets = [...grouped(clusters, signOf).values()].map(
    (those): To => ({ one: those[0] as Cluster, left: new Set(those), holders: new Map() }),
  );
  const toOfRow = new Map<string, Set<To>>();
  const clustersOfRow = new Map<string, Cluster[]>();
  for (const to of targets)
    for (const cluster of to.left)
      for (const { row } of cluster.members) {
        if (!row) continue;
        toOfRow.set(row.id, (toOfRow.get(row.id) ?? new Set()).add(to));
        const those = clustersOfRow.get(row.id);
        if (those) those.push(cluster);
        else clustersOfRow.set(row.id, [cluster]);
      }
  const clustersOf = ({ row }: LiveSighting) => (row && clustersOfRow.get(row.id)) ?? [];
  for (const choice of choicesOf(sources, targets, agrees, toOfRow)) joinAll(choice, clustersOf);
  for (const from of sources) while (from.left.size > 0 && placeOneMore(from));
  const found = new Map<LiveSighting, Cluster>();
  for (const { holders } of targets)
    for (const pairs of holders.values()) for (const { live, cluster } of pairs) found.set(live, cluster);
  return found;
}
