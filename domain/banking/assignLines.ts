import type { BankLine, LineSource } from './line.ts';
import { dayNumber, type LineText, likeness, lineText, PENDING_DAYS } from './sameLine.ts';

/** How a source knows a line that is held. */
export interface Sighting {
  source: LineSource;
  /** Where its id holds. */
  scope: string;
  key: string;
  /** Digest of what the source says of it, without its status. */
  said: string;
  bookedOn: string;
  wholeDay: boolean;
}

/** A line that is held. */
export interface HeldLine extends Omit<BankLine, 'externalId' | 'pendingExternalId'> {
  id: string;
  source: LineSource;
  removed: boolean;
  sightings: readonly Sighting[];
}

/** A line that came, with its key and digest (`said`). */
export interface KeyedLine {
  line: BankLine;
  key: string;
  said: string;
  wholeDay: boolean;
  /** Key of the pending line that it replaces. */
  replaces: string | null;
}

export interface Delivery {
  source: LineSource;
  scope: string;
  lines: readonly KeyedLine[];
  /** Keys that this source no longer has. */
  freed: ReadonlySet<string>;
  /** Whether all lines of a day are in it. */
  isWhole(day: string): boolean;
}

/** Pairs that are compared for the lines of one amount, and for one line at least. More equal amounts within days than that are told apart by rare words. */
const MOST_PAIRS = 400_000;
const LEAST_PAIRS = 40;
/** A word that so many rows of one amount have at most leads to them. */
const RARE_WORD = 20;
/** Rows that are looked at to find another place for a line. */
const LONGEST_MOVE = 500;
const blockOf = (line: Pick<BankLine, 'amountMinor' | 'currency'>) => `${line.amountMinor} ${line.currency}`;

