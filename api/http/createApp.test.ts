import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../db/database.ts';
import { CodedError, type ErrorCode } from '../../domain/errors/codes.ts';
import type { Authenticator } from './authenticate.ts';
import { createApp } from './createApp.ts';
import type { RequestLimits } from './requestLimits.ts';
import type { Route } from './route.ts';
import type { Principal } from './tokens.ts';

const ALICE: Principal = {
  actor: 'user:alice',
  userId: 'alice',
  tenantId: 'a',
  kind: 'user',
  roles: ['user'],
  permissions: [],
  sessionId: 's',
  tokenId: 't',
  issuedAtMs: 0,
  expiresAtMs: 0,
};

const ROUTE: Route = {
  method: 'get',
  path: '/things',
  area: 'things',
  summary: 'Things',
  access: 'token',
  responses: { 200: { description: 'things' } },
  errors: [],
  handle: async () => ({ status: 200, body: {} }),
};

/** Refuses with the code in the header; `known` says whether the caller is known by then. */
const authenticator: Authenticator = {
  async authenticate(_route, header, known) {
    const [code, state] = (header('x-refuse') ?? '').split(' ');
    if (state === 'known') await known?.(ALICE);
    // The header of a test holds one of our codes.
    if (code && code !== 'no') throw new CodedError(code as ErrorCode);
    return ALICE;
  },
  assertStillValid: async () => undefined,
  revocationsChanged: () => undefined,
};

describe('which requests the limits hear of', () => {
  const counted: string[] = [];
  let full = false;
  const requestLimits: RequestLimits = {
    async count(route, { principal }) {
      counted.push(`${route.budget ?? 'own'} ${principal?.actor ?? 'public'}`);
      if (full) throw new CodedError('RATE_LIMITED');
    },
    countStranger: async (by) => void counted.push(`stranger by ${by}`),
  };
  const app = createApp([ROUTE], {
    // Nothing here reaches the database.
    db: {} as Database,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    version: 'test',
    authenticator,
    requestLimits,
    trustProxy: [],
    onAnswer: () => undefined,
    consoleDirectory: null,
    otherOrigins: [],
  });
  const server = createServer(app);
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => void server.close());
  beforeEach(() => {
    counted.length = 0;
    full = false;
  });

  it('whoever is known is counted once, and also where they are refused', async () => {
    for (const code of ['no', 'FORBIDDEN', 'TENANT_MISMATCH']) await get('/things', { 'x-refuse': `${code} known` });
    expect(counted).toEqual(['own user:alice', 'own user:alice', 'own user:alice']);
    full = true;
    expect((await get('/things', { 'x-refuse': 'FORBIDDEN known' })).status).toBe(429);
  });

  it('whose token or key is unknown, ended or too old is counted as a stranger', async () => {
    for (const code of ['UNAUTHENTICATED', 'TOKEN_REVOKED', 'TOKEN_EXPIRED'])
      await get('/things', { 'x-refuse': code, 'x-api-key': 'k' });
    expect(counted).toEqual(['stranger by key', 'stranger by key', 'stranger by key']);
  });

  it('the two pages without a route count as public', async () => {
    await get('/openapi.json');
    await get('/api/v1/docs');
    expect(counted).toEqual(['own public', 'own public']);
    full = true;
    expect((await get('/openapi.json')).status).toBe(429);
    expect((await get('/docs')).status).toBe(429);
  });
});
