import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../db/database.ts';
import { apiKeys } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { powerAmong } from '../../domain/identity/power.ts';
import { keySummary } from '../../domain/identity/powerSummary.ts';
import { appendEvent } from '../events.ts';
import { requestPowerChange } from './requestPowerChange.ts';

interface NewKey {
  name: string;
  scopes: string[];
  /** null: it lives until it is revoked. */
  expiresAt: Date | null;
  prefix: string;
  keyHash: string;
}

/** A person who makes a key: what they may do themselves bounds what the key may. */
interface Maker {
  tenantId: string;
  userId: string;
  actor: string;
  permissions: readonly string[];
}

/**
 * Writes a key with its event; one whose rights are power over money waits for a second person. Throws FORBIDDEN where it
 * would have rights that its maker does not have.
 */
export async function makeKey(
  tx: Transaction,
  wanted: NewKey,
  principal: Maker,
  requestId: string,
): Promise<typeof apiKeys.$inferSelect> {
  const { tenantId, userId, actor } = principal;
  const { name, scopes } = wanted;
  const missing = scopes.filter((scope) => !principal.permissions.includes(scope));
  if (missing.length > 0)
    throw new CodedError('FORBIDDEN', `You do not have ${missing.join(', ')} yourself`, { scopes: missing });
  const id = randomUUID();
  const power = powerAmong(scopes);
  const change =
    power.length > 0
      ? await requestPowerChange(tx, {
          tenantId,
          kind: 'api_key',
          subject: `key:${id}`,
          subjectUserId: null,
          before: null,
          after: { name, scopes },
          summary: keySummary(name, power),
          principal,
          requestId,
        })
      : null;
  const [made] = await tx
    .insert(apiKeys)
    .values({ ...wanted, id, tenantId, createdBy: userId, waitsFor: change?.id ?? null })
    .returning();
  if (!made) throw new Error('api key not written');
  await appendEvent(tx, {
    type: 'api_key_created',
    actor,
    subject: `key:${made.id}`,
    data: { name, scopes },
    requestId,
  });
  return made;
}
