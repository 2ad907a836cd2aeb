import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { RateLimits } from '../http/rateLimits.ts';
import { credentialTries } from './freshFactor.ts';
import type { Passwords } from './passwords.ts';

type UserRow = typeof users.$inferSelect;

/** A password as somebody types it to be let in. */
export const givenPassword = z.string().min(1).max(128);

/** The caller's account as the books have it. Throws UNAUTHENTICATED. */
export async function userOf(db: Database, tenantId: string, userId: string): Promise<UserRow> {
  const [user] = await db.withTenant(tenantId, (tx) => tx.select().from(users).where(eq(users.id, userId)));
  if (!user) throw new CodedError('UNAUTHENTICATED');
  return user;
}

/** Whoever changes how they prove who they are knows their password. Throws INVALID_CREDENTIALS, ACCOUNT_LOCKED. */
export async function assertOwnPassword(
  { passwords, rateLimits }: { passwords: Passwords; rateLimits: RateLimits },
  user: UserRow,
  given: string,
): Promise<void> {
  const limit = credentialTries(user.id);
  await rateLimits.take(limit);
  if (!(await passwords.verify(user.passwordHash, given))) throw new CodedError('INVALID_CREDENTIALS');
  await rateLimits.giveBack(limit);
}
