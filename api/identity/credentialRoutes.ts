import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { changePassword, requestPasswordReset, resetPassword } from '../../books/identity/changePassword.ts';
import { confirmSecondFactor, disableSecondFactor, keepSecondFactor } from '../../books/identity/secondFactor.ts';
import { users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { passwordProblem } from '../../domain/identity/passwords.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { accountName, codeSchema, emailSchema } from './account.ts';
import { createAddressProof } from './addressProof.ts';
import { credentialTries } from './freshFactor.ts';
import { newSecondFactor, stepOf } from './secondFactor.ts';
import type { IdentityDeps } from './signedIn.ts';

const password = z.string().min(1).max(128);
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

/** Passwords and second factors: what changes how a person proves who they are. */
export function credentialRoutes(deps: IdentityDeps): Route[] {
  const { db, passwords, rateLimits, cipher } = deps;
  const { ownerOf, endStrangers } = createAddressProof(db);

  async function userOf(tenantId: string, userId: string) {
    const [user] = await db.withTenant(tenantId, (tx) => tx.select().from(users).where(eq(users.id, userId)));
    if (!user) throw new CodedError('UNAUTHENTICATED');
    return user;
  }

  async function assertOwnPassword(user: typeof users.$inferSelect, given: string): Promise<void> {
    const limit = credentialTries(user.id);
    await rateLimits.take(limit);
    if (!(await passwords.verify(user.passwordHash, given))) throw new CodedError('INVALID_CREDENTIALS');
    await rateLimits.giveBack(limit);
  }

  async function requestReset(email: string, requestId: string): Promise<void> {
    // Whoever holds the address comes before a sign-up that nobody has proved.
    const [user] = await db.withPlatform('password reset', (tx) =>
      tx.select().from(users).where(eq(users.email, email)).orderBy(sql`address = 'unproved'`).limit(1),
    );
    if (!user || user.disabledAt) return;
    await db.withTenant(user.tenantId, (tx) => requestPasswordReset(tx, user, requestId));
  }

  return [
    defineRoute({
      method: 'post',
      path: '/auth/password',
      area: 'identity',
      summary: 'Change your password; your other sessions end',
      access: 'user',
      body: z.strictObject({ current_password: password, new_password: newPassword }),
      revokes: true,
      responses: { 204: { description: 'Changed' } },
      errors: ['INVALID_CREDENTIALS', 'ACCOUNT_LOCKED'],
      async handle(context, principal, { body }) {
        const { tenantId, userId, actor } = principal;
        const user = await userOf(tenantId, userId);
        assertPassword(body.new_password, user.email);
        await assertOwnPassword(user, body.current_password);
        const passwordHash = await passwords.hash(body.new_password);
        const wanted = { tenantId, userId, passwordHash, sessionId: principal.sessionId };
        const by = { actor, requestId: context.requestId };
        await db.withTenant(tenantId, (tx) => changePassword(tx, wanted, by));
        return { status: 204 };
      },
    }),
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
        const work = rateLimits.take({ bucket, policy: RESETS }).then(
          () => requestReset(body.email, context.requestId),
          (error: unknown) => {
            // Too many asked already: those mails are on their way.
            if (!(error instanceof CodedError && error.code === 'RATE_LIMITED')) throw error;
          },
        );
        await Promise.all([work, pause(FORGOT_MS)]);
        return { status: 202, body: { status: 'accepted' } };
      },
    }),
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
        const limit = {
          bucket: `reset:address:${context.address}`,
          policy: { capacity: deps.authPerMinute, windowSeconds: 60 },
        };
        await rateLimits.take(limit);
        const { user, tokenId } = await ownerOf(body.token, 'password');
        assertPassword(body.new_password, user.email);
        const passwordHash = await passwords.hash(body.new_password);
        const { requestId } = context;
        const wanted = { tenantId: user.tenantId, userId: user.id, passwordHash };
        await db.withTenant(user.tenantId, (tx) => resetPassword(tx, tokenId, wanted, requestId));
        await endStrangers(user, requestId);
        await rateLimits.giveBack(limit);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/auth/second-factor',
      area: 'identity',
      summary: 'Make the secret of a second factor (TOTP); it counts once confirmed with a code',
      access: 'user',
      body: z.strictObject({ password }),
      responses: {
        201: {
          description: 'Shown once',
          schema: z.object({ secret: z.string(), uri: z.string().describe('otpauth:// link for authenticator apps') }),
        },
      },
      errors: ['SECOND_FACTOR_ACTIVE', 'INVALID_CREDENTIALS', 'ACCOUNT_LOCKED'],
      async handle(_context, principal, { body }) {
        const user = await userOf(principal.tenantId, principal.userId);
        await assertOwnPassword(user, body.password);
        if (user.secondFactorConfirmedAt) throw new CodedError('SECOND_FACTOR_ACTIVE');
        const { secret, uri, stored } = newSecondFactor(cipher, user);
        await db.withTenant(user.tenantId, (tx) => keepSecondFactor(tx, user.id, stored));
        return { status: 201, body: { secret, uri }, headers: { 'cache-control': 'no-store' } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/auth/second-factor/confirm',
      area: 'identity',
      summary: 'Turn the second factor on with a first code; refresh your token afterwards',
      access: 'user',
      body: z.strictObject({ code: codeSchema }),
      responses: { 204: { description: 'On' } },
      errors: ['SECOND_FACTOR_ACTIVE', 'INVALID_CREDENTIALS', 'ACCOUNT_LOCKED'],
      async handle(context, principal, { body }) {
        const user = await userOf(principal.tenantId, principal.userId);
        if (user.secondFactorConfirmedAt) throw new CodedError('SECOND_FACTOR_ACTIVE');
        await rateLimits.take(credentialTries(user.id));
        const by = { actor: principal.actor, requestId: context.requestId };
        await db.withTenant(user.tenantId, (tx) =>
          confirmSecondFactor(tx, user.id, stepOf(cipher, user, body.code), by),
        );
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/auth/second-factor/disable',
      area: 'identity',
      summary: 'Turn the second factor off with password and code; your other sessions end',
      access: 'user',
      body: z.strictObject({ password, code: codeSchema }),
      revokes: true,
      responses: { 204: { description: 'Off' } },
      errors: ['INVALID_CREDENTIALS', 'ACCOUNT_LOCKED'],
      async handle(context, principal, { body }) {
        const { tenantId, userId, actor } = principal;
        const user = await userOf(tenantId, userId);
        await assertOwnPassword(user, body.password);
        await rateLimits.take(credentialTries(user.id));
        const by = { actor, requestId: context.requestId, sessionId: principal.sessionId };
        await db.withTenant(tenantId, (tx) => disableSecondFactor(tx, user, stepOf(cipher, user, body.code), by));
        return { status: 204 };
      },
    }),
  ];
}
