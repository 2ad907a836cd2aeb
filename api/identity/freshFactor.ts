import { eq } from 'drizzle-orm';
import { takeStep } from '../../books/identity/secondFactor.ts';
import type { Database } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { RateLimits } from '../http/rateLimits.ts';
import type { Principal } from '../http/tokens.ts';
import { stepOf } from './secondFactor.ts';

type UserRow = typeof users.$inferSelect;

/** Passwords and codes tried by somebody who is signed in already. */
export const credentialTries = (userId: string) =>
  ({ bucket: `credentials:${userId}`, policy: { capacity: 5, windowSeconds: 900 }, code: 'ACCOUNT_LOCKED' }) as const;

/**
 * Whoever has a second factor proves it again now, because a session may be in other hands. Returns the caller's account
 * as the books have it. Throws SECOND_FACTOR_REQUIRED, INVALID_CREDENTIALS, ACCOUNT_LOCKED; FORBIDDEN for a key.
 */
export async function assertFreshFactor(
  deps: { db: Database; cipher: FieldCipher; rateLimits: RateLimits },
  principal: Principal,
  code: string | undefined,
): Promise<UserRow> {
  const { tenantId, userId } = principal;
  if (principal.kind !== 'user') throw new CodedError('FORBIDDEN', 'Only a person may do this');
  const [user] = await deps.db.withTenant(tenantId, (tx) => tx.select().from(users).where(eq(users.id, userId)));
  if (!user || user.disabledAt) throw new CodedError('UNAUTHENTICATED');
  if (!user.secondFactorConfirmedAt) return user;
  if (code === undefined) throw new CodedError('SECOND_FACTOR_REQUIRED');
  const limit = credentialTries(userId);
  await deps.rateLimits.take(limit);
  const fits = await deps.db.withTenant(tenantId, (tx) => takeStep(tx, userId, stepOf(deps.cipher, user, code)));
  if (!fits) throw new CodedError('INVALID_CREDENTIALS', 'The code is wrong');
  await deps.rateLimits.giveBack(limit);
  return user;
}
