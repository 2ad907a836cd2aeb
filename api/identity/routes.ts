import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { users } from '../../db/schema/identity.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { ACCESS_TOKEN_SECONDS, type TokenService } from '../http/tokens.ts';

const loginSchema = z.strictObject({ email: z.email().max(254), password: z.string().min(1).max(128) });
const tokenSchema = z.object({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.int() });
const meSchema = z.object({ user_id: z.uuid(), tenant_id: z.uuid(), roles: z.array(z.string()) });

/** At most cores - 1 hashes at once, the rest queue: a login flood must not take the whole thread pool. */
function createHashGate() {
  let free = Math.max(1, availableParallelism() - 1);
  const waiting: (() => void)[] = [];
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

export function identityRoutes(db: Database, tokens: TokenService): Route[] {
  const gate = createHashGate();
  // Unknown addresses cost the same hash, so that timing does not tell who has an account.
  const decoy = hash('not a password of anybody', { memoryCost: 19_456, timeCost: 2, parallelism: 1 });

  return [
    defineRoute({
      method: 'post',
      path: '/auth/login',
      area: 'identity',
      summary: 'Sign in with e-mail and password',
      access: 'public',
      body: loginSchema,
      responses: { 200: { description: 'An access token, valid 15 minutes', schema: tokenSchema } },
      errors: ['INVALID_CREDENTIALS'],
      example: { email: 'reviewer@example.com', password: '…' },
      async handle(_context, _principal, { body }) {
        const [user] = await db.withPlatform('login', (tx) =>
          tx.select().from(users).where(eq(users.email, body.email.toLowerCase())),
        );
        const stored = user?.passwordHash ?? (await decoy);
        const fits = await gate(() => verify(stored, body.password));
        if (!user || !fits || user.disabledAt) throw new CodedError('INVALID_CREDENTIALS');
        const token = await tokens.issue({ userId: user.id, tenantId: user.tenantId, roles: user.roles });
        return {
          status: 200,
          body: { access_token: token, token_type: 'Bearer', expires_in: ACCESS_TOKEN_SECONDS },
          headers: { 'cache-control': 'no-store' },
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/auth/me',
      area: 'identity',
      summary: 'Who this token belongs to',
      access: 'token',
      responses: { 200: { description: 'The caller', schema: meSchema } },
      errors: [],
      handle: async (_context, principal) => ({
        status: 200,
        body: { user_id: principal.userId, tenant_id: principal.tenantId, roles: principal.roles },
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/.well-known/jwks.json',
      area: 'identity',
      summary: 'Public keys that check access tokens',
      access: 'public',
      responses: {
        200: { description: 'JWKS', schema: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }) },
      },
      errors: [],
      handle: async () => ({ status: 200, body: await tokens.jwks() }),
    }),
  ];
}
