import { sha256 } from '../digest.ts';
import type { BankLine, LineSource } from './line.ts';
import type { Delivery, HeldLine, KeyedLine } from './sighting.ts';

/** Lines of one account as one source tells them. */
export interface ToldLines {
  source: LineSource;
  /** Where the ids of the lines hold: the provider's grant (item, requisition, session), another one after each new consent. Empty for files. */
  scope: string;
  lines: readonly BankLine[];
  /** Ids that the source has taken back. A line that comes with them under another id keeps its row. */
  removedExternalIds?: readonly string[];
  /**
   * The source lists nothing else between these days (ISO dates, both included), pending lines too: what it told before and
   * does not tell now is gone. Without it lines are only added and changed.
   */
  window?: { from: string; to: string } | null;
}

const FILES: ReadonlySet<LineSource> = new Set(['camt', 'mt940', 'ofx', 'qif', 'csv']);
export const isFile = (source: LineSource): boolean => FILES.has(source);
const clean = (text: string | null) => text?.normalize('NFC').replace(/\s+/g, ' ').trim() || null;
export const idKey = (externalId: string): string => `id:${externalId}`;

/** Digest of what a source says of a line, without its status and id. */
function saidOf(line: BankLine): string {
  const said = [
    line.bookedOn,
    line.valueOn,
    line.amountMinor,
    line.currency,
    clean(line.counterparty),
    clean(line.reference),
    clean(line.description),
    clean(line.endToEndId),
    clean(line.bankReference),
  ];
  return Buffer.from(sha256(JSON.stringify(said)), 'hex')
    .toString('base64url')
    .slice(0, 24);
}

/** Days of which the delivery holds all lines: inside of a window or file, whose last day may go on. */
function wholeDays({ source, lines, window }: ToldLines): (day: string) => boolean {
  if (window) return (day) => day >= window.from && day < window.to;
  if (!FILES.has(source)) return () => false;
  let [first, last] = ['9999-12-31', '0000-01-01'];
  for (const { bookedOn } of lines) {
    if (bookedOn < first) first = bookedOn;
    if (bookedOn > last) last = bookedOn;
  }
  return (day) => day > first && day < last;
}

/**
 * The lines with the keys by which their source knows them: its id, else what they say and which of several equal ones they
 * are. An id of a file stands for nothing alone, because banks give one to different lines. An id that comes twice is told last.
 */
export function keyLines(told: ToldLines): Omit<Delivery, 'freed'> {
  const isWhole = wholeDays(told);
  const times = new Map<string, number>();
  const byKey = new Map<string, KeyedLine>();
  const hasIds = !FILES.has(told.source);
  for (const line of told.lines) {
    const said = saidOf(line);
    const time = times.get(said) ?? 0;
    const byId = hasIds && line.externalId !== null;
    if (!byId) times.set(said, time + 1);
    const key = byId ? idKey(line.externalId ?? '') : `said:${said}:${time}`;
    const replaces = hasIds && line.pendingExternalId !== null ? idKey(line.pendingExternalId) : null;
    byKey.set(key, { line, key, said, wholeDay: isWhole(line.bookedOn), replaces });
  }
  return { source: told.source, scope: told.scope, lines: [...byKey.values()], isWhole };
}

/** Keys that the source had, and has no longer. An answer without any posted line takes back none: it may be a failure. */
export function freedKeys(told: ToldLines, lines: readonly KeyedLine[], held: readonly HeldLine[]): Set<string> {
  const freed = new Set((told.removedExternalIds ?? []).map(idKey));
  for (const { replaces } of lines) if (replaces !== null) freed.add(replaces);
  const { window } = told;
  const known = new Set(lines.map(({ key }) => key));
  if (window) {
    const tellsPosted = lines.some(({ line }) => line.status === 'posted');
    for (const row of held)
      for (const { source, scope, key, bookedOn, status } of row.sightings)
        if (source === told.source && scope === told.scope && bookedOn >= window.from && bookedOn <= window.to)
          if (!known.has(key) && (tellsPosted || status === 'pending')) freed.add(key);
  }
  for (const key of known) freed.delete(key);
  return freed;
}
