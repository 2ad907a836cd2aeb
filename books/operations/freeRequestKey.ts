import type { Transaction } from '../../db/database.ts';
import { idempotencyKeys } from '../../db/operations/schema.ts';
import { type RequestKey, rowOfKey } from './takeRequestKey.ts';

/** Nothing was done for good under this key, so it may be tried again. */
export async function freeRequestKey(tx: Transaction, request: RequestKey): Promise<void> {
  await tx.delete(idempotencyKeys).where(rowOfKey(request));
}
