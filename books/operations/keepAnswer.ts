import type { Transaction } from '../../db/database.ts';
import { idempotencyKeys } from '../../db/operations/schema.ts';
import { type RequestKey, rowOfKey } from './takeRequestKey.ts';

type Kept = Pick<typeof idempotencyKeys.$inferInsert, 'status' | 'body'>;

/** Keeps the answer of a request that has taken its key. */
export async function keepAnswer(tx: Transaction, request: RequestKey, answer: Kept): Promise<void> {
  await tx.update(idempotencyKeys).set(answer).where(rowOfKey(request));
}

/** Keeps the answer of a request that has taken no key; of two at once the first stays. */
export async function keepFirstAnswer(
  tx: Transaction,
  request: RequestKey,
  requestHash: string,
  answer: Kept,
): Promise<void> {
  const { tenantId, route, key } = request;
  await tx
    .insert(idempotencyKeys)
    .values({ tenantId, route, key, requestHash, ...answer })
    .onConflictDoNothing();
}
