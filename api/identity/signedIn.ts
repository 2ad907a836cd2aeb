import { z } from 'zod';
import type { Grant } from '../../books/identity/openSession.ts';
import type { Database } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { users } from '../../db/identity/schema.ts';
import type { Log } from '../../domain/operations/logLevels.ts';
import type { RateLimits } from '../http/rateLimits.ts';
import type { Reply } from '../http/route.ts';
import type { TokenService } from '../http/tokens.ts';
import { accountName } from './account.ts';
import { createDeviceMarks } from './deviceCookie.ts';
import type { Passwords } from './passwords.ts';
import { createRefreshCookie } from './refreshCookie.ts';
import { tokenPair, tokenPairSchema } from './tokenPair.ts';

export interface IdentityDeps {
  db: Database;
  tokens: TokenService;
  passwords: Passwords;
  rateLimits: RateLimits;
  cipher: FieldCipher;
  /** Signs device marks and names accounts in rate limits without their address. */
  sessionSecret: string;
  /** Tenant of people who sign up by themselves. */
  defaultTenantId: string;
  /** Failed logins and sign-ups per minute and address. */
  authPerMinute: number;
  production: boolean;
  log: Log;
}

export const refreshIn = z
  .enum(['body', 'cookie'])
  .default('body')
  .describe('cookie: for browsers; the refresh token comes in an HttpOnly cookie and not in the answer');
const userSchema = z
  .object({
    user_id: z.uuid(),
    tenant_id: z.uuid(),
    email: z.string(),
    display_name: z.string(),
    roles: z.array(z.string()),
  })
  .meta({ id: 'User' });
export const signedInSchema = tokenPairSchema.extend({ user: userSchema }).meta({ id: 'SignedIn' });

type UserRow = typeof users.$inferSelect;
const userJson = (user: UserRow) => ({
  user_id: user.id,
  tenant_id: user.tenantId,
  email: user.email,
  display_name: user.displayName,
  roles: user.roles,
});

/** Answers to whoever has just signed in: the pair of tokens, the cookies, the account. */
export function createSignedIn({ tokens, sessionSecret, production }: IdentityDeps) {
  const devices = createDeviceMarks(sessionSecret, production);
  const refreshCookie = createRefreshCookie(production);

  /** The pair as the caller wants it; a browser's refresh token leaves in its cookie only. */
  const paired = async (
    status: number,
    grant: Grant,
    where: z.infer<typeof refreshIn>,
    more: object,
    cookies: string[],
  ): Promise<Reply> => {
    const { refresh_token: refreshToken, ...pair } = await tokenPair(tokens, grant);
    const own = where === 'cookie' ? [refreshCookie.header(refreshToken)] : [];
    return {
      status,
      body: { ...pair, ...(where === 'body' ? { refresh_token: refreshToken } : {}), ...more },
      headers: { 'set-cookie': [...cookies, ...own] },
    };
  };
  const signedIn = (status: number, grant: Grant, where: z.infer<typeof refreshIn>): Promise<Reply> =>
    paired(status, grant, where, { user: userJson(grant.user) }, [
      devices.header(accountName(sessionSecret, grant.user.email)),
    ]);

  return { devices, refreshCookie, paired, signedIn };
}
