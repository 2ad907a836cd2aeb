import { describe, expect, it } from 'vitest';
import type { Database } from '../../db/database.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { createAuthenticator } from './authenticate.ts';
import type { Revocations } from './revocations.ts';
import type { TokenService } from './tokens.ts';

it('who calls is told before they are refused for what they may not, or for the tenant they name', async () => {
  const token = { userId: 'u', tenantId: 't', payload: { roles: ['user'], permissions: [] } };
  // No database is asked and of both services one method is called: the casts leave out the rest.
  const authenticator = createAuthenticator(
    {} as Database,
    { verify: async () => token } as unknown as TokenService,
    { assertLive: async () => undefined } as unknown as Revocations,
    { nowMs: async () => Date.now() },
  );
  const told: string[] = [];
  const ask = (headers: Record<string, string>) =>
    authenticator.authenticate(
      { access: 'disputes:read' },
      (name) => ({ authorization: 'Bearer x', ...headers })[name],
      async ({ actor }) => void told.push(actor),
    );
  await expect(ask({})).rejects.toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringMatching(/lacks the permission disputes:read; it comes with the role .*reviewer/),
    details: { permission: 'disputes:read' },
  });
  await expect(ask({ 'x-tenant-id': 'other' })).rejects.toMatchObject({ code: 'TENANT_MISMATCH' });
  expect(told).toEqual(['user:u', 'user:u']);
});

describe('whoever proves nothing hears what they sent', () => {
  const refuse = async () => {
    throw new CodedError('UNAUTHENTICATED');
  };
  const authenticator = createAuthenticator(
    { withPlatform: async () => [] } as unknown as Database,
    { verify: refuse } as unknown as TokenService,
    { assertLive: async () => undefined } as unknown as Revocations,
    { nowMs: async () => Date.now() },
  );
  it.each<[string, Record<string, string>, string]>([
    ['nothing', {}, 'UNAUTHENTICATED'],
    ['a token of nobody', { authorization: 'Bearer x' }, 'TOKEN_INVALID'],
    ['another scheme', { authorization: 'Basic eDp5' }, 'TOKEN_INVALID'],
    ['no token', { authorization: 'Bearer' }, 'TOKEN_INVALID'],
    ['a key of nobody', { 'x-api-key': 'cs_x' }, 'TOKEN_INVALID'],
  ])('%s', async (_what, headers, code) => {
    const asked = authenticator.authenticate({ access: 'token' }, (name) => headers[name]);
    await expect(asked).rejects.toMatchObject({ code });
  });
});
