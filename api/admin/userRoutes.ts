import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, isUuid, type Transaction } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';
import { queueNotifications } from '../../db/notifications.ts';
import { users } from '../../db/schema/identity.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { permissionsOf, ROLES, type Role } from '../../domain/identity/permissions.ts';
import { assertUnchanged, etag } from '../http/etag.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { revoke } from '../http/revocations.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { plainText } from '../http/text.ts';
import type { Principal } from '../http/tokens.ts';
import { emailSchema } from '../identity/account.ts';
import type { Passwords } from '../identity/passwords.ts';
import { endSessions } from '../identity/sessions.ts';

const roles = z
  .array(z.enum(ROLES))
  .min(1)
  .max(ROLES.length)
  .refine((list) => new Set(list).size === list.length, 'each role once')
  .meta({ uniqueItems: true });
const userSchema = z
  .object({
    user_id: z.uuid(),
    email: z.string(),
    display_name: z.string(),
    roles: z.array(z.string()),
    active: z.boolean(),
    second_factor: z.boolean(),
    review_limit_minor: z
      .int()
      .nullable()
      .describe('Amount up to which this person decides, in minor units; null = no bound'),
    notify_on_review: z.boolean(),
    created_at: z.string(),
  })
  .meta({ id: 'ManagedUser' });
const changesSchema = z
  .strictObject({
    roles: roles.optional(),
    active: z.boolean().optional(),
    display_name: plainText(100).optional(),
    review_limit_minor: z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable().optional(),
    notify_on_review: z.boolean().optional(),
    reset_second_factor: z.literal(true).optional().describe('For a lost device: the user sets up a new one'),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'name at least one change');

type UserRow = typeof users.$inferSelect;

const managedUserJson = (user: UserRow) => ({
  user_id: user.id,
  email: user.email,
  display_name: user.displayName,
  roles: user.roles,
  active: user.disabledAt === null,
  second_factor: user.secondFactorConfirmedAt !== null,
  review_limit_minor: user.reviewLimitMinor,
  notify_on_review: user.notifyOnReview,
  created_at: user.createdAt.toISOString(),
});

/** Writes a user who sets a password by mail. Throws EMAIL_TAKEN. */
export async function inviteUser(
  tx: Transaction,
  passwords: Passwords,
  user: { tenantId: string; email: string; displayName: string; roles: Role[] },
  by: { actor: string; requestId: string },
): Promise<UserRow> {
  // Nobody knows this password; the mail's token sets the first one.
  const passwordHash = await passwords.hash(randomBytes(32).toString('base64url'));
  const [made] = await tx
    .insert(users)
    .values({ ...user, passwordHash })
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
    data: { roles: user.roles },
    requestId: by.requestId,
  });
  return made;
}

/** Rights can't be handed out by who does not have them, nor changed by their holder. */
function assertMayGrant(
  principal: Principal,
  target: UserRow | null,
  wanted: { roles?: Role[] | undefined; review_limit_minor?: number | null | undefined },
): void {
  const isSuper = principal.roles.includes('super_user');
  const touchesSuper = Boolean(target?.roles.includes('super_user') || wanted.roles?.includes('super_user'));
  if (touchesSuper && !isSuper) throw new CodedError('FORBIDDEN', 'Only a super user changes super users');
  // A key acts for its maker and within its scopes: it can't make a user who may do more.
  const beyond = permissionsOf(wanted.roles ?? []).filter((permission) => !principal.permissions.includes(permission));
  if (principal.kind === 'service' && beyond.length > 0)
    throw new CodedError('FORBIDDEN', `This key does not have ${beyond.join(', ')} itself`, { permissions: beyond });
  if (target?.id === principal.userId && (wanted.roles || wanted.review_limit_minor !== undefined))
    throw new CodedError('FORBIDDEN', 'Nobody changes their own roles or limit');
}

