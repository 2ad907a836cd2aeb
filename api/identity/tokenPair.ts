import { z } from 'zod';
import type { Grant } from '../../books/identity/openSession.ts';
import { permissionsOf } from '../../domain/identity/permissions.ts';
import { ACCESS_TOKEN_SECONDS, REFRESH_TOKEN_SECONDS } from '../../domain/identity/tokenLives.ts';
import type { TokenService } from '../http/tokens.ts';

export const tokenPairSchema = z
  .object({
    access_token: z.string(),
    refresh_token: z
      .string()
      .optional()
      .describe('Good for one refresh; using it twice ends the session. Left out where it is in a cookie'),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('Seconds until the access token ends'),
    refresh_expires_in: z.int(),
    second_factor: z
      .enum(['off', 'on', 'setup_required'])
      .describe('setup_required: the token may only set up a second factor; refresh afterwards'),
  })
  .meta({ id: 'TokenPair' });

/** Signs the pair of a grant. A token without its second factor carries no permissions at all. */
export async function tokenPair(
  tokens: TokenService,
  grant: Grant,
): Promise<z.infer<typeof tokenPairSchema> & { refresh_token: string }> {
  const { user, sessionId, secondFactor, issuedAtMs } = grant;
  const subject = { userId: user.id, tenantId: user.tenantId, sessionId };
  const permissions = secondFactor === 'setup_required' ? [] : permissionsOf(user.roles);
  const [access, refresh] = await Promise.all([
    tokens.issue('access', subject, issuedAtMs, {
      roles: user.roles,
      permissions,
      ...(user.address === 'unproved' ? { unproved: true } : {}),
    }),
    tokens.issue('refresh', subject, issuedAtMs, {}, grant.refreshTokenId),
  ]);
  return {
    access_token: access.token,
    refresh_token: refresh.token,
    token_type: 'Bearer',
    expires_in: ACCESS_TOKEN_SECONDS,
    refresh_expires_in: REFRESH_TOKEN_SECONDS,
    second_factor: secondFactor,
  };
}
