import { desc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { matchingModels } from '../../db/reconciliation/modelSchema.ts';
import { approvesAlone, type ModelRow, modelNow, modelOf } from '../../db/reconciliation/models.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { Training } from '../../domain/matching/invoices/training.ts';
import { MODEL_SUBJECT, modelName, modelSentence } from '../../domain/reconciliation/models.ts';
import { approval, type By } from '../by.ts';
import { appendEvent } from '../events.ts';
import { type PowerChange, requestPowerChange } from '../identity/requestPowerChange.ts';
import { startReconciliation } from './startReconciliation.ts';

type Asker = By & { tenantId: string; userId: string };

/** One change of what scores a tenant's payments after the other. */
export const lockModels = (tx: Transaction, tenantId: string): Promise<unknown> =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${MODEL_SUBJECT}:${tenantId}`}, 0))`);

const nextVersion = async (tx: Transaction): Promise<number> => {
  const [last] = await tx.select().from(matchingModels).orderBy(desc(matchingModels.version)).limit(1);
  return (last?.version ?? 0) + 1;
};

/** Writes a version, which is never changed; where it is put into use, a matching begins. */
async function write(
  tx: Transaction,
  values: Omit<typeof matchingModels.$inferInsert, 'version'>,
  by: By,
): Promise<ModelRow> {
  const version = await nextVersion(tx);
  const model = values.model ? { ...values.model, version: modelName(version) } : null;
  const [row] = await tx
    .insert(matchingModels)
    .values({ ...values, version, model })
    .returning();
  if (!row) throw new Error('model not written');
  if (row.used) await startReconciliation(tx, { tenantId: row.tenantId, startedBy: by.actor, causeId: row.id });
  await appendEvent(tx, {
    type: row.chosen === null ? 'matching_model_trained' : 'matching_model_chosen',
    actor: by.actor,
    subject: MODEL_SUBJECT,
    data: {
      version,
      used: row.used,
      result: row.result,
      ...(row.chosen === null ? {} : { chosen: row.chosen }),
      ...approval(by),
    },
    requestId: by.requestId,
  });
  return row;
}

/**
 * Keeps what a training came to. It is put into use where it passed the gate, unless the machine approves by itself: then people
 * choose it. The same training again keeps nothing.
 */
export async function keepTraining(
  tx: Transaction,
  { tenantId, training, from, outcome }: { tenantId: string; training: string; from: number; outcome: Training },
): Promise<ModelRow | null> {
  await lockModels(tx, tenantId);
  if (outcome.kind !== 'trained') return null;
  const [known] = await tx.select().from(matchingModels).where(eq(matchingModels.training, training));
  if (known) return known;
  // It was compared with what scored then.
  const isCurrent = (await modelNow(tx)).version === from;
  const passed = outcome.result === 'better';
  const used = passed && isCurrent && !(await approvesAlone(tx));
  const result = !passed ? outcome.result : used ? 'promoted' : isCurrent ? 'needs_person' : 'not_better';
  return write(
    tx,
    {
      tenantId,
      model: outcome.model,
      used,
      result: result === 'better' ? 'promoted' : result,
      comparison: outcome.comparison,
      chosen: null,
      training,
      madeBy: 'workflow',
      approvedBy: null,
    },
    { actor: 'workflow', requestId: training },
  );
}

/** Puts an earlier version, or the rules (0), into use as the next version. `by.approvedBy`: the second person. */
export async function writeChoice(tx: Transaction, tenantId: string, version: number, by: By): Promise<ModelRow> {
  const row = version === 0 ? null : await modelOf(tx, version);
  if (row === undefined) throw new CodedError('NOT_FOUND', 'There is no such version');
  return write(
    tx,
    {
      tenantId,
      model: row?.model ?? null,
      used: true,
      result: 'chosen',
      comparison: row?.comparison ?? null,
      chosen: version,
      training: null,
      madeBy: by.actor,
      approvedBy: by.approvedBy ?? null,
    },
    by,
  );
}

/**
 * Chooses what scores from the next run on: a version, or the rules (0). While the machine approves by itself, a learned model waits
 * for a second person. Throws PRECONDITION_FAILED when another scores by now, NOT_FOUND for no version.
 */
export async function chooseModel(
  tx: Transaction,
  { from, version }: { from: number; version: number },
  by: Asker,
): Promise<{ row: ModelRow } | { waits: PowerChange }> {
  await lockModels(tx, by.tenantId);
  const now = await modelNow(tx);
  if (now.version !== from) throw new CodedError('PRECONDITION_FAILED', 'What scores was changed since it was read');
  const wanted = version === 0 ? null : await modelOf(tx, version);
  if (wanted === undefined) throw new CodedError('NOT_FOUND', 'There is no such version');
  if (!wanted?.model || !(await approvesAlone(tx))) return { row: await writeChoice(tx, by.tenantId, version, by) };
  const waits = await requestPowerChange(tx, {
    tenantId: by.tenantId,
    kind: 'matching_model',
    subject: MODEL_SUBJECT,
    subjectUserId: null,
    before: { version: now.version },
    after: { version },
    summary: modelSentence(version),
    principal: { actor: by.actor, userId: by.userId },
    requestId: by.requestId,
  });
  return { waits };
}
