import { LINE_SOURCES } from './line.ts';
import type { Cluster, IsWhole, LiveSighting } from './liveSighting.ts';
import { type Agrees, pairUp } from './pairUp.ts';
import { daysAgree, differInId, posts } from './sameLine.ts';
import { grouped } from './sighting.ts';

/**
 * Whether two sources may date one line differently: one of them has all lines of the other's day, and this one is not among
 * them. Else it may as well be the payment of the day before.
 */
const agreesBy =
  (isWhole: IsWhole): Agrees =>
  (one, other) => {
    if (!daysAgree(one.text, other.text)) return false;
    const [day, otherDay] = [one.told.bookedOn, other.told.bookedOn];
    return (
      day === otherDay ||
      posts(one.text, other.text) ||
      (one.text.endToEndId !== null && one.text.endToEndId === other.text.endToEndId) ||
      isWhole(one.column, otherDay) ||
      isWhole(other.column, day)
    );
  };

/** Clusters that are looked at for a line of a whole day. */
const MOST_LOOKS = 500;

function noteDay(days: Map<string, Set<Cluster>>, day: string, cluster: Cluster): void {
  const those = days.get(day);
  if (those) those.add(cluster);
  else days.set(day, new Set([cluster]));
}

/** What is left of a day that one side knows whole: the other side's lines of this amount are among them, in whatever words. */
function pairWholeDays(lives: readonly LiveSighting[], clusters: readonly Cluster[], isWhole: IsWhole) {
  const [all, whole] = [new Map<string, Set<Cluster>>(), new Map<string, Set<Cluster>>()];
  for (const cluster of clusters)
    for (const { column, told } of cluster.members) {
      noteDay(all, told.bookedOn, cluster);
      if (isWhole(column, told.bookedOn)) noteDay(whole, told.bookedOn, cluster);
    }
  const found = new Map<LiveSighting, Cluster>();
  for (const live of lives) {
    const day = live.told.bookedOn;
    let looked = 0;
    for (const cluster of (isWhole(live.column, day) ? all : whole).get(day) ?? []) {
      looked += 1;
      if (looked > MOST_LOOKS) break;
      if (cluster.members.some((member) => differInId(live.text, member.text))) continue;
      for (const { told } of cluster.members) for (const days of [all, whole]) days.get(told.bookedOn)?.delete(cluster);
      found.set(live, cluster);
      break;
    }
  }
  return found;
}

/**
 * Which sightings of one amount are of one line, from all that is told. A source with its scope tells a line once, so two
 * lines of one source stay two, however equal. The source that tells most comes first: where it tells all, each line of the
 * others finds its own. The answer does not hang on the order in which things were told; where they are equal in every fact,
 * rows stay as they are.
 */
export function solveBlock(lives: readonly LiveSighting[], isWhole: IsWhole): Cluster[] {
  const columns = [...grouped(lives, ({ column }) => column).values()];
  columns.sort((one, other) => {
    const [first, second] = [one[0] as LiveSighting, other[0] as LiveSighting];
    return (
      other.length - one.length ||
      LINE_SOURCES.indexOf(first.told.source) - LINE_SOURCES.indexOf(second.told.source) ||
      (first.column < second.column ? -1 : 1)
    );
  });
  const agrees = agreesBy(isWhole);
  const clusters: Cluster[] = [];
  for (const column of columns) {
    const found = clusters.length === 0 ? new Map<LiveSighting, Cluster>() : pairUp(column, clusters, agrees);
    if (found.size < column.length && clusters.length > found.size) {
      const taken = new Set(found.values());
      const rest = pairWholeDays(
        column.filter((live) => !found.has(live)),
        clusters.filter((cluster) => !taken.has(cluster)),
        isWhole,
      );
      for (const [live, cluster] of rest) found.set(live, cluster);
    }
    for (const live of column) {
      const cluster = found.get(live);
      if (cluster) cluster.members.push(live);
      else clusters.push({ members: [live] });
    }
  }
  return clusters;
}
