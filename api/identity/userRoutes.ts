import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { changeUser, type UserRow } from '../../books/identity/changeUser.ts';
import { inviteUser } from '../../books/identity/inviteUser.ts';
import { type PowerChange, requestPowerChange } from '../../books/identity/requestPowerChange.ts';
import { type Database, isUuid, type Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { grantProblem } from '../../domain/identity/mayGrant.ts';
import { ROLES } from '../../domain/identity/permissions.ts';
import { powerOf, widensPerson } from '../../domain/identity/power.ts';
import { invitationSummary, personSummary } from '../../domain/identity/powerSummary.ts';
import type { Invitation, UserChanges } from '../../domain/identity/schema.ts';
import { assertUnchanged, etag } from '../http/etag.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import type { RateLimits } from '../http/rateLimits.ts';
import { defineRoute, type Reply, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { assertFreshFactor } from './freshFactor.ts';
import type { Passwords } from './passwords.ts';
import { powerChangeReply, powerChangeSchema } from './powerChanges.ts';
import {
  invitationSchema,
  limitCurrencyOf,
  managedUser,
  managedUserSchema,
  managedUsers,
  powerAfter,
  userChangesSchema,
} from './users.ts';

interface UserAdminDeps {
  db: Database;
  passwords: Passwords;
  cipher: FieldCipher;
  rateLimits: RateLimits;
}

function assertMayGrant(...judged: Parameters<typeof grantProblem>): void {
  const problem = grantProblem(...judged);
  if (problem) throw problem;
}

/** Asks for a second person where the invited role decides about money; otherwise invites at once. */
async function invite(
  tx: Transaction,
  passwords: Passwords,
  invitation: Invitation,
  principal: Principal,
  requestId: string,
): Promise<UserRow | PowerChange> {
  const { tenantId, actor } = principal;
  const { email, display_name: displayName } = invitation;
  if (!widensPerson(null, { roles: invitation.roles, active: true, reviewLimitMinor: null }))
    return inviteUser(
      tx,
      { tenantId, email, displayName, roles: invitation.roles, passwordHash: await passwords.hashUnknown() },
      { actor, requestId },
    );
  const [taken] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.email, email), sql`address <> 'unproved'`));
  if (taken) throw new CodedError('EMAIL_TAKEN');
  return requestPowerChange(tx, {
    tenantId,
    kind: 'invitation',
    subject: `invitation:${email}`,
    subjectUserId: null,
    before: null,
    after: invitation,
    summary: invitationSummary(displayName, email, invitation.roles),
    principal,
    requestId,
  });
}

/** Makes the changes of a user, or keeps them for a second person where they widen power over money. */
async function change(
  tx: Transaction,
  before: UserRow,
  changes: UserChanges,
  principal: Principal,
  requestId: string,
): Promise<Reply> {
  if (before.address === 'unproved' && changes.roles?.some((role) => role !== 'user'))
    throw new CodedError('ADDRESS_NOT_PROVED');
  const [now, then] = [powerOf(before), powerAfter(before, changes)];
  if (!widensPerson(now, then)) {
    const after = await changeUser(tx, before, changes, { actor: principal.actor, requestId });
    return { status: 200, body: await managedUser(tx, after), headers: etag(after.version) };
  }
  return powerChangeReply(
    await requestPowerChange(tx, {
      tenantId: before.tenantId,
      kind: 'user',
      subject: `user:${before.id}`,
      subjectUserId: before.id,
      before: { ...now },
      after: changes,
      summary: personSummary(before.displayName || before.email, now, then, await limitCurrencyOf(tx)),
      principal,
      requestId,
    }),
  );
}

/** Rules of a change of one's own account, and of a second factor: what an admin never does alone. */
function assertMayChange(principal: Principal, userId: string, changes: UserChanges): void {
  const own = userId === principal.userId;
  if (changes.active === false && own) throw new CodedError('FORBIDDEN', 'Nobody disables their own account');
  if (!changes.reset_second_factor) return;
  if (own)
    throw new CodedError('FORBIDDEN', 'Turn your own second factor off with password and code, or ask another admin');
  if (principal.kind !== 'user') throw new CodedError('FORBIDDEN', 'A key does not reset second factors');
  if (changes.roles || changes.active !== undefined || changes.review_limit_minor !== undefined)
    throw new CodedError('VALIDATION_FAILED', 'reset_second_factor: not together with rights', {
      fields: [{ field: 'reset_second_factor', rule: 'not together with roles, limit or active' }],
    });
}

