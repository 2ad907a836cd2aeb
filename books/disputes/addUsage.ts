import type { Transaction } from '../../db/database.ts';
import { llmUsage } from '../../db/disputes/schema.ts';
import type { RunScope } from '../../workflows/disputes/contract.ts';
import { writeCosts } from './writeCosts.ts';

/** A model call that was answered, or an answer from the cache; costs in nano-dollars. */
export type ModelCall = Omit<typeof llmUsage.$inferInsert, 'id' | 'tenantId' | 'processId' | 'createdAt'>;

/** Adds a call to the run's costs. */
export async function addUsage(tx: Transaction, scope: RunScope, call: ModelCall): Promise<void> {
  const { tenantId, processId } = scope;
  await tx.insert(llmUsage).values({ ...call, tenantId, processId });
  await writeCosts(tx, processId);
}
