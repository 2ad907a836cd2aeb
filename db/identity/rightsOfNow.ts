import { eq } from 'drizzle-orm';
import { hasPermission, type Permission } from '../../domain/identity/permissions.ts';
import { isUuid, type Transaction } from '../database.ts';
import { apiKeys, users } from './schema.ts';

/** What somebody may do as the books stand now, whatever they were allowed when they asked. */
export interface RightsOfNow {
  userId: string;
  roles: readonly string[];
  kind: 'user' | 'service';
  may(permission: Permission): boolean;
  /** Amount up to which this person decides alone, in minor units; null = no bound of their own. */
  limitMinor: number | null;
}

/** The person behind an actor as the books stand now: a user, or the user who made a key; null for queues and workflows. */
export async function rightsOfNow(tx: Transaction, actor: string): Promise<RightsOfNow | null> {
  const [kind, id] = actor.split(':');
  if (!id || !isUuid(id) || (kind !== 'user' && kind !== 'key')) return null;
  const [key] = kind === 'key' ? await tx.select().from(apiKeys).where(eq(apiKeys.id, id)) : [];
  const userId = kind === 'key' ? key?.createdBy : id;
  const [user] = userId ? await tx.select().from(users).where(eq(users.id, userId)) : [];
  if (!user) return null;
  const keyHolds = key && !key.revokedAt && !key.waitsFor && !(key.expiresAt && key.expiresAt.getTime() <= Date.now());
  const may = (permission: Permission) =>
    !user.disabledAt &&
    hasPermission(user.roles, permission) &&
    (kind === 'user' || Boolean(keyHolds && key.scopes.includes(permission)));
  return {
    userId: user.id,
    roles: user.roles,
    kind: kind === 'user' ? 'user' : 'service',
    may,
    limitMinor: user.reviewLimitMinor,
  };
}
