import type { Database } from '../../db/database.ts';
import { CodedError, ERROR_CODES } from '../../domain/errors/codes.ts';
import type { DatabaseClock } from './databaseClock.ts';
import { missingPermission } from './refusals.ts';
import type { Revocations } from './revocations.ts';
import type { Route } from './route.ts';
import { createServiceCaller } from './serviceCaller.ts';
import { type Principal, principalOf, type TokenService } from './tokens.ts';

export interface Authenticator {
  /**
   * Who calls this route; null on public ones. Throws UNAUTHENTICATED (nothing sent), TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED, FORBIDDEN, TENANT_MISMATCH.
   * `known` is called with who it is, before what they may is checked.
   */
  authenticate(
    route: Pick<Route, 'access'>,
    header: (name: string) => string | undefined,
    known?: (principal: Principal) => Promise<void>,
  ): Promise<Principal | null>;
  /** Whether a caller's token is still good: for answers that stay open. */
  assertStillValid(principal: Principal): Promise<void>;
  revocationsChanged(): void;
}

/**
 * Somebody who sent what proves nothing hears so, and not that they sent nothing. It is the same answer for whatever is
 * wrong with it, so that it tells nothing of accounts.
 */
const invalid =
  (sentence: string) =>
  (error: unknown): never => {
    if (!(error instanceof CodedError) || error.code !== 'UNAUTHENTICATED') throw error;
    const own = error.message !== ERROR_CODES.UNAUTHENTICATED.title;
    throw new CodedError('TOKEN_INVALID', own ? error.message : sentence);
  };

export function createAuthenticator(
  db: Database,
  tokens: TokenService,
  revocations: Revocations,
  clock: DatabaseClock,
): Authenticator {
  const serviceOf = createServiceCaller(db);

  async function callerOf(header: (name: string) => string | undefined): Promise<Principal> {
    const authorization = header('authorization');
    const key = header('x-api-key');
    if (authorization === undefined && key !== undefined)
      return serviceOf(key).catch(invalid('This API key is not valid here'));
    if (authorization === undefined) throw new CodedError('UNAUTHENTICATED');
    const [scheme, token, ...rest] = authorization.split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0)
      throw new CodedError('TOKEN_INVALID', 'The Authorization header has to be: Bearer, one space, the access token');
    const verified = await tokens.verify('access', token).catch(invalid('This access token is not valid here'));
    await revocations.assertLive(verified);
    return principalOf(verified);
  }

  return {
    async authenticate(route, header, known) {
      if (route.access === 'public') return null;
      const principal = await callerOf(header);
      await known?.(principal);
      const tenant = header('x-tenant-id');
      if (tenant !== undefined && tenant !== principal.tenantId) throw new CodedError('TENANT_MISMATCH');
      if (route.access === 'token') return principal;
      const allowed =
        route.access === 'user' ? principal.kind === 'user' : principal.permissions.includes(route.access);
      if (allowed) return principal;
      throw route.access === 'user'
        ? new CodedError('FORBIDDEN', 'Only a signed-in person may do this, no API key')
        : missingPermission(route.access, principal);
    },
    async assertStillValid(principal) {
      if (principal.expiresAtMs <= (await clock.nowMs())) throw new CodedError('TOKEN_EXPIRED');
      // A key has no session; its own id stands there, which no session has.
      await revocations.assertLive({ ...principal, sessionId: principal.sessionId ?? principal.tokenId });
    },
    revocationsChanged: () => revocations.changed(),
  };
}
