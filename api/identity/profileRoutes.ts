import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { changeProfile } from '../../books/identity/changeProfile.ts';
import type { Database } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { assertUnchanged, etag } from '../http/etag.ts';
import { defineRoute, type Reply, type RequestContext, type Route } from '../http/route.ts';
import { plainText } from '../http/text.ts';
import type { Principal } from '../http/tokens.ts';

const OLDEST_YEARS = 130;

/** ISO date of a birth: a real day, not in the future, not longer ago than anybody lives. */
const birthDate = z.iso
  .date()
  .refine((date) => date <= new Date().toISOString().slice(0, 10), 'not in the future')
  .refine((date) => Number(date.slice(0, 4)) >= new Date().getUTCFullYear() - OLDEST_YEARS, 'too long ago');
const stateCode = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'a state code such as CA or US-CA');

const profileSchema = z
  .object({
    user_id: z.uuid(),
    tenant_id: z.uuid(),
    email: z.string(),
    display_name: z.string(),
    roles: z.array(z.string()),
    state: z.string().nullable(),
    date_of_birth: z.string().nullable(),
    onboarded_at: z.string().nullable(),
    notify_on_review: z.boolean(),
    second_factor: z.boolean(),
    created_at: z.string(),
  })
  .meta({ id: 'Profile' });
const profileChanges = z.strictObject({
  display_name: plainText(100).optional(),
  notify_on_review: z.boolean().optional(),
  state: stateCode.optional(),
  date_of_birth: birthDate.optional(),
});

/** What a profile shows; secrets of the account are not read for it. */
const profileColumns = {
  id: users.id,
  tenantId: users.tenantId,
  email: users.email,
  displayName: users.displayName,
  roles: users.roles,
  state: users.state,
  dateOfBirth: users.dateOfBirth,
  onboardedAt: users.onboardedAt,
  notifyOnReview: users.notifyOnReview,
  secondFactorConfirmedAt: users.secondFactorConfirmedAt,
  version: users.version,
  createdAt: users.createdAt,
};
type UserRow = Pick<typeof users.$inferSelect, keyof typeof profileColumns>;

/** One message, and no query that is built and mapped column by column: every page of the desk begins with this read. */
async function ownProfile(db: Database, { tenantId, userId }: Principal): Promise<UserRow | undefined> {
  const [row] = await db.callRead<OwnProfile>('own_profile', tenantId, [userId]);
  return (
    row && {
      ...row,
      onboardedAt: row.onboardedAt === null ? null : new Date(row.onboardedAt),
      secondFactorConfirmedAt: row.secondFactorConfirmedAt === null ? null : new Date(row.secondFactorConfirmedAt),
      createdAt: new Date(row.createdAt),
    }
  );
}
/** A row as the driver gives it: instants as PostgreSQL writes them. */
type OwnProfile = Omit<UserRow, 'onboardedAt' | 'secondFactorConfirmedAt' | 'createdAt'> & {
  onboardedAt: string | null;
  secondFactorConfirmedAt: string | null;
  createdAt: string;
};

interface ProfileDeps {
  db: Database;
  cipher: FieldCipher;
}

const birthPlace = (user: { id: string; tenantId: string }) => ({
  tenantId: user.tenantId,
  table: 'users',
  column: 'date_of_birth',
  rowId: user.id,
});

const shown = (cipher: FieldCipher, user: UserRow): Reply => ({
  status: 200,
  headers: etag(user.version),
  body: {
    user_id: user.id,
    tenant_id: user.tenantId,
    email: user.email,
    display_name: user.displayName,
    roles: user.roles,
    state: user.state,
    date_of_birth: user.dateOfBirth ? cipher.decrypt(birthPlace(user), user.dateOfBirth) : null,
    onboarded_at: user.onboardedAt?.toISOString() ?? null,
    notify_on_review: user.notifyOnReview,
    second_factor: user.secondFactorConfirmedAt !== null,
    created_at: user.createdAt.toISOString(),
  },
});

async function change(
  { db, cipher }: ProfileDeps,
  context: RequestContext,
  principal: Principal,
  changes: z.infer<typeof profileChanges>,
  onboarding: boolean,
): Promise<Reply> {
  const { tenantId, userId, actor } = principal;
  return db.withTenant(tenantId, async (tx) => {
    const [before] = await tx.select(profileColumns).from(users).where(eq(users.id, userId)).for('update');
    if (!before) throw new CodedError('UNAUTHENTICATED');
    assertUnchanged(context, before.version);
    const { display_name: displayName, notify_on_review: notifyOnReview, state, date_of_birth: birth } = changes;
    const dateOfBirth = birth && cipher.encrypt(birthPlace(before), birth);
    const wanted = {
      userId,
      // An empty name is none.
      changes: { displayName: displayName || undefined, notifyOnReview, state, dateOfBirth },
      onboarding,
      fields: Object.keys(changes),
    };
    return shown(cipher, await changeProfile(tx, wanted, { actor, requestId: context.requestId }));
  });
}

const readProfile = ({ db, cipher }: ProfileDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/me',
    area: 'identity',
    summary: 'Your profile',
    access: 'user',
    responses: { 200: { description: 'The profile, with its ETag', schema: profileSchema } },
    errors: [],
    async handle(_context, principal) {
      const user = await ownProfile(db, principal);
      if (!user) throw new CodedError('UNAUTHENTICATED');
      return shown(cipher, user);
    },
  });

const changeProfileRoute = (deps: ProfileDeps): Route =>
  defineRoute({
    method: 'patch',
    path: '/me',
    area: 'identity',
    summary: 'Change your profile',
    access: 'user',
    body: profileChanges,
    responses: { 200: { description: 'The profile', schema: profileSchema } },
    errors: ['PRECONDITION_FAILED'],
    handle: (context, principal, { body }) => change(deps, context, principal, body, false),
  });

const onboard = (deps: ProfileDeps): Route =>
  defineRoute({
    method: 'put',
    path: '/onboarding',
    area: 'identity',
    summary: 'Give what matching needs to know of you: state and date of birth',
    access: 'user',
    body: profileChanges.required({ state: true, date_of_birth: true }),
    responses: { 200: { description: 'The profile', schema: profileSchema } },
    errors: ['PRECONDITION_FAILED'],
    example: { state: 'CA', date_of_birth: '1990-05-17', display_name: 'Sample Person' },
    handle: (context, principal, { body }) => change(deps, context, principal, body, true),
  });

/** What people keep about themselves. The date of birth is stored encrypted. */
export function profileRoutes(deps: ProfileDeps): Route[] {
  return [readProfile(deps), changeProfileRoute(deps), onboard(deps)];
}
