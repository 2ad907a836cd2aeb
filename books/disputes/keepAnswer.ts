import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { answerCache } from '../../db/disputes/schema.ts';
import type { ModelAnswer } from '../../domain/disputes/schema.ts';

const LIFE = sql`interval '1 hour'`;

/** Keeps a readable answer of the model for the same question of the same tenant; a newer one takes its place. */
export async function keepAnswer(
  tx: Transaction,
  { tenantId, key }: { tenantId: string; key: string },
  answer: { proposal: ModelAnswer; costNano: number },
): Promise<void> {
  const entry = { ...answer, expiresAt: sql`now() + ${LIFE}` };
  await tx
    .insert(answerCache)
    .values({ tenantId, key, ...entry })
    .onConflictDoUpdate({ target: [answerCache.tenantId, answerCache.key], set: entry });
}
