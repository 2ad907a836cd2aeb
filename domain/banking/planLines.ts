import { type Ghost, type Standing, standingAfter } from './liveLines.ts';
import { type Cluster, columnOf, type IsWhole, LiveSighting } from './liveSighting.ts';
import { isUnchanged, type Shown, shownLine } from './mergeLine.ts';
import { pairUp } from './pairUp.ts';
import { placeRows } from './placeRows.ts';
import { DAY_TOLERANCE, dayNumber, namesAnother, PENDING_DAYS } from './sameLine.ts';
import { type Delivery, grouped, type HeldLine, type KeyedLine, type Sighting } from './sighting.ts';
import { solveBlock } from './solveBlock.ts';

export interface AddedLine extends Shown {
  id: string;
  currency: string;
}
export interface ChangedLine extends Shown {
  id: string;
  amountChanged: boolean;
  /** Somebody worked on it, and it names another payer or reference now, or has another amount. */
  isReworded: boolean;
}
/** What is written for a delivery. */
export interface LinePlan {
  added: AddedLine[];
  changed: ChangedLine[];
  /** Rows that no source tells of any more. */
  removed: string[];
  /** Rows that turned out to be one line with another row, which stays. */
  joined: { id: string; into: string; edits: number }[];
  /** New, said anew, or moved to another row. */
  sightings: (Sighting & { rowId: string; fromRowId: string | null })[];
  dropped: Pick<Sighting, 'source' | 'scope' | 'key'>[];
  /** The row of each line that came. */
  rowOf: Map<KeyedLine, string>;
}

const blockOf = (amountMinor: number, currency: string) => `${amountMinor} ${currency}`;

/** Days on which something new was told, by amount. */
class Touched {
  readonly #days = new Map<string, Set<number>>();
  add({ amountMinor, bookedOn }: Pick<Sighting, 'amountMinor' | 'bookedOn'>, currency: string): void {
    const block = blockOf(amountMinor, currency);
    const days = this.#days.get(block);
    if (days) days.add(dayNumber(bookedOn));
    else this.#days.set(block, new Set([dayNumber(bookedOn)]));
  }
  has({ told, currency }: LiveSighting): boolean {
    const days = this.#days.get(blockOf(told.amountMinor, currency));
    if (!days) return false;
    const day = dayNumber(told.bookedOn);
    if (days.has(day)) return true;
    const before = told.status === 'pending' ? PENDING_DAYS : DAY_TOLERANCE;
    for (let apart = 1; apart <= PENDING_DAYS; apart += 1)
      if (days.has(day - apart) || (apart <= before && days.has(day + apart))) return true;
    return false;
  }
}

function touchedBy({ lives, ghosts, before }: Standing): Touched {
  const touched = new Touched();
  for (const live of lives) if (live.isNews) touched.add(live.told, live.currency);
  for (const { told, row } of [...ghosts, ...before]) touched.add(told, row.currency);
  return touched;
}

function wholeDaysOf(delivery: Delivery, lives: readonly LiveSighting[]): IsWhole {
  const days = new Set<string>();
  for (const { column, told } of lives) if (told.wholeDay) days.add(`${column} ${told.bookedOn}`);
  const own = columnOf(delivery);
  return (column, day) => days.has(`${column} ${day}`) || (column === own && delivery.isWhole(day));
}

/** Rows whose sources have taken back all that they told of them: what came new may be what became of them. */
function continueRows(fresh: readonly Cluster[], orphans: readonly Ghost[]): Map<Cluster, HeldLine> {
  const rowOf = new Map<Cluster, HeldLine>();
  const ghosts = [...grouped(orphans, ({ row }) => row)].map(
    ([row, those]): Cluster => ({ members: those.map(({ told }) => new LiveSighting(told, row.currency, row, false)) }),
  );
  const blocks = grouped(ghosts, ({ members: [one] }) => (one ? blockOf(one.told.amountMinor, one.currency) : ''));
  const clusters = new Map(fresh.map((cluster) => [cluster.members[0] as LiveSighting, cluster]));
  for (const [block, leads] of grouped(clusters.keys(), ({ told, currency }) => blockOf(told.amountMinor, currency))) {
    const those = blocks.get(block);
    if (!those) continue;
    const agrees = (one: LiveSighting, other: LiveSighting) => {
      const apart = Math.abs(dayNumber(one.told.bookedOn) - dayNumber(other.told.bookedOn));
      return apart === 0 || (other.told.status === 'pending' && apart <= PENDING_DAYS);
    };
    for (const [lead, { members }] of pairUp(leads, those, agrees)) {
      const [cluster, row] = [clusters.get(lead), members[0]?.row];
      if (cluster && row) rowOf.set(cluster, row);
    }
  }
  return rowOf;
}

/** Sightings near what is new, and what else their rows hold. The rest stays as it is. */
function activeOf({ lives, ghosts, before }: Standing, touched: Touched) {
  const rows = new Set<HeldLine>([...ghosts, ...before].map(({ row }) => row));
  const near = new Set<LiveSighting>();
  for (const live of lives)
    if (live.isNews || touched.has(live)) {
      near.add(live);
      if (live.row) rows.add(live.row);
    }
  return { rows, active: lives.filter((live) => near.has(live) || (live.row !== null && rows.has(live.row))) };
}

