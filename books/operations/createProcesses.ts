import type { Transaction } from '../../db/database.ts';
import { outbox, processes } from '../../db/operations/schema.ts';
import { contentHash } from '../../domain/digest.ts';
import type { ProcessStart } from './createProcess.ts';

/**
 * As `createProcess`, of many runs about subjects that are new, in two statements. Throws where one of them had a run before.
 * Ids are the caller's.
 */
export async function createProcesses(
  tx: Transaction,
  starts: readonly (Omit<ProcessStart, 'run' | 'dueAfterMs'> & { id: string })[],
): Promise<void> {
  if (starts.length === 0) return;
  await tx.insert(processes).values(
    starts.map(({ id, input, ...identity }) => ({
      id,
      ...identity,
      run: 1,
      input: input(id),
      requestHash: contentHash({ workflowType: identity.workflowType, key: `${identity.subject}/1` }),
    })),
  );
  await tx
    .insert(outbox)
    .values(starts.map(({ id, tenantId }) => ({ tenantId, kind: 'start' as const, subjectId: id })));
}
