import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { apiKeys } from '../../db/identity/schema.ts';
import type { By } from '../by.ts';
import { appendEvent } from '../events.ts';
import { revoke } from './revoke.ts';

/** Revokes a key with everything that is open under it. A key that is revoked already, or is not there, stays as it is. */
export async function revokeKey(tx: Transaction, tenantId: string, keyId: string, by: By): Promise<void> {
  const revoked = await tx
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  if (revoked.length === 0) return;
  await revoke(tx, { tenantId, kind: 'token', subject: keyId });
  await appendEvent(tx, {
    type: 'api_key_revoked',
    actor: by.actor,
    subject: `key:${keyId}`,
    requestId: by.requestId,
  });
}
