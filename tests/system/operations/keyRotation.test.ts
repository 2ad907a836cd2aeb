import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { apiClient } from '../../../cli/apiClient.ts';
import { loadConfiguration } from '../../../cli/configuration.ts';
import { readRunFile } from '../../../cli/environment/runFile.ts';
import { type System, startSystem } from '../../../cli/supervisor.ts';
import { bearer, call, command, developmentSecrets, logIn, signUp } from '../http.ts';
import { eventually } from '../world.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-keys-'));
let system: System | null = null;

/** The same data folder with other keys: what an operator does to rotate. */
async function restart(keys: Record<string, string>): Promise<string> {
  await system?.stop();
  const environment = {
    ...process.env,
    DATA_DIR: directory,
    PORT: '0',
    DATABASE_URL: '',
    TEMPORAL_ADDRESS: '',
    ...keys,
  };
  system = await startSystem(loadConfiguration(environment), { say: () => undefined, overrides: keys });
  return system.run.api;
}
const cli = (args: string[], env: Record<string, string> = {}) =>
  command(['cli/main.ts', ...args], { DATA_DIR: directory, ...env }, 60_000);

afterAll(() => system?.stop());

describe('[PY-SEC-10] [W-26] [PY-ADM-08] keys change while people work, and the first super user', () => {
  it('new signing and field keys log nobody out and leave nothing unreadable; the old field key may then go', async () => {
    let api = await restart({});
    const person = await signUp(api);
    const birth = { state: 'CA', date_of_birth: '1990-05-17' };
    expect((await call('PUT', `${api}/onboarding`, { headers: bearer(person.access), body: birth })).status).toBe(200);
    const old = developmentSecrets(directory);
    const created = await cli(['admin', 'create', '--email', 'boss@first.example'], {
      COUNTERSIGN_PASSWORD: 'the first password',
    });
    expect(created.stdout + created.stderr).toContain('boss@first.example is super user of the tenant default now');
    expect(
      await cli(['admin', 'create', '--email', 'boss@first.example'], { COUNTERSIGN_PASSWORD: 'the first password' }),
    ).toMatchObject({ status: 6, stderr: expect.stringContaining('there is an account') });
    expect((await cli(['admin', 'create', '--email', 'x@first.example', '--role', 'king'])).status).toBe(2);
    expect(
      (await cli(['admin', 'create', '--email', 'x@first.example'], { COUNTERSIGN_PASSWORD: 'short' })).stderr,
    ).toContain('at least 10');
    expect((await cli(['admin', 'create', '--email', 'shown@first.example'])).stdout).toMatch(/shown once: \S{20}/);

    // A new key goes before the old one in both rings.
    const signing = generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
    const field = `second:${randomBytes(32).toString('base64url')}`;
    api = await restart({
      JWT_PRIVATE_KEY: `${signing}${old.jwtPrivateKey}`,
      TOKEN_ENCRYPTION_KEY: `${field},${old.fieldKeys}`,
    });
    expect((await call('GET', `${api}/.well-known/jwks.json`)).body.keys).toHaveLength(2);
    const read = await call('GET', `${api}/me`, { headers: bearer(person.access) });
    expect(read.body).toMatchObject(birth);
    const renewed = await call('POST', `${api}/auth/refresh`, { body: { refresh_token: person.refresh } });
    expect(renewed.status).toBe(200);
    const kid = (token: string) =>
      JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid as string;
    expect(kid(renewed.body.access_token)).not.toBe(kid(person.access));

    const boss = await logIn(api, { email: 'boss@first.example', password: 'the first password' });
    const keys = async () =>
      (await call('GET', `${api}/admin/keys`, { headers: bearer(boss.access) })).body as {
        current: string;
        fields: { key_id: string; fields: number }[];
      };
    expect((await keys()).current).toBe('second');
    expect((await keys()).fields.reduce((sum, key) => sum + (key.key_id === 'second' ? 0 : key.fields), 0)).toBe(1);
    const start = () => call('POST', `${api}/admin/keys/rotation`, { headers: bearer(boss.access), body: {} });
    const [one, two] = await Promise.all([start(), start()]);
    expect([one.status, two.status, one.body.workflow_id]).toEqual([202, 202, two.body.workflow_id]);
    await eventually('the rotation', async () =>
      (await keys()).fields.every((key) => key.key_id === 'second' || key.fields === 0),
    );
    await eventually(
      'its event',
      async () =>
        (await call('GET', `${api}/admin/events?type=key_rotated`, { headers: bearer(boss.access) })).body.count >= 1,
    );

    // With the limits and routes of the next two tests, which need no system of their own.
    api = await restart({
      JWT_PRIVATE_KEY: `${signing}${old.jwtPrivateKey}`,
      TOKEN_ENCRYPTION_KEY: field,
      RATE_LIMIT_REQUESTS_PER_MINUTE: '60',
      RATE_LIMIT_PAYMENTS_PER_MINUTE: '5',
      DEMO_MODE: 'true',
    });
    expect((await call('GET', `${api}/me`, { headers: bearer(renewed.body.access_token) })).body).toMatchObject(birth);
    expect((await call('GET', `${api}/me`, { headers: bearer(person.access) })).body).toMatchObject(birth);
  });

  it('[EM-API-10] [PY-INT-06] [BK-RATE-01] a caller with too many requests gets 429 with Retry-After; health and others go on', async () => {
    const api = system?.run.api ?? '';
    const [one, two] = [await signUp(api), await signUp(api)];
    const ask = (person: { access: string }) => call('GET', `${api}/auth/me`, { headers: bearer(person.access) });
    const answers = await Promise.all(Array.from({ length: 150 }, () => ask(one)));
    const refused = answers.filter((answer) => answer.status === 429);
    expect(answers.length - refused.length).toBeLessThanOrEqual(65);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(54);
    for (const answer of refused) {
      expect(answer.body.error.code).toBe('RATE_LIMITED');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await ask(two)).status).toBe(200);

    // [BK-RATE-02] Payments have a limit of their own; it counts before the booking is looked for.
    const claims = await Promise.all(
      Array.from({ length: 8 }, () =>
        call('POST', `${api}/bookings/BK-20300101-001/payments`, {
          headers: bearer(two.access),
          body: { amount: 1, screenshot_url: 'https://example.com/x.jpg' },
        }),
      ),
    );
    expect(claims.map((answer) => answer.status).toSorted()).toEqual([404, 404, 404, 404, 404, 429, 429, 429]);
  });

  it('[BK-ARCH-01] [U-76] routes below /demo exist only with DEMO_MODE, and need an admin', async () => {
    const run = system?.run;
    const login = (role: string) => run?.logins.find((entry) => entry.role === role) ?? { email: '', password: '' };
    const admin = apiClient(run?.api ?? '', login('admin'));
    const customer = apiClient(run?.api ?? '', login('user'));
    expect((await customer.get('/demo/state')).status).toBe(403);
    const { body: document } = await call('GET', `${run?.api}/openapi.json`);
    expect(Object.keys(document.paths)).toContain('/demo/bookings');
    const booking = await admin.post<{ booking_id: string }>('/demo/bookings', {});
    expect(booking.status).toBe(201);
    const mail = await admin.post<{ transaction_id: string }>(
      `/demo/bookings/${booking.body.booking_id}/payment-mail`,
      { mailbox: 'demo@countersign.example' },
    );
    expect(mail.status).toBe(201);
    expect((await admin.post('/demo/bookings/BK-20990101-001/payment-mail', {})).status).toBe(404);

    // [BK-CFG-03] An older system's two files become an encrypted connection, and are not needed afterwards.
    const consent = await fetch(
      `${run?.sandbox}/google/o/oauth2/v2/auth?${new URLSearchParams({ redirect_uri: 'http://127.0.0.1/x', login_hint: 'demo@countersign.example', scope: 'https://www.googleapis.com/auth/gmail.modify' })}`,
      { redirect: 'manual' },
    );
    const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const token = await fetch(`${run?.sandbox}/google/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: 'http://127.0.0.1/x' }),
    });
    const [credentials, tokens] = [join(directory, 'credentials.json'), join(directory, 'token.json')];
    writeFileSync(credentials, JSON.stringify({ installed: { client_id: 'x.apps.example', client_secret: 'x' } }));
    writeFileSync(tokens, await token.text());
    const files = { GMAIL_CREDENTIALS_PATH: credentials, GMAIL_TOKEN_PATH: tokens };
    const email = login('admin').email;
    expect(
      await cli(['mailbox', 'import', '--email', email], { ...files, GMAIL_TOKEN_PATH: credentials }),
    ).toMatchObject({
      status: 7,
      stderr: expect.stringContaining('not the file Google writes'),
    });
    expect(await cli(['mailbox', 'import', '--email', email], files)).toMatchObject({ status: 0 });
    rmSync(credentials);
    rmSync(tokens);
    expect((await admin.post('/integrations/gmail/sync', {})).status).toBe(202);
    await eventually('the demo payment', async () => {
      const { body } = await admin.get<{ payments: { transaction_id: string }[] }>('/demo/state');
      return body.payments.some((payment) => payment.transaction_id === mail.body.transaction_id);
    });
    expect(await cli(['mailbox', 'audit'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/1 mail listed, 0 not read yet, 0 missing/),
    });
    const without = readRunFile(inject('dataDirectory'))?.api;
    expect((await call('GET', `${without}/demo/state`, {})).status).toBe(404);
  });

  it('[PM-DB-08] the audit command finds what was altered by force and what no longer fits its anchor', async () => {
    const clean = await cli(['admin', 'audit']);
    expect([clean.status, clean.stdout]).toEqual([
      0,
      expect.stringMatching(/default: \d+ events, \d+ anchors, 0 problems/),
    ]);
    const owner = postgres(system?.run.databaseUrl ?? '', { max: 1, onnotice: () => undefined });
    await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update events set actor = 'nobody' where sequence = 2`;
    });
    await owner.end();
    const found = await cli(['admin', 'audit']);
    expect([found.status, found.stdout]).toEqual([1, expect.stringContaining('default: event 2: hash')]);
  });

  it('prints new keys of each ring and stores none', async () => {
    expect((await cli(['admin', 'keys', 'generate', 'jwt'])).stdout).toContain('BEGIN PRIVATE KEY');
    expect((await cli(['admin', 'keys', 'generate', 'field'])).stdout).toMatch(/\n[\w-]{43}\n$/);
    expect((await cli(['admin', 'keys', 'generate', 'codec'])).stdout).toMatch(/\nk\w+:[\w-]{43}\n$/);
    expect((await cli(['admin', 'keys', 'generate', 'door'])).status).toBe(2);
  });
});