export function userAdminRoutes({ db, passwords }: { db: Database; passwords: Passwords }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/admin/users',
      area: 'admin',
      summary: 'Users of your tenant',
      access: 'admin:users',
      query: listQuery(['created_at', 'email'], '-created_at', {
        email: z.string().max(254).optional().describe('Exactly this address'),
        role: z.enum(ROLES).optional(),
        active: z.enum(['true', 'false']).optional(),
      }),
      responses: { 200: { description: 'A page', schema: listSchema('users', userSchema) } },
      errors: [],
      async handle(_context, principal, { query }) {
        const list = keyset(query, { created_at: users.createdAt, email: users.email }, users.id);
        const rows = await db.readTenant(principal.tenantId, (tx) =>
          tx
            .select({ user: users, ...list.columns })
            .from(users)
            .where(
              and(
                query.email ? eq(users.email, query.email.toLowerCase()) : undefined,
                query.role ? sql`${query.role} = any(${users.roles})` : undefined,
                query.active ? sql`(${users.disabledAt} is null) = ${query.active === 'true'}` : undefined,
                list.where,
              ),
            )
            .orderBy(...list.orderBy)
            .limit(list.limit),
        );
        const { rows: shown, ...page } = list.page(rows);
        return { status: 200, body: { users: shown.map((row) => managedUserJson(row.user)), ...page } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/admin/users',
      area: 'admin',
      summary: 'Invite a user: they set their password with the token of a mail',
      access: 'admin:users',
      body: z.strictObject({ email: emailSchema, display_name: plainText(100).min(1), roles }),
      idempotent: true,
      responses: { 201: { description: 'The user', schema: userSchema } },
      errors: ['EMAIL_TAKEN', 'FORBIDDEN', 'IDEMPOTENCY_KEY_REUSED', 'REQUEST_IN_PROGRESS'],
      example: { email: 'new.reviewer@example.com', display_name: 'New Reviewer', roles: ['reviewer'] },
      async handle(context, principal, { body }) {
        assertMayGrant(principal, null, body);
        const { tenantId, actor } = principal;
        const user = await db.withTenant(tenantId, (tx) =>
          inviteUser(
            tx,
            passwords,
            { tenantId, email: body.email, displayName: body.display_name, roles: body.roles },
            { actor, requestId: context.requestId },
          ),
        );
        return { status: 201, body: managedUserJson(user), headers: etag(user.version) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/admin/users/:user_id',
      area: 'admin',
      summary: 'One user, with the ETag for changes',
      access: 'admin:users',
      params: z.object({ user_id: z.string().max(100) }),
      responses: { 200: { description: 'The user', schema: userSchema } },
      errors: ['NOT_FOUND'],
      async handle(_context, principal, { params }) {
        const [user] = isUuid(params.user_id)
          ? await db.withTenant(principal.tenantId, (tx) => tx.select().from(users).where(eq(users.id, params.user_id)))
          : [];
        if (!user) throw new CodedError('NOT_FOUND');
        return { status: 200, body: managedUserJson(user), headers: etag(user.version) };
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/admin/users/:user_id',
      area: 'admin',
      summary: 'Change roles, limits or whether the account is active; their access tokens end at once',
      access: 'admin:users',
      params: z.object({ user_id: z.string().max(100) }),
      body: changesSchema,
      revokes: true,
      responses: { 200: { description: 'The user', schema: userSchema } },
      errors: ['NOT_FOUND', 'PRECONDITION_FAILED'],
      example: { roles: ['reviewer'], review_limit_minor: 50_000 },
      async handle(context, principal, { params, body }) {
        const { tenantId, actor } = principal;
        const userId = params.user_id;
        if (!isUuid(userId)) throw new CodedError('NOT_FOUND');
        return db.withTenant(tenantId, async (tx) => {
          const [before] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
          if (!before) throw new CodedError('NOT_FOUND');
          assertMayGrant(principal, before, body);
          if (body.active === false && userId === principal.userId)
            throw new CodedError('FORBIDDEN', 'Nobody disables their own account');
          assertUnchanged(context, before.version);
          const [after] = await tx
            .update(users)
            .set({
              ...(body.roles ? { roles: body.roles } : {}),
              ...(body.active === undefined
                ? {}
                : { disabledAt: body.active ? null : sql`coalesce(disabled_at, now())` }),
              ...(body.display_name ? { displayName: body.display_name } : {}),
              ...(body.review_limit_minor === undefined ? {} : { reviewLimitMinor: body.review_limit_minor }),
              ...(body.notify_on_review === undefined ? {} : { notifyOnReview: body.notify_on_review }),
              ...(body.reset_second_factor ? { secondFactorSecret: null, secondFactorConfirmedAt: null } : {}),
              version: sql`version + 1`,
            })
            .where(eq(users.id, userId))
            .returning();
          const subject = `user:${userId}`;
          if (body.active === false || body.reset_second_factor) await endSessions(tx, { tenantId, userId }, 'admin');
          // New rights hold at once: tokens with the old ones are dead, a refresh brings the new ones.
          if (body.roles || body.active === false) await revoke(tx, { tenantId, kind: 'user', subject: userId });
          const { requestId } = context;
          if (body.roles)
            await appendEvent(tx, {
              type: 'user_role_changed',
              actor,
              subject,
              data: { from: before.roles, to: body.roles },
              requestId,
            });
          const { roles: _roles, display_name: _name, ...others } = body;
          if (Object.keys(others).length > 0 || body.display_name)
            await appendEvent(tx, { type: 'user_changed', actor, subject, data: others, requestId });
          return { status: 200, body: managedUserJson(after ?? before), headers: etag((after ?? before).version) };
        });
      },
    }),
  ];
}
