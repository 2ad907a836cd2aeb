import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { appendEvent } from '../../books/events.ts';
import { queueNotifications } from '../../books/notifications/queueNotifications.ts';
import { tellAdmins } from '../../books/notifications/tellAdmins.ts';
import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { ROLES, type Role } from '../../domain/identity/permissions.ts';
import type { PersonPower } from '../../domain/identity/power.ts';
import { revoke } from '../http/revocations.ts';
import { plainText } from '../http/text.ts';
import { emailSchema } from './account.ts';
import type { Passwords } from './passwords.ts';
import { endSessions } from './sessions.ts';

const roles = z
  .array(z.enum(ROLES))
  .min(1)
  .max(ROLES.length)
  .refine((list) => new Set(list).size === list.length, 'each role once')
  .meta({ uniqueItems: true });
export const managedUserSchema = z
  .object({
    user_id: z.uuid(),
    email: z.string(),
    display_name: z.string(),
    roles: z.array(z.string()),
    active: z.boolean(),
    address: z
      .enum(['unproved', 'invited', 'proved'])
      .describe('unproved: signed up, and nobody has shown that the address is theirs; such an account gets no role'),
    second_factor: z.boolean(),
    review_limit_minor: z
      .int()
      .nullable()
      .describe('Amount up to which this person decides, in minor units; null = no bound'),
    notify_on_review: z.boolean(),
    created_at: z.string(),
  })
  .meta({ id: 'ManagedUser' });
export const userChangesSchema = z
  .strictObject({
    roles: roles.optional(),
    active: z.boolean().optional(),
    display_name: plainText(100).optional(),
    review_limit_minor: z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable().optional(),
    notify_on_review: z.boolean().optional(),
    reset_second_factor: z.literal(true).optional().describe('For a lost device: the user sets up a new one'),
    code: z
      .string()
      .regex(/^\d{6}$/)
      .optional()
      .describe('Fresh code of your own second factor, where you have one; needed for reset_second_factor'),
  })
  .refine((changes) => Object.keys(changes).some((key) => key !== 'code'), 'name at least one change');
export type UserChanges = Omit<z.infer<typeof userChangesSchema>, 'code'>;
export const invitationSchema = z.strictObject({ email: emailSchema, display_name: plainText(100).min(1), roles });
export type Invitation = z.infer<typeof invitationSchema>;

export type UserRow = typeof users.$inferSelect;
/** Who did something, and who approved it where that takes a second person. */
export interface By {
  actor: string;
  approvedBy?: string;
  requestId: string;
}

export const managedUserJson = (user: UserRow): z.infer<typeof managedUserSchema> => ({
  user_id: user.id,
  email: user.email,
  display_name: user.displayName,
  roles: user.roles,
  active: user.disabledAt === null,
  address: user.address,
  second_factor: user.secondFactorConfirmedAt !== null,
  review_limit_minor: user.reviewLimitMinor,
  notify_on_review: user.notifyOnReview,
  created_at: user.createdAt.toISOString(),
});

export const powerOf = (user: UserRow): PersonPower => ({
  roles: user.roles,
  active: user.disabledAt === null,
  reviewLimitMinor: user.reviewLimitMinor,
});
export const powerAfter = (user: UserRow, changes: UserChanges): PersonPower => ({
  roles: changes.roles ?? user.roles,
  active: changes.active ?? user.disabledAt === null,
  reviewLimitMinor: changes.review_limit_minor === undefined ? user.reviewLimitMinor : changes.review_limit_minor,
});

/**
 * Writes a user who sets a password by mail. A sign-up with the address that nobody has proved is none of ours and stands
 * beside it. Throws EMAIL_TAKEN.
 */
export async function inviteUser(
  tx: Transaction,
  passwords: Passwords,
  user: { tenantId: string; email: string; displayName: string; roles: Role[] },
  by: By,
): Promise<UserRow> {
  // Nobody knows this password; the mail's token sets the first one.
  const passwordHash = await passwords.hash(randomBytes(32).toString('base64url'));
  const [made] = await tx
    .insert(users)
    .values({ ...user, passwordHash, address: 'invited' })
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

const approval = (by: By) => (by.approvedBy ? { approvedBy: by.approvedBy } : {});

/** Writes changes of a user with their events; new rights hold at once. The caller has judged whether they may be made. */
export async function changeUser(tx: Transaction, before: UserRow, changes: UserChanges, by: By): Promise<UserRow> {
  const { id: userId, tenantId } = before;
  const [after] = await tx
    .update(users)
    .set({
      ...(changes.roles ? { roles: changes.roles } : {}),
      ...(changes.active === undefined
        ? {}
        : { disabledAt: changes.active ? null : sql`coalesce(disabled_at, now())` }),
      ...(changes.display_name ? { displayName: changes.display_name } : {}),
      ...(changes.review_limit_minor === undefined ? {} : { reviewLimitMinor: changes.review_limit_minor }),
      ...(changes.notify_on_review === undefined ? {} : { notifyOnReview: changes.notify_on_review }),
      ...(changes.reset_second_factor ? { secondFactorSecret: null, secondFactorConfirmedAt: null } : {}),
      version: sql`version + 1`,
    })
    .where(and(eq(users.id, userId), eq(users.version, before.version)))
    .returning();
  if (!after) throw new CodedError('PRECONDITION_FAILED');
  const { actor, requestId } = by;
  const subject = `user:${userId}`;
  if (changes.active === false || changes.reset_second_factor) await endSessions(tx, { tenantId, userId }, 'admin');
  // New rights hold at once: tokens with the old ones are dead, a refresh brings the new ones.
  if (changes.roles || changes.active === false) await revoke(tx, { tenantId, kind: 'user', subject: userId });
  if (changes.reset_second_factor) await tellSecondFactorOff(tx, after, 'an administrator reset it');
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
  return after;
}

/** Tells all admins that somebody signs in without a second factor from now on. */
export async function tellSecondFactorOff(tx: Transaction, user: UserRow, by: string): Promise<void> {
  await tellAdmins(tx, {
    tenantId: user.tenantId,
    batchKey: `second-factor-off:${user.id}:${user.version}`,
    template: 'second_factor_off',
    variables: { name: user.displayName, by },
  });
}
