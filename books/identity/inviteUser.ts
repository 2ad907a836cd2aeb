import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { Role } from '../../domain/identity/permissions.ts';
import { approval, type By } from '../by.ts';
import { appendEvent } from '../events.ts';
import { queueNotifications } from '../notifications/queueNotifications.ts';

/**
 * Writes a user who sets a password by mail. A sign-up with the address that nobody has proved is none of ours and stands
 * beside it. `passwordHash` is of a password that nobody knows. Throws EMAIL_TAKEN.
 */
export async function inviteUser(
  tx: Transaction,
  user: { tenantId: string; email: string; displayName: string; roles: Role[]; passwordHash: string },
  by: By,
): Promise<typeof users.$inferSelect> {
  const [made] = await tx
    .insert(users)
    .values({ ...user, address: 'invited' })
    .onConflictDoNothing()
    .returning();
  if (!made) throw new CodedError('EMAIL_TAKEN');
  await queueNotifications(tx, {
    tenantId: user.tenantId,
    batchKey: `invitation:${made.id}`,
    messages: [{ channel: 'email', recipient: made.email, template: 'password_reset', variables: { userId: made.id } }],
  });
  await appendEvent(tx, {
    type: 'user_registered',
    actor: by.actor,
    subject: `user:${made.id}`,
    data: { roles: user.roles, ...approval(by) },
    requestId: by.requestId,
  });
  return made;
}
