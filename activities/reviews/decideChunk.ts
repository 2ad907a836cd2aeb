import { cancellationSignal, heartbeat, sleep } from '@temporalio/activity';
import { requestItems } from '../../books/reviews/requestItems.ts';
import { countSettled, settleItems } from '../../books/reviews/settleItems.ts';
import type { Database } from '../../db/database.ts';
import { findBulk } from '../../db/reviews/bulks.ts';
import type { BulkChunk, BulkDecisionInput } from '../../workflows/reviews/contract.ts';

const LOOK_AGAIN_MS = 150;
/** What has no answer by then is asked about again in the next chunk, under the same request. */
const CHUNK_MS = 25_000;

/**
 * Decides the open items behind a position and waits for what their workflows answer. Items without an answer are
 * asked again in the next round, so that lost runs hold nobody up; `next` is -1 when a round has ended.
 */
export const decideChunk =
  ({ db, chunkMs = CHUNK_MS }: { db: Database; chunkMs?: number }) =>
  async ({ tenantId, bulkId, after }: BulkDecisionInput & { after: number }): Promise<BulkChunk> => {
    const { bulk, items } = await db.withTenant(tenantId, async (tx) => {
      const found = await findBulk(tx, bulkId);
      return { bulk: found, items: await requestItems(tx, found, after) };
    });
    let open = items;
    let aborting = bulk.status === 'aborting';
    const startedAt = Date.now();
    while (open.length > 0 && !aborting && Date.now() - startedAt < chunkMs && !cancellationSignal().aborted) {
      await sleep(LOOK_AGAIN_MS);
      open = await db.withTenant(tenantId, async (tx) => {
        const left = await settleItems(tx, open);
        if (left.length < open.length) await countSettled(tx, bulkId);
        aborting = (await findBulk(tx, bulkId)).status === 'aborting';
        return left;
      });
      heartbeat({ open: open.length });
    }
    const settled = await db.withTenant(tenantId, (tx) => countSettled(tx, bulkId));
    return { total: bulk.total, settled, aborting, next: items.at(-1)?.position ?? -1 };
  };
