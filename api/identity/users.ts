import { z } from 'zod';
import type { UserRow } from '../../books/identity/changeUser.ts';
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

export const powerAfter = (user: UserRow, changes: UserChanges): PersonPower => ({
  roles: changes.roles ?? user.roles,
  active: changes.active ?? user.disabledAt === null,
  reviewLimitMinor: changes.review_limit_minor === undefined ? user.reviewLimitMinor : changes.review_limit_minor,
});
