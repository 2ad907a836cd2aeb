import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { idempotencyKeys } from '../../db/operations/schema.ts';

/** A key belongs to a tenant and, in `route`, to an operation and who calls it. */
export interface RequestKey {
  tenantId: string;
  route: string;
  key: string;
}

export const rowOfKey = ({ route, key }: RequestKey) =>
  and(eq(idempotencyKeys.route, route), eq(idempotencyKeys.key, key));

/** Takes a key for a request; false when somebody has it. */
export async function takeRequestKey(tx: Transaction, request: RequestKey, requestHash: string): Promise<boolean> {
  const { tenantId, route, key } = request;
  const taken = await tx
    .insert(idempotencyKeys)
    .values({ tenantId, route, key, requestHash })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  return taken.length > 0;
}

/** Takes the key of a request that died before it answered. Call it under the row's lock. */
export async function retakeRequestKey(tx: Transaction, request: RequestKey): Promise<void> {
  await tx.update(idempotencyKeys).set({ createdAt: new Date() }).where(rowOfKey(request));
}
