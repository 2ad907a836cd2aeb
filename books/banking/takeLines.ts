import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { heldLines } from '../../db/banking/heldLines.ts';
import type { Transaction } from '../../db/database.ts';
import { freedKeys, idKey, isFile, keyLines, type ToldLines } from '../../domain/banking/keyLines.ts';
import { type LinePlan, planLines } from '../../domain/banking/planLines.ts';
import type { KeyedLine } from '../../domain/banking/sighting.ts';
import type { By } from '../by.ts';
import { appendEvent } from '../events.ts';
import { startReconciliation } from '../reconciliation/startReconciliation.ts';
import {
  dropSightings,
  inheritImporters,
  insertLines,
  joinLines,
  keepSightings,
  removeLines,
  updateLines,
} from './writeLines.ts';

/** Lines of one account as one source tells them. */
export interface TakenLines extends ToldLines {
  tenantId: string;
  accountId: string;
  mock: boolean;
  by: By;
}
export interface TakenCounts {
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
}

function countsOf(lines: readonly KeyedLine[], { added, changed, removed, joined, rowOf }: LinePlan): TakenCounts {
  const written = new Set([...added, ...changed].map(({ id }) => id));
  return {
    added: added.length,
    changed: changed.length,
    removed: removed.length + joined.length,
    unchanged: lines.filter((line) => !written.has(rowOf.get(line) ?? '')).length,
  };
}

/** Says of lines that somebody worked on what has become of them: nothing that was matched, noted or set aside moves in silence. */
async function tellOfEdited(tx: Transaction, { by }: TakenLines, { changed, joined }: LinePlan): Promise<void> {
  const about = { actor: by.actor, requestId: by.requestId };
  for (const { id, isReworded } of changed)
    if (isReworded) await appendEvent(tx, { type: 'bank_line_reworded', subject: `bank-line:${id}`, ...about });
  for (const { into, edits } of joined)
    if (edits > 0) await appendEvent(tx, { type: 'bank_line_joined', subject: `bank-line:${into}`, ...about });
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
  const keyed = keyLines(taken);
  const asked = [...keyed.lines.map(({ key }) => key), ...(taken.removedExternalIds ?? []).map(idKey)];
  for (const { replaces } of keyed.lines) if (replaces !== null) asked.push(replaces);
  const held = await heldLines(tx, { ...taken, keys: asked });
  const plan = planLines({ ...keyed, freed: freedKeys(taken, keyed.lines, held) }, held, randomUUID);
  await dropSightings(tx, taken, plan.dropped);
  const whose = { ...taken, importer: isFile(taken.source) ? taken.by.actor : null };
  await insertLines(tx, whose, plan.added);
  await updateLines(tx, whose, plan.changed);
  await keepSightings(tx, taken, plan.sightings);
  await inheritImporters(tx, plan.sightings);
  await joinLines(tx, plan.joined);
  await removeLines(tx, [...plan.removed, ...plan.joined.map(({ id }) => id)]);
  const counts = countsOf(keyed.lines, plan);
  if (counts.added + counts.changed + counts.removed > 0) {
    await startReconciliation(tx, { tenantId, startedBy: taken.by.actor, causeId: randomUUID() });
    await appendEvent(tx, {
      type: 'bank_lines_taken',
      actor: taken.by.actor,
      subject: `bank-account:${accountId}`,
      data: { source: taken.source, ...counts },
      requestId: taken.by.requestId,
    });
    await tellOfEdited(tx, taken, plan);
  }
  return counts;
}
