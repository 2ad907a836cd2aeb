import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { UserRow } from '../../books/identity/changeUser.ts';
import type { Transaction } from '../../db/database.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import type { PersonPower } from '../../domain/identity/power.ts';
import { invitation, type UserChanges, userChanges } from '../../domain/identity/schema.ts';
import { plainText } from '../http/text.ts';
import { emailSchema } from './account.ts';

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
    limit_currency: z.string().nullable().describe('Of the limit; null = the number holds in every currency'),
    last_sign_in_at: z.string().nullable().describe('null = never, or more than 90 days ago'),
    notify_on_review: z.boolean(),
    created_at: z.string(),
  })
  .meta({ id: 'ManagedUser' });
export const userChangesSchema = userChanges
  .extend({
    display_name: plainText(100).optional(),
    code: z
      .string()
      .regex(/^\d{6}$/)
      .optional()
      .describe('Fresh code of your own second factor, where you have one; needed for reset_second_factor'),
  })
  .refine((changes) => Object.keys(changes).some((key) => key !== 'code'), 'name at least one change');
export const invitationSchema = invitation.extend({ email: emailSchema, display_name: plainText(100).min(1) });

const managedUserJson = (
  user: UserRow,
  limitCurrency: string | null,
  lastSignIn: string | null,
): z.infer<typeof managedUserSchema> => ({
  user_id: user.id,
  email: user.email,
  display_name: user.displayName,
  roles: user.roles,
  active: user.disabledAt === null,
  address: user.address,
  second_factor: user.secondFactorConfirmedAt !== null,
  review_limit_minor: user.reviewLimitMinor,
  limit_currency: limitCurrency,
  last_sign_in_at: lastSignIn,
  notify_on_review: user.notifyOnReview,
  created_at: user.createdAt.toISOString(),
});

export const powerAfter = (user: UserRow, changes: UserChanges): PersonPower => ({
  roles: changes.roles ?? user.roles,
  active: changes.active ?? user.disabledAt === null,
  reviewLimitMinor: changes.review_limit_minor === undefined ? user.reviewLimitMinor : changes.review_limit_minor,
});

/** The currency of all limits of the transaction's tenant; null = each number holds in every currency. */
export async function limitCurrencyOf(tx: Transaction): Promise<string | null> {
  const [row] = await tx.select({ currency: tenantSettings.limitCurrency }).from(tenantSettings);
  return row?.currency ?? null;
}

interface SignIn extends Record<string, unknown> {
  user_id: string;
  at: Date | string;
}

/** Users as administrators see them. */
export async function managedUsers(tx: Transaction, users: readonly UserRow[]) {
  const currency = await limitCurrencyOf(tx);
  const rows = await tx.execute<SignIn>(sql`
    select wanted.id as user_id, last.created_at as at
    from jsonb_array_elements_text(${JSON.stringify(users.map(({ id }) => id))}::jsonb) as wanted (id)
    cross join lateral (
      select created_at from user_sessions where user_id = wanted.id::uuid order by created_at desc limit 1) last`);
  const signIns = new Map(rows.map((row) => [row.user_id, new Date(row.at).toISOString()]));
  return users.map((user) => managedUserJson(user, currency, signIns.get(user.id) ?? null));
}

export async function managedUser(tx: Transaction, user: UserRow) {
  const [shown] = await managedUsers(tx, [user]);
  return shown;
}
