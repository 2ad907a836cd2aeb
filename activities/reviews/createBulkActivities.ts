import { cancellationSignal, heartbeat, sleep } from '@temporalio/activity';
import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { closeProcess } from '../../books/operations/closeProcess.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { outbox } from '../../db/operations/schema.ts';
import {
  bulkDecisionItems,
  bulkDecisions,
  decisionRequests,
  reviewDecisions,
  reviewTasks,
} from '../../db/reviews/schema.ts';
import { contentHash, uuidFromText } from '../../domain/digest.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import type { BulkDecisionInput, BulkProgress } from '../../workflows/reviews/contract.ts';

const CHUNK = 20;
const LOOK_AGAIN_MS = 150;
/** What has no answer by then is asked about again in the next chunk, under the same request. */
const CHUNK_MS = 25_000;
/** Outcome of a request that was stored for a chunk and withdrawn by the abort: its task stays open. */
const WITHDRAWN = { accepted: false, code: 'BULK_ABORTED' } as const;

type Bulk = typeof bulkDecisions.$inferSelect;
type Item = typeof bulkDecisionItems.$inferSelect;

/** Fixed for ever by bulk and task: a repeated chunk finds the requests it has made. */
const requestIdOf = (item: Item) => uuidFromText(`bulk:${item.bulkId}:${item.taskId}`);

