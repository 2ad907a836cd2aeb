import { createHmac, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MATRIX } from '../authorizationMatrix.ts';
import { bearer, call, developmentSecrets, logIn, type Operation, operationsOf, signUp } from '../http.ts';
import { openWorld, proveAddress, type World } from '../world.ts';

let world: World;
let operations: Operation[];
let secrets: ReturnType<typeof developmentSecrets>;

const ROLES = ['user', 'reviewer', 'attorney', 'admin', 'super_user', 'key'] as const;
type Caller = (typeof ROLES)[number] | 'none' | 'expired' | 'revoked';

const keyHeader = { 'x-api-key': '' };
const tokens: Partial<Record<Caller, string>> = {};

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
function rs256(header: object, claims: unknown, pem = secrets.jwtPrivateKey): string {
  const body = `${encode(header)}.${encode(claims)}`;
  return `${body}.${sign('sha256', Buffer.from(body), pem).toString('base64url')}`;
}
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
const headerOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as Record<string, unknown>;

/** GET /live never ends by itself: its head is enough. */
async function statusOf(
  operation: Operation,
  headers: Record<string, string>,
): Promise<{ status: number; code: string }> {
  if (operation.path === '/live') {
    const stop = new AbortController();
    const answer = await fetch(operation.url, { headers, signal: stop.signal });
    const code = answer.ok ? '' : ((await answer.json()) as { error: { code: string } }).error.code;
    stop.abort();
    return { status: answer.status, code };
  }
  const writes = operation.method !== 'GET' && operation.method !== 'DELETE';
  const answer = await call(operation.method, operation.url, { headers, ...(writes ? { body: { '': 0 } } : {}) });
  return { status: answer.status, code: String(answer.body?.error?.code ?? '') };
}

/** Whether an answer is what the matrix declares for this caller: 401 without a good token, 403 without the right, else neither. */
function asDeclared(who: (typeof MATRIX)[string], caller: Caller, status: number, code: string): boolean {
  if (who === 'public') return status < 500 && status !== 403;
  if (!(ROLES as readonly string[]).includes(caller)) return status === 401;
  const allowed = who === 'all' || (who === 'people' ? caller !== 'key' : who.includes(caller));
  return allowed ? status < 500 && status !== 401 && status !== 403 : status === 403 && code === 'FORBIDDEN';
}

beforeAll(async () => {
  world = openWorld();
  const { api } = world.run;
  secrets = developmentSecrets(inject('dataDirectory'));
  operations = await operationsOf(api);
  const demo = (role: string) => world.run.logins.find((login) => login.role === role) ?? { email: '', password: '' };
  for (const role of ['reviewer', 'admin', 'super_user'] as const) tokens[role] = (await logIn(api, demo(role))).access;
  tokens.user = (await signUp(api)).access;
  const attorney = await signUp(api);
  await proveAddress(world, attorney.email, attorney.password);
  const made = await world.admin.call('PATCH', `/admin/users/${attorney.userId}`, { roles: ['attorney'] });
  if (made.status !== 200) throw new Error(`attorney: ${made.status}`);
  tokens.attorney = (await logIn(api, attorney)).access;
  const key = await world.admin.post<{ key: string }>('/admin/api-keys', {
    name: 'matrix',
    scopes: ['disputes:start', 'disputes:read'],
  });
  keyHeader['x-api-key'] = key.body.key;
  const gone = await logIn(api, demo('reviewer'));
  await call('POST', `${api}/auth/logout`, { headers: bearer(gone.access) });
  tokens.revoked = gone.access;
  const now = Math.floor(Date.now() / 1000);
  tokens.expired = rs256(headerOf(gone.access), { ...claimsOf(tokens.admin ?? ''), exp: now - 1, jti: randomUUID() });
});
afterAll(() => world.close());

