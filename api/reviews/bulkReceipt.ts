import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Transaction } from '../../db/database.ts';
import { bulkDecisionItems, bulkDecisions, reviewTasks } from '../../db/reviews/schema.ts';
import { BULK_WORDS, outcomeText } from '../../domain/reviews/bulk.ts';
import { bulkDecisionWorkflowId } from '../../workflows/reviews/contract.ts';

export interface BulkDeps {
  db: Database;
  startProcess(tenantId: string, processId: string): Promise<string | null>;
}
export const bulkId = z.object({ bulk_id: z.string().max(100) });

const SHOWN_OUTLIERS = 50;
const SHOWN_ITEMS = 100;
const DECISIONS = bulkDecisions.decision.enumValues;
const STATUSES = bulkDecisions.status.enumValues;

const totalsSchema = z.array(z.object({ currency: z.string().nullable(), count: z.int(), at_risk_minor: z.int() }));
export const bulkSchema = z
  .object({
    bulk_id: z.uuid(),
    decision: z.enum(DECISIONS),
    status: z.enum(STATUSES),
    status_text: z.string().describe('The same for people'),
    actor: z.string(),
    comment: z.string().nullable(),
    total: z.int(),
    settled: z.int(),
    preview_hash: z.string(),
    workflow_id: z.string().nullable(),
    created_at: z.string(),
    started_at: z.string().nullable(),
    ended_at: z.string().nullable(),
  })
  .meta({ id: 'BulkDecision' });
export const itemSchema = z
  .object({
    position: z.int(),
    task_id: z.uuid(),
    subject: z.string(),
    title: z.string(),
    subtitle: z.string(),
    at_risk_minor: z.int(),
    currency: z.string().nullable(),
    outlier: z.enum(bulkDecisionItems.outlier.enumValues).nullable(),
    outcome: z.enum(bulkDecisionItems.outcome.enumValues).nullable(),
    code: z.string().nullable(),
    outcome_text: z.string().describe('What became of it, for people'),
    settled_at: z.string().nullable(),
  })
  .meta({ id: 'BulkDecisionItem' });
export const receiptSchema = bulkSchema
  .extend({
    totals: totalsSchema,
    outcomes: z.array(
      z.object({
        outcome: z.enum(['accepted', 'refused', 'open']),
        code: z.string().nullable(),
        text: z.string().describe('The same for people'),
        count: z.int(),
      }),
    ),
    outlier_count: z.int().describe('All that stand out; the largest of them are listed'),
    outliers: z.array(itemSchema).describe(`At most ${SHOWN_OUTLIERS}: what to look at before starting`),
  })
  .meta({ id: 'BulkDecisionReceipt' });
export const previewSchema = receiptSchema
  .extend({
    items: z.array(itemSchema).describe(`What will be decided, the most money first; at most ${SHOWN_ITEMS}`),
    excluded: z.array(
      z.object({
        task_id: z.uuid(),
        subject: z.string(),
        title: z.string(),
        at_risk_minor: z.int(),
        currency: z.string().nullable(),
        code: z.string(),
        why: z.string().describe('A sentence for all that are left out for the same reason'),
      }),
    ),
  })
  .meta({ id: 'BulkDecisionPreview' });

type Bulk = typeof bulkDecisions.$inferSelect;
type Item = typeof bulkDecisionItems.$inferSelect;

export const bulkJson = (bulk: Bulk) => ({
  bulk_id: bulk.id,
  decision: bulk.decision,
  status: bulk.status,
  status_text: BULK_WORDS[bulk.status],
  actor: bulk.actor,
  comment: bulk.comment,
  total: bulk.total,
  settled: bulk.settled,
  preview_hash: bulk.previewHash,
  workflow_id: bulk.processId ? bulkDecisionWorkflowId(bulk.tenantId, bulk.id) : null,
  created_at: bulk.createdAt.toISOString(),
  started_at: bulk.startedAt?.toISOString() ?? null,
  ended_at: bulk.endedAt?.toISOString() ?? null,
});
/** How people call a task, beside its item. */
export const NAMED = {
  subject: reviewTasks.subject,
  title: sql<string>`coalesce(${reviewTasks.title}, ${reviewTasks.subject})`,
  subtitle: sql<string>`coalesce(${reviewTasks.subtitle}, '')`,
};

export const itemJson = (item: Item, named: { subject: string; title: string; subtitle: string }) => ({
  position: item.position,
  task_id: item.taskId,
  ...named,
  at_risk_minor: item.atRiskMinor,
  currency: item.currency,
  outlier: item.outlier,
  outcome: item.outcome,
  code: item.code,
  outcome_text: outcomeText(item.outcome ?? 'open', item.code),
  settled_at: item.settledAt?.toISOString() ?? null,
});

/** What a bulk decision moves, what became of it so far and what stands out. */
export async function receipt(tx: Transaction, bulk: Bulk): Promise<z.infer<typeof receiptSchema>> {
  const own = eq(bulkDecisionItems.bulkId, bulk.id);
  const count = sql<number>`count(*)::int`;
  const totals = await tx
    .select({ currency: bulkDecisionItems.currency, count, at_risk_minor: sql<string>`sum(at_risk_minor)` })
    .from(bulkDecisionItems)
    .where(own)
    .groupBy(bulkDecisionItems.currency);
  const outcomes = await tx
    .select({
      outcome: sql<'accepted' | 'refused' | 'open'>`coalesce(outcome, 'open')`,
      code: bulkDecisionItems.code,
      count,
    })
    .from(bulkDecisionItems)
    .where(own)
    .groupBy(bulkDecisionItems.outcome, bulkDecisionItems.code);
  const outliers = await tx
    .select({ item: bulkDecisionItems, named: NAMED })
    .from(bulkDecisionItems)
    .innerJoin(reviewTasks, eq(reviewTasks.id, bulkDecisionItems.taskId))
    .where(and(own, sql`outlier is not null`))
    .orderBy(sql`${bulkDecisionItems.atRiskMinor} desc`)
    .limit(SHOWN_OUTLIERS);
  const outlierCount = await tx.$count(bulkDecisionItems, and(own, sql`outlier is not null`));
  return {
    ...bulkJson(bulk),
    outlier_count: outlierCount,
    totals: totals.map((row) => ({ ...row, at_risk_minor: Number(row.at_risk_minor) })),
    outcomes: outcomes.map((row) => ({ ...row, text: outcomeText(row.outcome, row.code) })),
    outliers: outliers.map(({ item, named }) => itemJson(item, named)),
  };
}

/** What a bulk decision will decide, the most money first by the rates of the inbox. */
export async function largestItems(tx: Transaction, bulkId: string) {
  const rows = await tx
    .select({ item: bulkDecisionItems, named: NAMED })
    .from(bulkDecisionItems)
    .innerJoin(reviewTasks, eq(reviewTasks.id, bulkDecisionItems.taskId))
    .where(eq(bulkDecisionItems.bulkId, bulkId))
    .orderBy(sql`${reviewTasks.worthMinor} desc, ${bulkDecisionItems.position}`)
    .limit(SHOWN_ITEMS);
  return rows.map(({ item, named }) => itemJson(item, named));
}
