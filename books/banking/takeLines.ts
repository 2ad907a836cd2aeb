import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { heldLines } from '../../db/banking/heldLines.ts';
import type { Transaction } from '../../db/database.ts';
import { assignLines, type HeldLine, type KeyedLine } from '../../domain/banking/assignLines.ts';
import type { BankLine, LineSource } from '../../domain/banking/line.ts';
import { isUnchanged, mergeLine } from '../../domain/banking/mergeLine.ts';
import type { By } from '../by.ts';
import { appendEvent } from '../events.ts';
import { startReconciliation } from '../reconciliation/startReconciliation.ts';
import { type ChangedLine, dropSightings, insertLines, keepSightings, removeLines, updateLines } from './writeLines.ts';

/** Lines of one account as one source tells them. */
export interface TakenLines {
  tenantId: string;
  accountId: string;
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
  mock: boolean;
  by: By;
}
export interface TakenCounts {
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
}

const FILES: ReadonlySet<LineSource> = new Set(['camt', 'mt940', 'ofx', 'qif', 'csv']);
const clean = (text: string | null) => text?.normalize('NFC').replace(/\s+/g, ' ').trim() || null;

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
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 24);
}

/** Days of which the delivery holds all lines: inside of a window or file, whose last day may go on. */
function wholeDays({ source, lines, window }: TakenLines): (day: string) => boolean {
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
function keyed(taken: TakenLines): KeyedLine[] {
  const isWhole = wholeDays(taken);
  const times = new Map<string, number>();
  const byKey = new Map<string, KeyedLine>();
  const hasIds = !FILES.has(taken.source);
  for (const line of taken.lines) {
    const said = saidOf(line);
    const time = times.get(said) ?? 0;
    const byId = hasIds && line.externalId !== null;
    if (!byId) times.set(said, time + 1);
    const key = byId ? idKey(line.externalId ?? '') : `said:${said}:${time}`;
    const replaces = hasIds && line.pendingExternalId !== null ? idKey(line.pendingExternalId) : null;
    byKey.set(key, { line, key, said, wholeDay: isWhole(line.bookedOn), replaces });
  }
  return [...byKey.values()];
}
const idKey = (externalId: string) => `id:${externalId}`;

/** Keys that the source had, and has no longer. An answer without any posted line takes back none: it may be a failure. */
function freedKeys(taken: TakenLines, lines: readonly KeyedLine[], held: readonly HeldLine[]): Set<string> {
  const freed = new Set((taken.removedExternalIds ?? []).map(idKey));
  for (const { line } of lines) if (line.pendingExternalId !== null) freed.add(idKey(line.pendingExternalId));
  const { window } = taken;
  const told = new Set(lines.map(({ key }) => key));
  if (window) {
    const tellsPosted = lines.some(({ line }) => line.status === 'posted');
    for (const row of held)
      for (const { source, scope, key, bookedOn } of row.sightings)
        if (source === taken.source && scope === taken.scope && bookedOn >= window.from && bookedOn <= window.to)
          if (!told.has(key) && (tellsPosted || row.status === 'pending')) freed.add(key);
  }
  for (const key of told) freed.delete(key);
  return freed;
}

/** What is written for the lines that came. */
function plan(taken: TakenLines, lines: readonly KeyedLine[], held: readonly HeldLine[], freed: ReadonlySet<string>) {
  const pairs = assignLines(
    { source: taken.source, scope: taken.scope, lines, freed, isWhole: wholeDays(taken) },
    held,
  );
  const owners = new Map<string, { row: HeldLine; said: string }>();
  for (const row of held)
    for (const one of row.sightings)
      if (one.source === taken.source && one.scope === taken.scope) owners.set(one.key, { row, said: one.said });
  const added: (KeyedLine & { id: string })[] = [];
  const changed: ChangedLine[] = [];
  const seen: (KeyedLine & { id: string })[] = [];
  for (const line of lines) {
    const row = pairs.get(line);
    const id = row?.id ?? randomUUID();
    const owner = owners.get(line.key);
    if (owner?.row !== row || owner?.said !== line.said || !row) seen.push({ ...line, id });
    if (!row) added.push({ ...line, id });
    else {
      const merged = mergeLine(row, line.line, taken.source);
      if (!isUnchanged(row, merged))
        changed.push({ ...merged, id, amountChanged: merged.amountMinor !== row.amountMinor });
    }
  }
  return { added, changed, seen, ...whatIsGone(taken, held, freed, { pairs, lines }) };
}

/** Lines that no source tells of any more, and ids that are given up while others still tell of their line. */
function whatIsGone(
  taken: TakenLines,
  held: readonly HeldLine[],
  freed: ReadonlySet<string>,
  told: { pairs: ReadonlyMap<KeyedLine, HeldLine>; lines: readonly KeyedLine[] },
) {
  const kept = new Set(told.pairs.values());
  const rowOf = new Map(told.lines.map((line) => [line.key, told.pairs.get(line)]));
  const dropped: string[] = [];
  const removed: string[] = [];
  for (const row of held) {
    const own = row.sightings.filter(({ source, scope }) => source === taken.source && scope === taken.scope);
    const gone = own.filter(({ key }) => freed.has(key));
    // An id that now names another line no longer names this one.
    const lost = own.filter(({ key }) => rowOf.has(key) && rowOf.get(key) !== row);
    const stays = kept.has(row) || row.sightings.length > gone.length + lost.length;
    if (stays) dropped.push(...gone.map(({ key }) => key));
    else if (!row.removed && gone.length + lost.length > 0) removed.push(row.id);
  }
  return { dropped, removed };
}

/**
 * Takes lines of an account into the books: the one way in, for whatever tells of them. The same line keeps its row under
 * another id, another consent, another provider or a file beside it, with its match, note and state; equal lines that one
 * source tells of apart stay apart. What is known already writes nothing.
 */
export async function takeLines(tx: Transaction, taken: TakenLines): Promise<TakenCounts> {
  const { tenantId, accountId } = taken;
  // Two deliveries for one account do not see the same line as new.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`bank-lines:${tenantId}:${accountId}`}, 0))`);
  const lines = keyed(taken);
  const asked = [...lines.map(({ key }) => key), ...(taken.removedExternalIds ?? []).map(idKey)];
  for (const { replaces } of lines) if (replaces !== null) asked.push(replaces);
  const held = await heldLines(tx, { ...taken, keys: asked });
  const freed = freedKeys(taken, lines, held);
  const { added, changed, seen, dropped, removed } = plan(taken, lines, held, freed);
  await dropSightings(tx, taken, dropped);
  const whose = { ...taken, importer: FILES.has(taken.source) ? taken.by.actor : null };
  await insertLines(tx, whose, added);
  await updateLines(tx, whose, changed);
  await keepSightings(tx, taken, seen);
  await removeLines(tx, removed);
  const counts = {
    added: added.length,
    changed: changed.length,
    removed: removed.length,
    unchanged: lines.length - added.length - changed.length,
  };
  if (counts.added + counts.changed + counts.removed > 0) {
    await startReconciliation(tx, { tenantId, startedBy: taken.by.actor, causeId: randomUUID() });
    await appendEvent(tx, {
      type: 'bank_lines_taken',
      actor: taken.by.actor,
      subject: `bank-account:${accountId}`,
      data: { source: taken.source, ...counts },
      requestId: taken.by.requestId,
    });
  }
  return counts;
}