export function createBulkActivities({ db, chunkMs = CHUNK_MS }: { db: Database; chunkMs?: number }) {
  async function bulkOf(tx: Transaction, bulkId: string): Promise<Bulk> {
    const [bulk] = await tx.select().from(bulkDecisions).where(eq(bulkDecisions.id, bulkId));
    if (!bulk) throw new Error(`no bulk decision ${bulkId}`);
    return bulk;
  }

  async function settle(tx: Transaction, item: Item, outcome: 'accepted' | 'refused', code: ErrorCode | null) {
    await tx
      .update(bulkDecisionItems)
      .set({ outcome, code, settledAt: sql`now()` })
      .where(
        and(
          eq(bulkDecisionItems.bulkId, item.bulkId),
          eq(bulkDecisionItems.position, item.position),
          isNull(bulkDecisionItems.outcome),
        ),
      );
  }

  /** The requests of the open items behind a position, stored with their delivery as the API stores one made by hand. */
  async function request(tx: Transaction, bulk: Bulk, after: number): Promise<Item[]> {
    const items = await tx
      .select()
      .from(bulkDecisionItems)
      .where(
        and(
          eq(bulkDecisionItems.bulkId, bulk.id),
          isNull(bulkDecisionItems.outcome),
          gt(bulkDecisionItems.position, after),
        ),
      )
      .orderBy(asc(bulkDecisionItems.position))
      .limit(CHUNK);
    if (items.length === 0) return items;
    const { tenantId, decision, actor, comment } = bulk;
    await tx
      .insert(decisionRequests)
      .values(
        items.map((item) => ({
          id: requestIdOf(item),
          tenantId,
          taskId: item.taskId,
          idempotencyKey: `bulk:${bulk.id}:${item.taskId}`,
          requestHash: contentHash({ bulkId: bulk.id, taskId: item.taskId, decision, shownHash: item.shownHash }),
          shownHash: item.shownHash,
          action: decision,
          comment,
          actor,
        })),
      )
      .onConflictDoNothing();
    await tx
      .insert(outbox)
      .values(items.map((item) => ({ tenantId, kind: 'decision' as const, subjectId: requestIdOf(item) })))
      .onConflictDoNothing();
    return items;
  }

  /** Writes the outcomes that are known by now; returns the items still without one. */
  async function collect(tx: Transaction, items: Item[]): Promise<Item[]> {
    const ids = items.map(requestIdOf);
    const rows = await tx
      .select({
        request: decisionRequests,
        state: reviewTasks.state,
        decidedBy: reviewDecisions.requestId,
        told: outbox.deliveredAt,
      })
      .from(decisionRequests)
      .innerJoin(reviewTasks, eq(reviewTasks.id, decisionRequests.taskId))
      .innerJoin(outbox, and(eq(outbox.subjectId, decisionRequests.id), eq(outbox.kind, 'decision')))
      .leftJoin(reviewDecisions, eq(reviewDecisions.taskId, reviewTasks.id))
      .where(inArray(decisionRequests.id, ids));
    const byTask = new Map(rows.map((row) => [row.request.taskId, row]));
    const open: Item[] = [];
    for (const item of items) {
      const row = byTask.get(item.taskId);
      const outcome = row?.request.outcome as { accepted: boolean; code?: ErrorCode } | null | undefined;
      if (outcome?.accepted || (row && row.decidedBy === row.request.id)) await settle(tx, item, 'accepted', null);
      else if (outcome?.code === WITHDRAWN.code) open.push(item);
      else if (outcome) await settle(tx, item, 'refused', outcome.code ?? 'REVIEW_STALE');
      // Told, and its run had ended: somebody else closed the task.
      else if (row?.told && row.state !== 'pending')
        await settle(tx, item, 'refused', row.state === 'expired' ? 'REVIEW_EXPIRED' : 'REVIEW_ALREADY_DECIDED');
      else open.push(item);
    }
    return open;
  }

  /** Takes back what was requested and is not admitted yet: an open item of the receipt is never decided later. */
  async function withdraw(tx: Transaction, bulk: Bulk): Promise<void> {
    const items = await tx
      .select()
      .from(bulkDecisionItems)
      .where(and(eq(bulkDecisionItems.bulkId, bulk.id), isNull(bulkDecisionItems.outcome)));
    for (let from = 0; from < items.length; from += CHUNK) {
      const some = items.slice(from, from + CHUNK);
      await tx
        .update(decisionRequests)
        .set({ outcome: WITHDRAWN })
        .where(and(inArray(decisionRequests.id, some.map(requestIdOf)), isNull(decisionRequests.outcome)));
      await collect(tx, some);
    }
  }

  /** Brings the projection up to date, so that everybody who watches sees the progress. */
  async function writeProgress(tx: Transaction, bulkId: string): Promise<number> {
    const settled = await tx.$count(
      bulkDecisionItems,
      and(eq(bulkDecisionItems.bulkId, bulkId), sql`${bulkDecisionItems.outcome} is not null`),
    );
    await tx.update(bulkDecisions).set({ settled }).where(eq(bulkDecisions.id, bulkId));
    return settled;
  }

  return {
    /**
     * Decides the open items behind a position and waits for what their workflows answer. Items without an answer are
     * asked again in the next round, so that lost runs hold nobody up; `next` is −1 when a round has ended.
     */
    async decideChunk(
      input: BulkDecisionInput & { after: number },
    ): Promise<{ total: number; settled: number; aborting: boolean; next: number }> {
      const { tenantId, bulkId } = input;
      const { bulk, items } = await db.withTenant(tenantId, async (tx) => {
        const found = await bulkOf(tx, bulkId);
        return { bulk: found, items: found.status === 'running' ? await request(tx, found, input.after) : [] };
      });
      let open = items;
      let aborting = bulk.status === 'aborting';
      const startedAt = Date.now();
      while (open.length > 0 && !aborting && Date.now() - startedAt < chunkMs && !cancellationSignal().aborted) {
        await sleep(LOOK_AGAIN_MS);
        open = await db.withTenant(tenantId, async (tx) => {
          const left = await collect(tx, open);
          if (left.length < open.length) await writeProgress(tx, bulkId);
          aborting = (await bulkOf(tx, bulkId)).status === 'aborting';
          return left;
        });
        heartbeat({ open: open.length });
      }
      const settled = await db.withTenant(tenantId, (tx) => writeProgress(tx, bulkId));
      return { total: bulk.total, settled, aborting, next: items.at(-1)?.position ?? -1 };
    },

    /** Closes the bulk decision with its receipt: the items keep what became of each. */
    async endBulk(input: BulkDecisionInput & { aborted: boolean }): Promise<BulkProgress> {
      return db.withTenant(input.tenantId, async (tx) => {
        const bulk = await bulkOf(tx, input.bulkId);
        if (input.aborted) await withdraw(tx, bulk);
        const settled = await writeProgress(tx, bulk.id);
        const status = input.aborted ? 'aborted' : 'done';
        if (bulk.endedAt === null) {
          await tx.update(bulkDecisions).set({ status, endedAt: sql`now()` }).where(eq(bulkDecisions.id, bulk.id));
          await closeProcess(tx, input.processId);
          await appendEvent(tx, {
            type: 'bulk_decision_ended',
            actor: 'workflow',
            subject: `bulk:${bulk.id}`,
            data: { status, settled, total: bulk.total },
          });
        }
        return { status, total: bulk.total, settled };
      });
    },
  };
}