function grouped<Item, Name>(items: Iterable<Item>, nameOf: (item: Item) => Name): Map<Name, Item[]> {
  const groups = new Map<Name, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

/** What is still to be paired, and what is paired: one held line for each line that came, at most. */
class Pairing {
  readonly of = new Map<KeyedLine, HeldLine>();
  readonly taken = new Set<HeldLine>();
  pair(line: KeyedLine, held: HeldLine): void {
    this.of.set(line, held);
    this.taken.add(held);
  }
  open(line: KeyedLine): boolean {
    return !this.of.has(line);
  }
}

/** By id: the source's own, or that of the pending line that is replaced. An id with another amount is another line where others know this one too. */
function pairByKey({ source, scope, lines }: Delivery, held: readonly HeldLine[], pairing: Pairing): void {
  const byKey = new Map<string, HeldLine>();
  for (const row of held)
    for (const sighting of row.sightings)
      if (sighting.source === source && sighting.scope === scope) byKey.set(sighting.key, row);
  const known = (key: string | null, line: KeyedLine) => {
    const row = key === null ? undefined : byKey.get(key);
    if (!row || pairing.taken.has(row) || row.currency !== line.line.currency) return undefined;
    const own = row.amountMinor === line.line.amountMinor || row.sightings.every((one) => one.source === source);
    return own ? row : undefined;
  };
  for (const line of lines) {
    const row = known(line.key, line) ?? known(line.replaces, line);
    if (row) pairing.pair(line, row);
  }
}

/** The same words from the same source under another id: the ids were issued again. */
function pairBySaid({ source, lines }: Delivery, free: readonly HeldLine[], pairing: Pairing): void {
  const said = new Map<string, HeldLine[]>();
  // What still stands is found before what was taken back.
  for (const row of [...free].sort((one, other) => Number(one.removed) - Number(other.removed)))
    for (const text of new Set(row.sightings.filter((one) => one.source === source).map((one) => one.said))) {
      const rows = said.get(text);
      if (rows) rows.push(row);
      else said.set(text, [row]);
    }
  for (const line of lines) {
    if (!pairing.open(line)) continue;
    const rows = said.get(line.said) ?? [];
    let row = rows.shift();
    while (row && pairing.taken.has(row)) row = rows.shift();
    if (row) pairing.pair(line, row);
  }
}

interface Pair {
  line: KeyedLine;
  row: HeldLine;
  likeness: number;
}

/** Rows that may be a line: those with a rare word of it, and those of its day and the days beside it, the nearest first. */
function* candidates(text: LineText, days: Map<number, HeldLine[]>, words: Map<string, HeldLine[]>) {
  const seen = new Set<HeldLine>();
  const fresh = (row: HeldLine) => !seen.has(row) && Boolean(seen.add(row));
  for (const word of text.words) {
    const rows = words.get(word) ?? [];
    if (rows.length <= RARE_WORD) for (const row of rows) if (fresh(row)) yield row;
  }
  const day = dayNumber(text.bookedOn);
  for (let apart = 0; apart <= PENDING_DAYS; apart += 1)
    for (const at of apart === 0 ? [day] : [day - apart, day + apart])
      for (const row of days.get(at) ?? []) if (fresh(row)) yield row;
}

type MayShift = (line: KeyedLine, row: HeldLine) => boolean;

/**
 * Whether two sources may date a line differently: one of them has all lines of the other's day, and this one is not among them.
 * Else it may as well be the payment of the day before.
 */
function shifts({ isWhole }: Delivery, held: readonly HeldLine[]): MayShift {
  const wholeDays = new Set<string>();
  for (const { sightings } of held)
    for (const { source, scope, bookedOn, wholeDay } of sightings)
      if (wholeDay) wholeDays.add(`${source} ${scope} ${bookedOn}`);
  return ({ line }, row) =>
    row.bookedOn === line.bookedOn ||
    row.status === 'pending' ||
    (line.endToEndId !== null && line.endToEndId === row.endToEndId) ||
    isWhole(row.bookedOn) ||
    row.sightings.some(({ source, scope }) => wholeDays.has(`${source} ${scope} ${line.bookedOn}`));
}

/** Pairs of one amount that may be the same line, the likeliest first. */
function pairsOf(lines: readonly KeyedLine[], rows: readonly HeldLine[], mayShift: MayShift): Pair[] {
  const texts = new Map(rows.map((row) => [row, lineText(row)]));
  const days = grouped(rows, (row) => dayNumber(row.bookedOn));
  const words = new Map<string, HeldLine[]>();
  for (const [row, text] of texts)
    for (const word of text.words) {
      const same = words.get(word);
      if (same) same.push(row);
      else words.set(word, [row]);
    }
  const atMost = Math.max(LEAST_PAIRS, Math.floor(MOST_PAIRS / lines.length));
  return lines
    .flatMap((line) => {
      const text = lineText(line.line);
      const pairs: Pair[] = [];
      let looked = 0;
      for (const row of candidates(text, days, words)) {
        const like = likeness(text, texts.get(row) ?? lineText(row));
        if (like !== null && mayShift(line, row)) pairs.push({ line, row, likeness: like });
        looked += 1;
        if (looked >= atMost) break;
      }
      return pairs;
    })
    .sort((one, other) => other.likeness - one.likeness);
}

/** Gives each line its likeliest row; then lines left over where that moves another line to a row it may have too. */
function pairByLikeness(
  lines: readonly KeyedLine[],
  rows: readonly HeldLine[],
  mayShift: MayShift,
  pairing: Pairing,
): void {
  const pairs = pairsOf(lines, rows, mayShift);
  const lineOf = new Map<HeldLine, KeyedLine>();
  const rowOf = new Map<KeyedLine, HeldLine>();
  const join = (line: KeyedLine, row: HeldLine) => {
    lineOf.set(row, line);
    rowOf.set(line, row);
  };
  for (const { line, row } of pairs) if (!lineOf.has(row) && !rowOf.has(line)) join(line, row);
  const choices = grouped(pairs, ({ line }) => line);
  const place = (line: KeyedLine, seen: Set<HeldLine>): boolean => {
    for (const { row } of choices.get(line) ?? []) {
      if (seen.has(row) || seen.size > LONGEST_MOVE) continue;
      seen.add(row);
      const holder = lineOf.get(row);
      if (holder && !place(holder, seen)) continue;
      join(line, row);
      return true;
    }
    return false;
  };
  for (const line of lines) if (!rowOf.has(line)) place(line, new Set());
  for (const [line, row] of rowOf) pairing.pair(line, row);
}

/**
 * What is left of a day that one side knows whole: the other side's lines of this amount are among them, in whatever words.
 */
function pairWholeDays(lines: readonly KeyedLine[], rows: readonly HeldLine[], pairing: Pairing): void {
  for (const line of lines) {
    if (!pairing.open(line)) continue;
    const row = rows.find(
      (one) =>
        !pairing.taken.has(one) &&
        one.bookedOn === line.line.bookedOn &&
        (line.wholeDay || one.sightings.some(({ wholeDay, bookedOn }) => wholeDay && bookedOn === one.bookedOn)),
    );
    if (row) pairing.pair(line, row);
  }
}

/**
 * Which held line each line that came is; lines that are not in the answer are new. `held`: all lines of the account near
 * these days, and those whose ids came. A source that still has its id for a line does not tell of it under another one, so
 * two lines of one source stay two, however equal.
 */
export function assignLines(delivery: Delivery, held: readonly HeldLine[]): Map<KeyedLine, HeldLine> {
  const pairing = new Pairing();
  pairByKey(delivery, held, pairing);
  if (pairing.of.size === delivery.lines.length) return pairing.of;
  const spokenFor = (row: HeldLine) =>
    !row.removed &&
    row.sightings.some(
      ({ source, scope, key }) => source === delivery.source && scope === delivery.scope && !delivery.freed.has(key),
    );
  const free = held.filter((row) => !pairing.taken.has(row) && !spokenFor(row));
  pairBySaid(delivery, free, pairing);
  const rowsOf = grouped(
    free.filter((row) => !row.removed && !pairing.taken.has(row)),
    blockOf,
  );
  const mayShift = shifts(delivery, held);
  const open = delivery.lines.filter((line) => pairing.open(line));
  for (const [block, lines] of grouped(open, ({ line }) => blockOf(line))) {
    const rows = rowsOf.get(block);
    if (!rows) continue;
    pairByLikeness(lines, rows, mayShift, pairing);
    pairWholeDays(lines, rows, pairing);
  }
  return pairing.of;
}
