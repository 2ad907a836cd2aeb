import { columnOf, LiveSighting } from './liveSighting.ts';
import { type Delivery, factsOf, type HeldLine, type KeyedLine, type Sighting, sameFacts } from './sighting.ts';

/** A sighting that stands no more, and its row. */
export interface Ghost {
  told: Sighting;
  row: HeldLine;
}
/** What stands after a delivery, and what does no more. */
export interface Standing {
  lives: LiveSighting[];
  /** Of which line came which sighting. */
  came: Map<KeyedLine, LiveSighting>;
  /** What sources of standing rows have taken back. */
  ghosts: Ghost[];
  /** What was said before where a source says something else now: it may give way to others. */
  before: Ghost[];
}

/** Later than every other: what is told now. */
export const NOW = '9999';

function sightingOf(
  { source, scope }: Delivery,
  { line, key, said, wholeDay }: KeyedLine,
  prior: Ghost | null,
): Sighting {
  const facts = factsOf(line);
  const isSame = prior !== null && sameFacts(prior.told, facts);
  return {
    ...facts,
    source,
    scope,
    key,
    said,
    // What a source has told of a whole day stays told, also where a later file ends in the middle of it.
    wholeDay: wholeDay || (isSame && prior.told.wholeDay),
    toldAt: isSame ? prior.told.toldAt : NOW,
  };
}

/** Rows of sightings that stand no more, by what was said: under other ids the same source tells of them again. */
class Gone {
  readonly #bySaid = new Map<string, Ghost[]>();
  readonly #used = new Set<Ghost>();
  constructor(ghosts: readonly Ghost[], removed: readonly Ghost[]) {
    // What still stands is found before what was taken back.
    for (const ghost of [...ghosts, ...removed]) {
      const name = `${ghost.told.source} ${ghost.told.said}`;
      const those = this.#bySaid.get(name);
      if (those) those.push(ghost);
      else this.#bySaid.set(name, [ghost]);
    }
  }
  use(ghost: Ghost): HeldLine {
    this.#used.add(ghost);
    return ghost.row;
  }
  find(source: string, said: string): HeldLine | null {
    const those = this.#bySaid.get(`${source} ${said}`) ?? [];
    let ghost = those.shift();
    while (ghost && this.#used.has(ghost)) ghost = those.shift();
    return ghost ? this.use(ghost) : null;
  }
}

/** What is held apart from the lines that came: what stands as it stood, what this source has taken back, and what was gone already. */
function sortHeld(delivery: Delivery, held: readonly HeldLine[], told: ReadonlySet<string>) {
  const own = new Map<string, Ghost>();
  const lives: LiveSighting[] = [];
  const [ghosts, removed]: [Ghost[], Ghost[]] = [[], []];
  const column = columnOf(delivery);
  for (const row of held)
    for (const sighting of row.sightings) {
      const ghost = { told: sighting, row };
      const isOwn = columnOf(sighting) === column;
      if (isOwn) own.set(sighting.key, ghost);
      if (isOwn && told.has(sighting.key)) continue;
      if (row.removed) removed.push(ghost);
      else if (isOwn && delivery.freed.has(sighting.key)) ghosts.push(ghost);
      else lives.push(new LiveSighting(sighting, row.currency, row, false));
    }
  return { own, lives, ghosts, removed };
}

/** Sightings of a line whose amount its source has changed, as the same source told it under other grants. */
function outdated(
  lives: readonly LiveSighting[],
  before: readonly Ghost[],
  came: Iterable<LiveSighting>,
): Set<LiveSighting> {
  const changed = new Map<string, Ghost>();
  const now = new Map([...came].map((live) => [live.told.key, live.told.amountMinor]));
  for (const ghost of before)
    if (now.get(ghost.told.key) !== ghost.told.amountMinor) changed.set(`${ghost.row.id} ${ghost.told.source}`, ghost);
  const those = new Set<LiveSighting>();
  if (changed.size === 0) return those;
  for (const live of lives) {
    const ghost = live.row && changed.get(`${live.row.id} ${live.told.source}`);
    if (ghost && !live.isNews && ghost.told.amountMinor === live.told.amountMinor) those.add(live);
  }
  return those;
}

/** What each source says after a delivery. A line that came is under the row that its key, or what it replaces, led to. */
export function standingAfter(delivery: Delivery, held: readonly HeldLine[]): Standing {
  const told = new Set(delivery.lines.map(({ key }) => key));
  const { own, lives, ghosts, removed } = sortHeld(delivery, held, told);
  const gone = new Gone(ghosts, removed);
  const came = new Map<KeyedLine, LiveSighting>();
  const before: Ghost[] = [];
  const rest: KeyedLine[] = [];
  for (const line of delivery.lines) {
    const known = own.get(line.key);
    const replaced = line.replaces === null ? undefined : own.get(line.replaces);
    const prior = known?.row.currency === line.line.currency ? known : null;
    const pending = !prior && replaced?.row.currency === line.line.currency ? replaced : null;
    if (known && !prior) before.push(known);
    if (!prior && !pending) {
      rest.push(line);
      continue;
    }
    const row = prior ? prior.row : pending ? gone.use(pending) : null;
    const sighting = sightingOf(delivery, line, prior);
    const isNews = !prior || prior.row.removed || sighting.toldAt === NOW || sighting.wholeDay !== prior.told.wholeDay;
    if (prior && isNews) before.push(prior);
    came.set(line, new LiveSighting(sighting, line.line.currency, row, isNews));
  }
  for (const line of rest) {
    const row = gone.find(delivery.source, line.said);
    const sighting = sightingOf(delivery, line, null);
    const isOf = row?.currency === line.line.currency ? row : null;
    came.set(line, new LiveSighting(sighting, line.line.currency, isOf, true));
  }
  const old = outdated(lives, before, came.values());
  for (const live of old) if (live.row) ghosts.push({ told: live.told, row: live.row });
  return { lives: [...lives.filter((live) => !old.has(live)), ...came.values()], came, ghosts, before };
}
