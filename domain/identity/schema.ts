import { z } from 'zod';
import { ROLES } from './permissions.ts';

const rolesSchema = z
  .array(z.enum(ROLES))
  .min(1)
  .max(ROLES.length)
  .refine((list) => new Set(list).size === list.length, 'each role once')
  .meta({ uniqueItems: true });

/** Changes of a user, as they are kept while they wait for a second person. */
export const userChanges = z.strictObject({
  roles: rolesSchema.optional(),
  active: z.boolean().optional(),
  display_name: z.string().max(100).optional(),
  review_limit_minor: z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable().optional(),
  notify_on_review: z.boolean().optional(),
  reset_second_factor: z.literal(true).optional().describe('For a lost device: the user sets up a new one'),
});
export type UserChanges = z.infer<typeof userChanges>;

/** An invitation, as it is kept while it waits for a second person. */
export const invitation = z.strictObject({
  email: z.string().max(254),
  display_name: z.string().min(1).max(100),
  roles: rolesSchema,
});
export type Invitation = z.infer<typeof invitation>;
