import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { ratesNow } from '../../db/reviews/rates.ts';
import { reviewDecisions, reviewSnapshots, reviewTasks } from '../../db/reviews/schema.ts';
import { sha256 } from '../../domain/digest.ts';
import { type Named, searchTextOf } from '../../domain/naming.ts';
import { canonicalJson } from '../../domain/reviews/canonicalJson.ts';
import type { ReviewKind } from '../../domain/reviews/kinds.ts';
import { reviewPriority } from '../../domain/reviews/priority.ts';
import { worthMinor } from '../../domain/reviews/rates.ts';
import type { ReviewWarning } from '../../domain/reviews/warnings.ts';
import type { OpenedTask, ReviewOutcome, ReviewTimings } from '../../workflows/reviews/contract.ts';

export interface NewTask {
  tenantId: string;
  processId: string;
  kind: ReviewKind;
  /** Which gate of the process; the same gate again finds the same task. */
  gate: string;
  subject: string;
  named: Named;
  reason: string | null;
  /** Exactly what the reviewer is shown. */
  shown: object;
  /** What speaks against acting; shown too, and then a decision that acts needs a reason (domain/reviews/warnings.ts). */
  warnings?: readonly ReviewWarning[];
  payee: string | null;
  currency: string | null;
  maximumMinor: number | null;
  /** What the proposal would move, or what is asked for when it moves nothing; minor units. */
  atRiskMinor: number;
  /** Of the proposal, 0 to 1; null without one. */
  confidence: number | null;
  /** When a hold runs out that a decision could keep; left out where none waits for it. */
  holdEndsAt?: Date | null;
  hasProposal: boolean;
  /** null = neither reminders nor a deadline; `expireMs` null = reminders without a deadline. */
  timings: (Omit<ReviewTimings, 'expireMs'> & { expireMs: number | null }) | null;
}

type TaskRow = typeof reviewTasks.$inferSelect;

async function outcomeOf(tx: Transaction, task: TaskRow): Promise<ReviewOutcome | null> {
  if (task.state === 'pending') return null;
  const [decision] = await tx.select().from(reviewDecisions).where(eq(reviewDecisions.taskId, task.id));
  if (!decision) return { kind: 'expired' };
  return {
    kind: 'decided',
    decisionId: decision.id,
    action: decision.decision,
    pays: (decision.approvedMinor ?? 0) > 0,
  };
}

async function taskOfGate(tx: Transaction, { processId, gate }: NewTask) {
  const [row] = await tx
    .select({ task: reviewTasks, snapshot: reviewSnapshots })
    .from(reviewTasks)
    .innerJoin(reviewSnapshots, eq(reviewSnapshots.id, reviewTasks.snapshotId))
    .where(and(eq(reviewTasks.processId, processId), eq(reviewTasks.gate, gate)));
  return row;
}

async function keepSnapshot(tx: Transaction, wanted: NewTask): Promise<string> {
  const { tenantId, payee, currency, maximumMinor } = wanted;
  const warnings = wanted.warnings?.length ? wanted.warnings : undefined;
  const json = canonicalJson({ ...wanted.shown, ...(warnings && { warnings }) });
  const [snapshot] = await tx
    .insert(reviewSnapshots)
    .values({ tenantId, canonicalJson: json, shownHash: sha256(json), payee, currency, maximumMinor })
    .returning();
  if (!snapshot) throw new Error('snapshot not written');
  return snapshot.id;
}

/** So many milliseconds after the transaction began; null = never. */
const after = (ms: number | null | undefined) =>
  ms == null ? null : sql`now() + ${`${ms} milliseconds`}::interval`.mapWith(reviewTasks.expiresAt);

async function keepTask(tx: Transaction, wanted: NewTask): Promise<void> {
  const snapshotId = await keepSnapshot(tx, wanted);
  const [process] = await tx.select().from(processes).where(eq(processes.id, wanted.processId));
  const openedAtMs = Date.now();
  const expireMs = wanted.timings?.expireMs ?? null;
  const expiresAtMs = expireMs === null ? null : openedAtMs + expireMs;
  const { tenantId, processId, kind, gate, subject, named, reason, atRiskMinor, currency, confidence } = wanted;
  const holdEndsAt = wanted.holdEndsAt ?? null;
  const worth = worthMinor(atRiskMinor, currency, await ratesNow(tx));
  await tx.insert(reviewTasks).values({
    tenantId,
    processId,
    kind,
    gate,
    subject,
    title: named.title,
    subtitle: named.subtitle,
    sentence: named.sentence,
    searchText: searchTextOf(subject, named),
    snapshotId,
    reason,
    atRiskMinor,
    currency,
    worthMinor: worth,
    holdEndsAt,
    confidence,
    priority: reviewPriority({
      worthMinor: worth,
      confidence,
      openedAtMs,
      expiresAtMs,
      holdEndsAtMs: holdEndsAt?.getTime() ?? null,
    }),
    requestedBy: process?.startedBy ?? 'unknown',
    remindAt: after(wanted.timings?.remindMs),
    escalateAt: after(wanted.timings?.escalateMs),
    expiresAt: after(expireMs),
  });
}

/**
 * Opens a review task with its immutable snapshot, or finds the one this gate already has. The caller appends
 * `review_task_opened` last in its transaction where the task is new: it says what its area says of it.
 */
export async function openTask(tx: Transaction, wanted: NewTask): Promise<{ opened: OpenedTask; created: boolean }> {
  const earlier = await taskOfGate(tx, wanted);
  if (!earlier) await keepTask(tx, wanted);
  const row = earlier ?? (await taskOfGate(tx, wanted));
  if (!row) throw new Error('review task not written');
  const { task, snapshot } = row;
  const opened: OpenedTask = {
    taskId: task.id,
    shownHash: snapshot.shownHash,
    kind: task.kind,
    hasProposal: wanted.hasProposal,
    remindAtMs: task.remindAt?.getTime() ?? null,
    escalateAtMs: task.escalateAt?.getTime() ?? null,
    expiresAtMs: task.expiresAt?.getTime() ?? null,
    closed: await outcomeOf(tx, task),
  };
  return { opened, created: !earlier };
}
