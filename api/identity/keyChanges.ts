import { and, eq, isNull, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import type { PowerChange } from '../../books/identity/requestPowerChange.ts';
import type { Transaction } from '../../db/database.ts';
import { apiKeys } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { revoke } from '../http/revocations.ts';

interface By {
  actor: string;
  requestId: string;
}

/** Revokes a key with everything that is open under it. A key that is revoked already stays as it is. */
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

const keyIdOf = (change: PowerChange) => (change.kind === 'api_key' ? change.subject.slice('key:'.length) : null);

/** Lets a key that waited for this change work. */
export async function releaseKeyOf(tx: Transaction, change: PowerChange): Promise<void> {
  const released = await tx
    .update(apiKeys)
    .set({ waitsFor: null })
    .where(and(eq(apiKeys.id, keyIdOf(change) ?? ''), eq(apiKeys.waitsFor, change.id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  if (released.length === 0) throw new CodedError('PRECONDITION_FAILED', 'The key was revoked meanwhile');
}

/** A key whose rights were refused will never work, so it is revoked. */
export async function refuseKeyOf(tx: Transaction, change: PowerChange, by: By): Promise<void> {
  const keyId = keyIdOf(change);
  if (keyId) await revokeKey(tx, change.tenantId, keyId, by);
}