const listUsers = ({ db }: UserAdminDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/users',
    budget: 'admin',
    area: 'admin',
    summary: 'Users of your tenant',
    access: 'admin:users',
    query: listQuery(['created_at', 'email'], '-created_at', {
      email: z.string().max(254).optional().describe('Exactly this address'),
      role: z.enum(ROLES).optional(),
      active: z.enum(['true', 'false']).optional(),
    }),
    responses: { 200: { description: 'A page', schema: listSchema('users', managedUserSchema) } },
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
      const { rows: found, ...page } = list.page(rows);
      const shown = await db.withTenant(principal.tenantId, (tx) =>
        managedUsers(
          tx,
          found.map((row) => row.user),
        ),
      );
      return { status: 200, body: { users: shown, ...page } };
    },
  });

const inviteRoute = ({ db, passwords }: UserAdminDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/admin/users',
    budget: 'admin',
    area: 'admin',
    summary: 'Invite a user: they set their password with the token of a mail',
    access: 'admin:users',
    body: invitationSchema,
    idempotent: true,
    responses: {
      201: { description: 'The user', schema: managedUserSchema },
      202: {
        description: 'The role decides about money: a second person must approve it',
        schema: powerChangeSchema,
      },
    },
    errors: ['EMAIL_TAKEN', 'FORBIDDEN', 'IDEMPOTENCY_KEY_REUSED', 'REQUEST_IN_PROGRESS'],
    example: { email: 'new.reviewer@example.com', display_name: 'New Reviewer', roles: ['reviewer'] },
    async handle(context, principal, { body }) {
      assertMayGrant(principal, null, body);
      return db.withTenant(principal.tenantId, async (tx): Promise<Reply> => {
        const made = await invite(tx, passwords, body, principal, context.requestId);
        return 'summary' in made
          ? powerChangeReply(made)
          : { status: 201, body: await managedUser(tx, made), headers: etag(made.version) };
      });
    },
  });

const readUser = ({ db }: UserAdminDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/users/:user_id',
    budget: 'admin',
    area: 'admin',
    summary: 'One user, with the ETag for changes',
    access: 'admin:users',
    params: z.object({ user_id: z.string().max(100) }),
    responses: { 200: { description: 'The user', schema: managedUserSchema } },
    errors: ['NOT_FOUND'],
    async handle(_context, principal, { params }) {
      if (!isUuid(params.user_id)) throw new CodedError('NOT_FOUND');
      return db.withTenant(principal.tenantId, async (tx): Promise<Reply> => {
        const [user] = await tx.select().from(users).where(eq(users.id, params.user_id));
        if (!user) throw new CodedError('NOT_FOUND');
        return { status: 200, body: await managedUser(tx, user), headers: etag(user.version) };
      });
    },
  });

const changeUserRoute = (deps: UserAdminDeps): Route =>
  defineRoute({
    method: 'patch',
    path: '/admin/users/:user_id',
    budget: 'admin',
    area: 'admin',
    summary: 'Change roles, limits or whether the account is active; their access tokens end at once',
    access: 'admin:users',
    params: z.object({ user_id: z.string().max(100) }),
    body: userChangesSchema,
    revokes: true,
    responses: {
      200: { description: 'The user', schema: managedUserSchema },
      202: { description: 'It widens power over money: a second person must approve it', schema: powerChangeSchema },
    },
    errors: [
      'NOT_FOUND',
      'PRECONDITION_FAILED',
      'ADDRESS_NOT_PROVED',
      'SECOND_FACTOR_REQUIRED',
      'INVALID_CREDENTIALS',
      'ACCOUNT_LOCKED',
    ],
    example: { roles: ['reviewer'], review_limit_minor: 50_000 },
    async handle(context, principal, { params, body }) {
      const userId = params.user_id;
      if (!isUuid(userId)) throw new CodedError('NOT_FOUND');
      const { code, ...changes } = body;
      assertMayChange(principal, userId, changes);
      if (changes.reset_second_factor) await assertFreshFactor(deps, principal, code);
      return deps.db.withTenant(principal.tenantId, async (tx) => {
        const [before] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
        if (!before) throw new CodedError('NOT_FOUND');
        assertMayGrant(principal, before, changes);
        assertUnchanged(context, before.version);
        return change(tx, before, changes, principal, context.requestId);
      });
    },
  });

export function userAdminRoutes(deps: UserAdminDeps): Route[] {
  return [listUsers(deps), inviteRoute(deps), readUser(deps), changeUserRoute(deps)];
}
