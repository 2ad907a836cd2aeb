import { and, eq } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { idempotencyKeys } from '../../db/schema/operations.ts';
import { contentHash } from '../../domain/digest.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { Reply } from './route.ts';

// A request that died before it answered frees its key after this.
const ABANDONED_MS = 60_000;

/** Runs `work` once per key: the same request again gets the first answer, another request under the key is refused. */
export async function withIdempotency(
  db: Database,
  tenantId: string,
  route: string,
  key: string,
  request: unknown,
  work: () => Promise<Reply>,
): Promise<Reply> {
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new CodedError('VALIDATION_FAILED', 'Idempotency-Key: 1 to 255 visible characters');
  const requestHash = contentHash(request ?? null);
  const own = and(eq(idempotencyKeys.route, route), eq(idempotencyKeys.key, key));
  const kept = await db.withTenant(tenantId, async (tx) => {
    const [inserted] = await tx
      .insert(idempotencyKeys)
      .values({ tenantId, route, key, requestHash })
      .onConflictDoNothing()
      .returning();
    if (inserted) return null;
    const [row] = await tx.select().from(idempotencyKeys).where(own).for('update');
    if (!row) throw new CodedError('REQUEST_IN_PROGRESS');
    if (row.requestHash !== requestHash) throw new CodedError('IDEMPOTENCY_KEY_REUSED');
    if (row.status !== null) return { status: row.status, body: row.body };
    if (Date.now() - row.createdAt.getTime() < ABANDONED_MS) throw new CodedError('REQUEST_IN_PROGRESS');
    await tx.update(idempotencyKeys).set({ createdAt: new Date() }).where(own);
    return null;
  });
  if (kept) return kept;
  try {
    const reply = await work();
    await db.withTenant(tenantId, (tx) =>
      tx.update(idempotencyKeys).set({ status: reply.status, body: reply.body }).where(own),
    );
    return reply;
  } catch (error) {
    // Nothing was done for good, so the key may be tried again.
    await db.withTenant(tenantId, (tx) => tx.delete(idempotencyKeys).where(own));
    throw error;
  }
}