/** The clusters of what is near, and the row of each that has one. */
function solveOnce({ rows, active }: ReturnType<typeof activeOf>, isWhole: IsWhole) {
  const clusters: Cluster[] = [];
  for (const those of grouped(active, ({ told, currency }) => blockOf(told.amountMinor, currency)).values())
    clusters.push(...solveBlock(those, isWhole));
  const clusterOf = new Map(clusters.flatMap((cluster) => cluster.members.map((live) => [live, cluster] as const)));
  const livesOf = new Map<HeldLine, LiveSighting[]>();
  for (const live of active) {
    if (!live.row) continue;
    const those = livesOf.get(live.row);
    if (those) those.push(live);
    else livesOf.set(live.row, [live]);
  }
  return { clusters, rowOf: placeRows([...rows], livesOf, clusterOf), rows, livesOf, clusterOf };
}

/** Times that what is solved may reach further: what moves may make room for, or take the place of, lines of the days beside it. */
const MOST_ROUNDS = 3;

/** What is solved anew: near what is new, then near what moves for it. */
function solve(delivery: Delivery, standing: Standing) {
  const isWhole = wholeDaysOf(delivery, standing.lives);
  const touched = touchedBy(standing);
  let near = activeOf(standing, touched);
  let solved = solveOnce(near, isWhole);
  for (let round = 1; round < MOST_ROUNDS; round += 1) {
    for (const cluster of solved.clusters)
      for (const { told, row, currency } of cluster.members)
        if (row && row !== solved.rowOf.get(cluster)) touched.add(told, currency);
    const wider = activeOf(standing, touched);
    if (wider.active.length === near.active.length) break;
    near = wider;
    solved = solveOnce(near, isWhole);
  }
  const orphans = standing.ghosts.filter(({ row }) => !solved.livesOf.has(row));
  const fresh = solved.clusters.filter((cluster) => !solved.rowOf.has(cluster));
  for (const [cluster, row] of continueRows(fresh, orphans)) solved.rowOf.set(cluster, row);
  return solved;
}
type Solved = ReturnType<typeof solve>;

function writeClusters({ clusters, rowOf }: Solved, plan: LinePlan, newId: () => string): Map<Cluster, string> {
  const idOf = new Map<Cluster, string>();
  for (const cluster of clusters) {
    const row = rowOf.get(cluster) ?? null;
    const id = row?.id ?? newId();
    idOf.set(cluster, id);
    const shown = shownLine(
      cluster.members.map(({ told }) => told),
      row,
    );
    if (!row) plan.added.push({ ...shown, id, currency: cluster.members[0]?.currency ?? '' });
    else if (!isUnchanged(row, shown)) {
      const amountChanged = shown.amountMinor !== row.amountMinor;
      const isReworded = row.edits > 0 && (amountChanged || namesAnother(row, shown));
      plan.changed.push({ ...shown, id, amountChanged, isReworded });
    }
    for (const { told, row: from, isNews } of cluster.members)
      if (isNews || from !== row) {
        plan.sightings.push({ ...told, rowId: id, fromRowId: from === row ? null : (from?.id ?? null) });
      }
  }
  return idOf;
}

/** What is taken away: rows that are told of no more, and what their sources had said of those that stay. */
function writeGone(
  { rows, rowOf, livesOf, clusterOf }: Solved,
  standing: Standing,
  plan: LinePlan,
  idOf: Map<Cluster, string>,
) {
  const placed = new Set(rowOf.values());
  for (const row of rows) {
    if (placed.has(row) || row.removed) continue;
    const [live] = livesOf.get(row) ?? [];
    const into = live && idOf.get(clusterOf.get(live) as Cluster);
    if (into === undefined) plan.removed.push(row.id);
    else plan.joined.push({ id: row.id, into, edits: row.edits });
  }
  const kept = new Set(standing.lives.map(({ told: { source, scope, key } }) => `${source} ${scope} ${key}`));
  const drop = ({ source, scope, key }: Sighting) => {
    if (!kept.has(`${source} ${scope} ${key}`)) plan.dropped.push({ source, scope, key });
  };
  for (const { told, row } of standing.ghosts) if (placed.has(row)) drop(told);
  // A row that stands again holds nothing of what was gone with it.
  for (const row of placed) if (row.removed) for (const told of row.sightings) drop(told);
}

/**
 * What is written for a delivery: which row each line that came is, and what else is known better now. `held`: all lines of the
 * account near these days, and those whose ids came. Lines of one amount near what is new are solved again from all that their
 * sources say, so what was taken for one line on few facts becomes two when a source tells both. `newId` makes ids of rows.
 */
export function planLines(delivery: Delivery, held: readonly HeldLine[], newId: () => string): LinePlan {
  const plan: LinePlan = {
    added: [],
    changed: [],
    removed: [],
    joined: [],
    sightings: [],
    dropped: [],
    rowOf: new Map(),
  };
  const standing = standingAfter(delivery, held);
  const solved = solve(delivery, standing);
  const idOf = writeClusters(solved, plan, newId);
  writeGone(solved, standing, plan, idOf);
  for (const [line, live] of standing.came) {
    const cluster = solved.clusterOf.get(live);
    const id = cluster ? idOf.get(cluster) : live.row?.id;
    if (id !== undefined) plan.rowOf.set(line, id);
  }
  return plan;
}
