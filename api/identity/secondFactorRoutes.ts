import { z } from 'zod';
import { confirmSecondFactor, disableSecondFactor, keepSecondFactor } from '../../books/identity/secondFactor.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { codeSchema } from './account.ts';
import { credentialTries } from './freshFactor.ts';
import { assertOwnPassword, givenPassword, userOf } from './ownPassword.ts';
import { newSecondFactor, stepOf } from './secondFactor.ts';
import type { IdentityDeps } from './signedIn.ts';

const makeFactor = (deps: IdentityDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/auth/second-factor',
    area: 'identity',
    summary: 'Make the secret of a second factor (TOTP); it counts once confirmed with a code',
    access: 'user',
    body: z.strictObject({ password: givenPassword }),
    responses: {
      201: {
        description: 'Shown once',
        schema: z.object({ secret: z.string(), uri: z.string().describe('otpauth:// link for authenticator apps') }),
      },
    },
    errors: ['SECOND_FACTOR_ACTIVE', 'INVALID_CREDENTIALS', 'ACCOUNT_LOCKED'],
    async handle(_context, principal, { body }) {
      const user = await userOf(deps.db, principal.tenantId, principal.userId);
      await assertOwnPassword(deps, user, body.password);
      if (user.secondFactorConfirmedAt) throw new CodedError('SECOND_FACTOR_ACTIVE');
      const { secret, uri, stored } = newSecondFactor(deps.cipher, user);
      await deps.db.withTenant(user.tenantId, (tx) => keepSecondFactor(tx, user.id, stored));
      return { status: 201, body: { secret, uri } };
    },
  });

const confirmFactor = ({ db, rateLimits, cipher }: IdentityDeps): Route =>
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
      const user = await userOf(db, principal.tenantId, principal.userId);
      if (user.secondFactorConfirmedAt) throw new CodedError('SECOND_FACTOR_ACTIVE');
      await rateLimits.take(credentialTries(user.id));
      const by = { actor: principal.actor, requestId: context.requestId };
      await db.withTenant(user.tenantId, (tx) => confirmSecondFactor(tx, user.id, stepOf(cipher, user, body.code), by));
      return { status: 204 };
    },
  });

const disableFactor = (deps: IdentityDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/auth/second-factor/disable',
    area: 'identity',
    summary: 'Turn the second factor off with password and code; your other sessions end',
    access: 'user',
    body: z.strictObject({ password: givenPassword, code: codeSchema }),
    revokes: true,
    responses: { 204: { description: 'Off' } },
    errors: ['INVALID_CREDENTIALS', 'ACCOUNT_LOCKED'],
    async handle(context, principal, { body }) {
      const { tenantId, userId, actor } = principal;
      const user = await userOf(deps.db, tenantId, userId);
      await assertOwnPassword(deps, user, body.password);
      await deps.rateLimits.take(credentialTries(user.id));
      const by = { actor, requestId: context.requestId, sessionId: principal.sessionId };
      await deps.db.withTenant(tenantId, (tx) =>
        disableSecondFactor(tx, user, stepOf(deps.cipher, user, body.code), by),
      );
      return { status: 204 };
    },
  });

/** The second factor of the caller: make, turn on, turn off. */
export const secondFactorRoutes = (deps: IdentityDeps): Route[] => [
  makeFactor(deps),
  confirmFactor(deps),
  disableFactor(deps),
];
