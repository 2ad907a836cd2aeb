import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { UserChanges } from '../../domain/identity/schema.ts';
import { approval, type By } from '../by.ts';
import { appendEvent } from '../events.ts';
import { endSessions } from './endSessions.ts';
import { revoke } from './revoke.ts';
import { tellSecondFactorOff } from './tellSecondFactorOff.ts';

export type UserRow = typeof users.$inferSelect;

const columnsOf = (changes: UserChanges) => ({
  ...(changes.roles ? { roles: changes.roles } : {}),
  ...(changes.active === undefined ? {} : { disabledAt: changes.active ? null : sql`coalesce(disabled_at, now())` }),
  ...(changes.display_name ? { displayName: changes.display_name } : {}),
  ...(changes.review_limit_minor === undefined ? {} : { reviewLimitMinor: changes.review_limit_minor }),
  ...(changes.notify_on_review === undefined ? {} : { notifyOnReview: changes.notify_on_review }),
  ...(changes.reset_second_factor ? { secondFactorSecret: null, secondFactorConfirmedAt: null } : {}),
});

/**
 * Writes changes of a user with their events; new rights hold at once. The caller has judged whether they may be made.
 * Throws PRECONDITION_FAILED where somebody has changed them since `before`, ADDRESS_NOT_PROVED for a role of an account
 * whose address nobody has proved.
 */
export async function changeUser(tx: Transaction, before: UserRow, changes: UserChanges, by: By): Promise<UserRow> {
  const { id: userId, tenantId } = before;
  if (before.address === 'unproved' && changes.roles?.some((role) => role !== 'user'))
    throw new CodedError('ADDRESS_NOT_PROVED');
  const [after] = await tx
    .update(users)
    .set({ ...columnsOf(changes), version: sql`version + 1` })
    .where(and(eq(users.id, userId), eq(users.version, before.version)))
    .returning();
  if (!after) throw new CodedError('PRECONDITION_FAILED');
  if (changes.active === false || changes.reset_second_factor) await endSessions(tx, { tenantId, userId }, 'admin');
  // New rights hold at once: tokens with the old ones are dead, a refresh brings the new ones.
  if (changes.roles || changes.active === false) await revoke(tx, { tenantId, kind: 'user', subject: userId });
  if (changes.reset_second_factor) await tellSecondFactorOff(tx, after, 'an administrator reset it');
  await appendChanges(tx, before, changes, by);
  return after;
}

/** Roles have an event of their own. */
async function appendChanges(tx: Transaction, before: UserRow, changes: UserChanges, by: By): Promise<void> {
  const { actor, requestId } = by;
  const subject = `user:${before.id}`;
  if (changes.roles)
    await appendEvent(tx, {
      type: 'user_role_changed',
      actor,
      subject,
      data: { from: before.roles, to: changes.roles, ...approval(by) },
      requestId,
    });
  const { roles: _roles, display_name: _name, ...others } = changes;
  if (Object.keys(others).length > 0 || changes.display_name)
    await appendEvent(tx, { type: 'user_changed', actor, subject, data: { ...others, ...approval(by) }, requestId });
}
