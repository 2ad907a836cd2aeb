import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { changePassword, requestPasswordReset, resetPassword } from '../../books/identity/changePassword.ts';
import type { Database } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { passwordProblem } from '../../domain/identity/passwords.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { accountName, emailSchema } from './account.ts';
import { createAddressProof } from './addressProof.ts';
import { assertOwnPassword, givenPassword, userOf } from './ownPassword.ts';
import type { IdentityDeps } from './signedIn.ts';

const newPassword = z.string().min(10).max(128);
const RESETS = { capacity: 3, windowSeconds: 3600 };
/** Known and unknown addresses answer after the same time, whatever was done for them. */
const FORGOT_MS = 250;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function assertPassword(text: string, email: string): void {
  const problem = passwordProblem(text, email);
  if (problem)
    throw new CodedError('VALIDATION_FAILED', `new_password: ${problem}`, {
      fields: [{ field: 'new_password', rule: problem }],
    });
}

async function requestReset(db: Database, email: string, requestId: string): Promise<void> {
  // Whoever holds the address comes before a sign-up that nobody has proved.
  const [user] = await db.withPlatform('password reset', (tx) =>
    tx.select().from(users).where(eq(users.email, email)).orderBy(sql`address = 'unproved'`).limit(1),
  );
  if (!user || user.disabledAt) return;
  await db.withTenant(user.tenantId, (tx) => requestPasswordReset(tx, user, requestId));
}

const changePasswordRoute = (deps: IdentityDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/auth/password',
    area: 'identity',
    summary: 'Change your password; your other sessions end',
    access: 'user',
    body: z.strictObject({ current_password: givenPassword, new_password: newPassword }),
    revokes: true,
    responses: { 204: { description: 'Changed' } },
    errors: ['INVALID_CREDENTIALS', 'ACCOUNT_LOCKED'],
    async handle(context, principal, { body }) {
      const { tenantId, userId, actor } = principal;
      const user = await userOf(deps.db, tenantId, userId);
      assertPassword(body.new_password, user.email);
      await assertOwnPassword(deps, user, body.current_password);
      const passwordHash = await deps.passwords.hash(body.new_password);
      const { sessionId } = principal;
      const wanted = { tenantId, userId, passwordHash, sessionId, provedHash: user.passwordHash };
      const by = { actor, requestId: context.requestId };
      await deps.db.withTenant(tenantId, (tx) => changePassword(tx, wanted, by));
      return { status: 204 };
    },
  });

const forgotPassword = (deps: IdentityDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/auth/password/forgot',
    budget: 'auth',
    area: 'identity',
    summary: 'Ask for a mail with a single-use token; the answer is the same whether the account exists or not',
    access: 'public',
    body: z.strictObject({ email: emailSchema }),
    responses: { 202: { description: 'If there is such an account, a mail has been sent' } },
    errors: [],
    example: { email: 'reviewer@example.com' },
    async handle(context, _principal, { body }) {
      const bucket = `reset:${accountName(deps.sessionSecret, body.email)}`;
      const work = deps.rateLimits.take({ bucket, policy: RESETS }).then(
        () => requestReset(deps.db, body.email, context.requestId),
        (error: unknown) => {
          // Too many asked already: those mails are on their way.
          if (!(error instanceof CodedError && error.code === 'RATE_LIMITED')) throw error;
        },
      );
      await Promise.all([work, pause(FORGOT_MS)]);
      return { status: 202, body: { status: 'accepted' } };
    },
  });

const resetPasswordRoute = (deps: IdentityDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/auth/password/reset',
    budget: 'auth',
    area: 'identity',
    summary: 'Set a new password with the token of the mail; all sessions end',
    access: 'public',
    body: z.strictObject({ token: z.string().min(1).max(200), new_password: newPassword }),
    revokes: true,
    responses: { 204: { description: 'Set; sign in with it' } },
    errors: ['INVALID_CREDENTIALS', 'RATE_LIMITED'],
    async handle(context, _principal, { body }) {
      const { ownerOf, endStrangers } = createAddressProof(deps.db);
      const limit = {
        bucket: `reset:address:${context.address}`,
        policy: { capacity: deps.authPerMinute, windowSeconds: 60 },
      };
      await deps.rateLimits.take(limit);
      const { user, tokenId } = await ownerOf(body.token, 'password');
      assertPassword(body.new_password, user.email);
      const passwordHash = await deps.passwords.hash(body.new_password);
      const { requestId } = context;
      const wanted = { tenantId: user.tenantId, userId: user.id, passwordHash };
      await deps.db.withTenant(user.tenantId, (tx) => resetPassword(tx, tokenId, wanted, requestId));
      await endStrangers(user, requestId);
      await deps.rateLimits.giveBack(limit);
      return { status: 204 };
    },
  });

/** Passwords: change one's own, or set another with the token of a mail. */
export const passwordRoutes = (deps: IdentityDeps): Route[] => [
  changePasswordRoute(deps),
  forgotPassword(deps),
  resetPasswordRoute(deps),
];
