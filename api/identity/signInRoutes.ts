import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { logIn, noteFailedLogin } from '../../books/identity/logIn.ts';
import { refreshSession } from '../../books/identity/refreshSession.ts';
import { takeStep } from '../../books/identity/secondFactor.ts';
import { presentAccount } from '../../db/identity/presentAccount.ts';
import { tenants, users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { Limit, LimitPolicy } from '../http/rateLimits.ts';
import { defineRoute, type Reply, type RequestContext, type Route } from '../http/route.ts';
import { accountName, codeSchema, emailSchema } from './account.ts';
import { DEVICE_COOKIE } from './deviceCookie.ts';
import { REFRESH_COOKIE } from './refreshCookie.ts';
import { stepOf } from './secondFactor.ts';
import { createSignedIn, type IdentityDeps, refreshIn, signedInSchema } from './signedIn.ts';
import { tokenPairSchema } from './tokenPair.ts';

const refreshSchema = z
  .strictObject({ refresh_token: z.string().min(1).max(4000).optional(), refresh_in: refreshIn })
  .refine((body) => (body.refresh_token === undefined) === (body.refresh_in === 'cookie'), {
    path: ['refresh_token'],
    message: 'needed, unless refresh_in is cookie',
  });
const loginSchema = z.strictObject({
  email: emailSchema,
  password: z.string().min(1).max(128),
  code: codeSchema.optional(),
  refresh_in: refreshIn,
});
type SignInDeps = IdentityDeps & ReturnType<typeof createSignedIn>;

/** Tries per account: the bucket holds five and refills five in a quarter of an hour, so never more than ten in any. */
const ACCOUNT_TRIES: LimitPolicy = { capacity: 5, windowSeconds: 900 };
const REFUSAL_MS = 150;
/** Read before the address is counted, so they are small. */
const CREDENTIAL_BYTES = 16_384;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * The account of an address whose password fits. Beside its holder there may be a sign-up that nobody has proved, which
 * is looked at first: so an address that is taken answers such a sign-up in the same time as one that is free.
 */
async function accountOf({ db, passwords }: SignInDeps, email: string, password: string) {
  const all = await db.withPlatform('login', (tx) =>
    tx
      .select({ user: users, tenantStatus: tenants.status })
      .from(users)
      .innerJoin(tenants, eq(tenants.id, users.tenantId))
      .where(eq(users.email, email)),
  );
  const unproved = all.find(({ user }) => user.address === 'unproved');
  const holder = all.find(({ user }) => user.address !== 'unproved');
  if (unproved && (await passwords.verify(unproved.user.passwordHash, password)))
    return { found: unproved, fits: true };
  return { found: holder ?? unproved, fits: await passwords.verify(holder?.user.passwordHash ?? null, password) };
}

/** Taken before the password is looked at, so that parallel tries count too; given back when it was right. */
function limitsOf(deps: SignInDeps, context: RequestContext, account: string): Limit[] {
  if (deps.devices.knows(context.cookie(DEVICE_COOKIE), account))
    return [{ bucket: `login:device:${account}`, policy: ACCOUNT_TRIES, code: 'ACCOUNT_LOCKED' }];
  return [
    { bucket: `login:account:${account}`, policy: ACCOUNT_TRIES, code: 'ACCOUNT_LOCKED' },
    { bucket: `login:address:${context.address}`, policy: { capacity: deps.authPerMinute, windowSeconds: 60 } },
  ];
}

async function signIn(deps: SignInDeps, context: RequestContext, body: z.infer<typeof loginSchema>): Promise<Reply> {
  const { db, rateLimits } = deps;
  const account = accountName(deps.sessionSecret, body.email);
  const limits = limitsOf(deps, context, account);
  await rateLimits.take(...limits).catch(async (error: unknown) => {
    // Whoever floods waits for each refusal, at no cost to us; the line behind them stays short.
    await pause(REFUSAL_MS);
    throw error;
  });
  const { found, fits } = await accountOf(deps, body.email, body.password);
  const user = fits && found && !found.user.disabledAt && found.tenantStatus === 'active' ? found.user : null;
  if (user?.secondFactorConfirmedAt && body.code === undefined) {
    await rateLimits.giveBack(...limits);
    throw new CodedError('SECOND_FACTOR_REQUIRED');
  }
  const tenantId = found?.user.tenantId ?? deps.defaultTenantId;
  const grant = await db.withTenant(tenantId, async (tx) => {
    const { code } = body;
    const now = user && (await presentAccount(tx, user.id));
    // Looking at the password takes a while: it may be another by now, or a code may be needed.
    const same = now?.passwordHash === user?.passwordHash && (code !== undefined || !now?.secondFactorConfirmedAt);
    const step = now?.secondFactorConfirmedAt && code ? stepOf(deps.cipher, now, code) : undefined;
    if (now && same && (step === undefined || (await takeStep(tx, now.id, step))))
      return logIn(tx, now, { userAgent: context.header('user-agent'), requestId: context.requestId });
    await noteFailedLogin(tx, found ? `user:${found.user.id}` : `account:${account}`, context.requestId);
    return null;
  });
  if (!grant) throw new CodedError('INVALID_CREDENTIALS');
  const [reply] = await Promise.all([deps.signedIn(200, grant, body.refresh_in), rateLimits.giveBack(...limits)]);
  return reply;
}

async function refresh(deps: SignInDeps, context: RequestContext, body: z.infer<typeof refreshSchema>): Promise<Reply> {
  const token = await deps.tokens.verify('refresh', body.refresh_token ?? deps.refreshCookie.read(context));
  const { tenantId, userId, sessionId } = token;
  const grant = await deps.db.withTenant(tenantId, async (tx) => {
    const user = await presentAccount(tx, userId);
    return user && refreshSession(tx, user, { sessionId, tokenId: token.tokenId, requestId: context.requestId });
  });
  if (grant === 'reused') deps.log('refresh token reused', { tenantId, requestId: context.requestId });
  if (grant === null || typeof grant === 'string') throw new CodedError('TOKEN_REVOKED');
  return deps.paired(200, grant, body.refresh_in, {}, []);
}

const logInRoute = (deps: SignInDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/auth/login',
    budget: 'auth',
    area: 'identity',
    summary: 'Sign in with e-mail, password and, where it is on, a code of the second factor',
    access: 'public',
    bodyBytes: CREDENTIAL_BYTES,
    client: async (context, { body }) => {
      const account = accountName(deps.sessionSecret, body.email);
      return deps.devices.knows(context.cookie(DEVICE_COOKIE), account) ? `device:${account}` : null;
    },
    body: loginSchema,
    responses: {
      200: { description: 'Access token (15 minutes) and refresh token (30 days)', schema: signedInSchema },
    },
    errors: ['INVALID_CREDENTIALS', 'SECOND_FACTOR_REQUIRED', 'ACCOUNT_LOCKED', 'RATE_LIMITED'],
    example: { email: 'reviewer@example.com', password: '…' },
    handle: (context, _principal, { body }) => signIn(deps, context, body),
  });

const refreshRoute = (deps: SignInDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/auth/refresh',
    budget: 'auth',
    area: 'identity',
    summary: 'Swap a refresh token for a new pair; using one twice ends the whole session',
    access: 'public',
    bodyBytes: CREDENTIAL_BYTES,
    // Signed by us: whoever holds it refreshes, whatever else comes from the same address.
    client: async (context, { body }) => {
      const token = body.refresh_token ?? context.cookie(REFRESH_COOKIE) ?? '';
      return deps.tokens.verify('refresh', token).then(
        ({ sessionId }) => `session:${sessionId}`,
        () => null,
      );
    },
    body: refreshSchema,
    revokes: true,
    responses: { 200: { description: 'The next pair', schema: tokenPairSchema } },
    errors: ['UNAUTHENTICATED', 'TOKEN_EXPIRED', 'TOKEN_REVOKED', 'FORBIDDEN'],
    handle: (context, _principal, { body }) => refresh(deps, context, body),
  });

/** How a session begins and goes on: login, refresh. */
export function signInRoutes(deps: IdentityDeps): Route[] {
  const own = { ...deps, ...createSignedIn(deps) };
  return [logInRoute(own), refreshRoute(own)];
}