describe('[S1] [PY-SEC-02] [PY-AUTH-01] [BK-SEC-01] [BK-SEC-02] [PM-AUTH-05] [PY-ADM-02] the authorization matrix', () => {
  it('has a row for every operation and none for what does not exist', () => {
    expect(operations.length).toBeGreaterThan(55);
    expect(operations.map((operation) => `${operation.method} ${operation.path}`).sort()).toEqual(
      Object.keys(MATRIX).sort(),
    );
    const openInOpenApi = operations
      .filter((operation) => operation.isPublic)
      .map((operation) => `${operation.method} ${operation.path}`);
    const openInMatrix = Object.entries(MATRIX)
      .filter(([, who]) => who === 'public')
      .map(([name]) => name);
    expect(openInOpenApi.sort()).toEqual(openInMatrix.sort());
  });

  it('[EM-SEC-02] [EM-SEC-03] [EM-SEC-04] [EM-API-05] every operation answers every caller as declared', async () => {
    const wrong: string[] = [];
    let cells = 0;
    // Logging out comes last: it ends the tokens the other cells use.
    const ordered = [...operations].sort(
      (a, b) => Number(a.path === '/auth/logout') - Number(b.path === '/auth/logout'),
    );
    for (const operation of ordered) {
      const name = `${operation.method} ${operation.path}`;
      const who = MATRIX[name] ?? [];
      for (const caller of [...ROLES, 'none', 'expired', 'revoked'] as Caller[]) {
        const headers = caller === 'none' ? {} : caller === 'key' ? keyHeader : bearer(tokens[caller] ?? '');
        const { status, code } = await statusOf(operation, headers);
        const fits = asDeclared(who, caller, status, code);
        cells += 1;
        if (!fits) wrong.push(`${name} as ${caller}: ${status} ${code}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(cells).toBe(operations.length * 9);
  });

  it('planted bug: a row that is too generous, too strict or forgets the token is seen', () => {
    expect(asDeclared(['admin'], 'user', 200, '')).toBe(false);
    expect(asDeclared(['admin'], 'admin', 403, 'FORBIDDEN')).toBe(false);
    expect(asDeclared(['admin'], 'none', 403, 'FORBIDDEN')).toBe(false);
    expect(asDeclared(['admin'], 'revoked', 422, '')).toBe(false);
    expect(asDeclared('people', 'key', 204, '')).toBe(false);
    expect(asDeclared('public', 'none', 500, '')).toBe(false);
  });

  it('[PY-TEN-04] what belongs to another tenant, or another user, answers like what does not exist: same bytes, same headers', async () => {
    const { api } = world.run;
    const prepared = await world.prepare('matrix');
    const run = await world.start(prepared);
    const task = await world.task(prepared.caseId);
    const [user] = await world.owner`select id from users where email = 'reviewer@countersign.example'`;
    const key = await world.admin.post<{ key_id: string }>('/admin/api-keys', {
      name: 'own',
      scopes: ['disputes:read'],
    });
    const own = (await world.admin.get<{ sessions: { session_id: string }[] }>('/auth/sessions')).body.sessions[0]
      ?.session_id;
    const stranger = await logIn(
      api,
      world.run.logins.find((login) => login.email === 'admin@second.example') ?? { email: '', password: '' },
    );
    const sameTenant = await signUp(api);
    const subjects: [string, string, string, string, object?][] = [
      ['GET', '/workflow/{}/status', run, stranger.access],
      ['GET', '/reviews/{}', task.task_id, stranger.access],
      [
        'POST',
        '/reviews/{}/decision',
        task.task_id,
        stranger.access,
        { decision: 'approved', shown_hash: task.shown_hash },
      ],
      ['GET', '/costs/workflow/{}', run, stranger.access],
      ['GET', '/admin/users/{}', String(user?.id), stranger.access],
      ['PATCH', '/admin/users/{}', String(user?.id), stranger.access, { active: false }],
      ['DELETE', '/admin/api-keys/{}', key.body.key_id, stranger.access],
      ['DELETE', '/auth/sessions/{}', String(own), stranger.access],
      ['DELETE', '/auth/sessions/{}', String(own), sameTenant.access],
    ];
    const bytes = (answer: { text: string; headers: Record<string, unknown> }, id: string) =>
      JSON.stringify([
        answer.text.replaceAll(id, '').replaceAll(/"timestamp":"[^"]+"/g, ''),
        Object.keys(answer.headers).sort(),
      ]);
    for (const [method, path, id, token, body] of subjects) {
      const missing = randomUUID();
      const ask = (what: string) =>
        call(method, `${api}/api/v1${path.replace('{}', what)}`, { headers: bearer(token), ...(body ? { body } : {}) });
      const [foreign, none] = [await ask(id), await ask(missing)];
      expect([foreign.status, bytes(foreign, id)], `${method} ${path}`).toEqual([404, bytes(none, missing)]);
    }
    await world.decide(task, { decision: 'rejected' });
  });

  it('[PY-TEN-02] a header that names another tenant is 403, and the own one changes nothing', async () => {
    const [own, other] = [...new Set(world.run.logins.map((login) => login.tenantId))];
    const token = (await logIn(world.run.api, world.run.logins[0] ?? { email: '', password: '' })).access;
    const ask = (tenant: string) =>
      call('GET', `${world.run.api}/auth/me`, { headers: { ...bearer(token), 'x-tenant-id': tenant } });
    expect((await ask(own ?? '')).status).toBe(200);
    expect(await ask(other ?? '')).toMatchObject({ status: 403, body: { error: { code: 'TENANT_MISMATCH' } } });
  });
});

describe('[S3] [PY-AUTH-03] [PY-AUTH-04] [PY-AUTH-06] [PY-SEC-01] [EM-SEC-01] [EM-API-09] [BK-SEC-03] [PM-AUTH-04] forged tokens', () => {
  it('an access token carries all nine claims and RS256; JWKS publishes its key', async () => {
    const { access, refresh } = await logIn(world.run.api, world.run.logins[0] ?? { email: '', password: '' });
    const claims = claimsOf(access);
    for (const claim of ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'tenant_id', 'permissions'])
      expect(claims).toHaveProperty(claim);
    expect(claims.aud).toBe('api');
    expect(headerOf(access)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
    expect(claimsOf(refresh)).toMatchObject({ aud: 'refresh' });
    expect(Number(claimsOf(refresh).exp)).toBeGreaterThan(Number(claims.exp));
    const { body } = await call('GET', `${world.run.api}/.well-known/jwks.json`);
    expect(body.keys.map((key: { kid: string }) => key.kid)).toContain(headerOf(access).kid);
    expect(JSON.stringify(body)).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
  });

  it('more than 40 kinds of forgery x every protected operation: none accepted, no 5xx', async () => {
    const { access, refresh } = await logIn(
      world.run.api,
      world.run.logins.find((login) => login.role === 'admin') ?? { email: '', password: '' },
    );
    const [h = '', p = '', s = ''] = access.split('.');
    const header = headerOf(access);
    const claims = claimsOf(access);
    const now = Math.floor(Date.now() / 1000);
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const stranger = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const jwk = publicKey.export({ format: 'jwk' });
    const ownPublic = createPublicKey(secrets.jwtPrivateKey);
    const hmac = (key: string | Buffer, head: object = { ...header, alg: 'HS256' }) => {
      const body = `${encode(head)}.${p}`;
      return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`;
    };
    const without = (name: string) => Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
    const fresh = (change: object) => rs256(header, { ...claims, jti: randomUUID(), ...change });
    const codec =
      (await world.superUser.post<{ endpoint: string }>('/codec-tokens', {})).body.endpoint.split('/')[2] ?? '';
    const forgeries: Record<string, string> = {
      'alg none': `${encode({ ...header, alg: 'none' })}.${p}.`,
      'alg None': `${encode({ ...header, alg: 'None' })}.${p}.`,
      'alg nOnE with signature': `${encode({ ...header, alg: 'nOnE' })}.${p}.${s}`,
      'no alg': `${encode({ typ: 'at+jwt', kid: header.kid })}.${p}.${s}`,
      'HS256 with the public PEM': hmac(ownPublic.export({ type: 'spki', format: 'pem' })),
      'HS256 with the public DER': hmac(ownPublic.export({ type: 'spki', format: 'der' })),
      'HS256 with the modulus': hmac(String(ownPublic.export({ format: 'jwk' }).n)),
      'HS256 with an empty key': hmac(Buffer.alloc(1)),
      'HS256 with the kid': hmac(String(header.kid)),
      'signed by a stranger': rs256(header, claims, stranger),
      'signed by a stranger, embedded jwk': rs256({ ...header, jwk }, claims, stranger),
      'signed by a stranger, jku': rs256({ ...header, jku: 'http://127.0.0.1:9/jwks.json' }, claims, stranger),
      'signed by a stranger, x5u': rs256({ ...header, x5u: 'http://127.0.0.1:9/cert.pem' }, claims, stranger),
      'signed by a stranger, x5c': rs256({ ...header, x5c: ['MIIB'] }, claims, stranger),
      'kid path traversal': rs256({ ...header, kid: '../../../../dev/null' }, claims, stranger),
      'kid SQL': rs256({ ...header, kid: "x' union select 'k" }, claims),
      'kid missing': rs256({ alg: 'RS256', typ: 'at+jwt' }, claims),
      'kid not text': rs256({ ...header, kid: ['a'] }, claims),
      'kid __proto__': rs256({ ...header, kid: '__proto__' }, claims),
      'unknown crit': rs256({ ...header, crit: ['exp'], exp: 1 }, claims),
      'b64 false': rs256({ ...header, b64: false, crit: ['b64'] }, claims),
      'RS512 header': rs256({ ...header, alg: 'RS512' }, claims),
      'PS256 header': rs256({ ...header, alg: 'PS256' }, claims),
      'typ JWT': rs256({ ...header, typ: 'JWT' }, claims),
      'typ missing': rs256({ alg: 'RS256', kid: header.kid }, claims),
      'typ of a refresh token': rs256({ ...header, typ: 'rt+jwt' }, claims),
      'a refresh token': refresh,
      'a codec token': codec,
      'wrong audience': fresh({ aud: 'refresh' }),
      'several audiences': fresh({ aud: ['api', 'other'] }),
      'no audience': rs256(header, without('aud')),
      'wrong issuer': fresh({ iss: 'somebody' }),
      'no issuer': rs256(header, without('iss')),
      'expired by a second': fresh({ exp: now - 1 }),
      'exp missing': rs256(header, without('exp')),
      'exp as text': fresh({ exp: String(now + 900) }),
      'nbf in the future': fresh({ nbf: now + 300 }),
      'nbf missing': rs256(header, without('nbf')),
      'iat missing': rs256(header, without('iat')),
      'jti missing': rs256(header, without('jti')),
      'jti not an id': fresh({ jti: "' or 1=1" }),
      'sub missing': rs256(header, without('sub')),
      'sub not an id': fresh({ sub: 'admin' }),
      'tenant missing': rs256(header, without('tenant_id')),
      'tenant not an id': fresh({ tenant_id: '*' }),
      'session missing': rs256(header, without('sid')),
      'permissions missing': rs256(header, without('permissions')),
      'permissions as text': fresh({ permissions: '*' }),
      'roles missing': rs256(header, without('roles')),
      'a revoked session': tokens.revoked ?? '',
      'payload changed': `${h}.${encode({ ...claims, roles: ['super_user'] })}.${s}`,
      'signature empty': `${h}.${p}.`,
      'signature cut': `${h}.${p}.${s.slice(0, -4)}`,
      'signature of another token': `${h}.${p}.${refresh.split('.')[2]}`,
      'two parts': `${h}.${p}`,
      'four parts': `${access}.x`,
      'payload not JSON': `${h}.${encode('x')}.${s}`,
      'payload is a list': rs256(header, []),
      'duplicate claims': rs256(header, `${JSON.stringify(claims).slice(0, -1)},"aud":"refresh"}`),
      huge: `${h}.${encode({ ...claims, pad: 'x'.repeat(6_000) })}.${s}`,
      empty: '""',
    };
    expect(Object.keys(forgeries).length).toBeGreaterThanOrEqual(40);
    const guarded = operations.filter((operation) => !operation.isPublic);
    const bad: string[] = [];
    for (const [kind, token] of Object.entries(forgeries)) {
      const answers = await Promise.all(guarded.map((operation) => statusOf(operation, bearer(token))));
      answers.forEach(({ status }, index) => {
        if (status !== 401) bad.push(`${kind} on ${guarded[index]?.method} ${guarded[index]?.path}: ${status}`);
      });
    }
    expect(bad).toEqual([]);
    // Anywhere but in the Authorization header, even the good token opens nothing.
    for (const headers of [
      { cookie: `access_token=${access}` },
      { 'x-access-token': access },
      { 'x-api-key': access },
      { authorization: access },
      { authorization: `Basic ${access}` },
    ] as Record<string, string>[])
      expect(
        (await call('GET', `${world.run.api}/auth/me`, { headers })).status,
        JSON.stringify(Object.keys(headers)),
      ).toBe(401);
    expect((await call('GET', `${world.run.api}/auth/me?access_token=${access}`)).status).toBe(401);
    expect((await call('GET', `${world.run.api}/auth/me`, { headers: bearer(access) })).status).toBe(200);
  });
});
