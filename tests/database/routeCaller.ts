import { TOTP } from 'otpauth';
import { createRateLimits } from '../../api/http/rateLimits.ts';
import type { Reply, RequestContext, Route } from '../../api/http/route.ts';
import type { Principal } from '../../api/http/tokens.ts';
import { createPasswords } from '../../api/identity/passwords.ts';
import { newSecondFactor } from '../../api/identity/secondFactor.ts';
import type { Database } from '../../db/database.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import { permissionsOf } from '../../domain/identity/permissions.ts';
import { BOOKINGS } from './books.ts';
import type { TestDatabase } from './testDatabase.ts';

/** What routes of administration need, over a test's database. */
export const adminDeps = (db: Database) => ({
  db,
  bookings: BOOKINGS,
  review: { expireMs: 604_800_000 },
  passwords: createPasswords(),
  rateLimits: createRateLimits(db),
  cipher: createFieldCipher({ current: 'k', keys: { k: Buffer.alloc(32, 7) } }),
});

const context = (): RequestContext => ({
  requestId: crypto.randomUUID(),
  idempotencyKey: undefined,
  rawBody: undefined,
  address: '127.0.0.1',
  header: () => undefined,
  cookie: () => undefined,
});

export interface Answer {
  status: number;
  code: string | null;
  // Tests look into answers freely; every use asserts what it finds.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  body: any;
}

/** Calls operations as the router does, behind its schemas and its check of the right, and says what was answered. */
export const caller =
  (routes: Route[]) =>
  async (
    who: Principal | null,
    operation: string,
    params: Record<string, string> = {},
    body?: unknown,
  ): Promise<Answer> => {
    const route = routes.find((candidate) => `${candidate.method.toUpperCase()} ${candidate.path}` === operation);
    if (!route) throw new Error(`no operation ${operation}`);
    const named = route.access === 'public' || route.access === 'token' || route.access === 'user';
    if (!named && !who?.permissions.some((permission) => permission === route.access))
      return { status: 403, code: 'FORBIDDEN', body: null };
    try {
      const answer: Reply = await route.handle(context(), who, {
        params: route.params?.parse(params),
        query: route.query?.parse({}),
        body: route.body?.parse(body ?? {}),
      });
      return { status: answer.status, code: null, body: answer.body };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : null;
      if (code === null) throw error;
      return { status: 400, code, body: null };
    }
  };

/** A signed-in person of the books, by address. */
export async function principalOf(database: TestDatabase, email: string): Promise<Principal> {
  const [user] = await database.owner`select * from users where email = ${email} order by address = 'unproved' limit 1`;
  if (!user) throw new Error(`nobody ${email}`);
  return {
    kind: 'user',
    actor: `user:${user.id}`,
    userId: String(user.id),
    tenantId: String(user.tenant_id),
    roles: user.roles as string[],
    permissions: permissionsOf(user.roles as string[]),
    sessionId: crypto.randomUUID(),
    tokenId: crypto.randomUUID(),
    issuedAtMs: Date.now(),
    expiresAtMs: Date.now() + 60_000,
  };
}

/** Gives a person a confirmed second factor; returns what makes its codes. */
export async function giveSecondFactor(database: TestDatabase, userId: string): Promise<(step?: number) => string> {
  const { cipher } = adminDeps(database.db);
  const [user] = await database.owner`select id, tenant_id, email from users where id = ${userId}`;
  const made = newSecondFactor(cipher, {
    id: String(user?.id),
    tenantId: String(user?.tenant_id),
    email: String(user?.email),
  } as Parameters<typeof newSecondFactor>[1]);
  await database.owner`update users set second_factor_secret = ${made.stored}, second_factor_confirmed_at = now(), second_factor_step = null where id = ${userId}`;
  return (step = 0) => new TOTP({ secret: made.secret }).generate({ timestamp: Date.now() + step * 30_000 });
}
