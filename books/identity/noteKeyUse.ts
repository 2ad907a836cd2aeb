import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { apiKeys } from '../../db/identity/schema.ts';

// Written at most this often per key: a busy service must not cost a write per request.
export const USE_STEP_SECONDS = 60;

/** Says that a key was used now; within the step nothing is written. */
export async function noteKeyUse(tx: Transaction, keyId: string): Promise<void> {
  const due = or(
    isNull(apiKeys.lastUsedAt),
    sql`${apiKeys.lastUsedAt} < now() - make_interval(secs => ${USE_STEP_SECONDS})`,
  );
  await tx
    .update(apiKeys)
    .set({ lastUsedAt: sql`now()` })
    .where(and(eq(apiKeys.id, keyId), due));
}
