import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bearer, call, developmentSecrets, logIn, signUp } from '../http.ts';
import { eventually, openWorld, type World } from '../world.ts';

let world: World;
let api: string;
beforeAll(() => {
  world = openWorld();
  api = world.run.api;
});
afterAll(() => world.close());

const spellings = (secret: string): Buffer[] => {
  const bytes = Buffer.from(secret);
  return [
    bytes,
    Buffer.from(bytes.toString('base64').replace(/=+$/, '')),
    Buffer.from(bytes.toString('base64url')),
    Buffer.from(bytes.toString('hex')),
    Buffer.from(encodeURIComponent(secret)),
  ];
};

describe('[S7] [PY-SEC-06] [BK-SEC-06] [EM-SEC-06] [PM-GMAIL-06] [H-16] secrets stay where they belong', () => {
  it('canaries of every sensitive field are found in no log, no Temporal file, no metric, no database row and no other answer', async () => {
    const directory = inject('dataDirectory');
    const person = await signUp(api);
    const admin = await logIn(
      api,
      world.run.logins.find((login) => login.role === 'admin') ?? { email: '', password: '' },
    );
    const boss = await logIn(
      api,
      world.run.logins.find((login) => login.role === 'super_user') ?? { email: '', password: '' },
    );
    const made = await call('POST', `${api}/auth/second-factor`, {
      headers: bearer(person.access),
      body: { password: person.password },
    });
    const key = (
      await call('POST', `${api}/admin/api-keys`, {
        headers: bearer(admin.access),
        body: { name: 'canary', scopes: ['disputes:read'] },
      })
    ).body.key as string;
    const birth = '1987-06-05';
    await call('PUT', `${api}/onboarding`, {
      headers: bearer(person.access),
      body: { state: 'CA', date_of_birth: birth },
    });
    const codec = (
      await call('POST', `${api}/codec-tokens`, { headers: bearer(boss.access), body: {} })
    ).body.endpoint.split('/')[2] as string;
    // A mailbox connected and read, so that Google's tokens have gone all their ways.
    const mailbox = `canary-${Math.random().toString(36).slice(2)}@countersign.example`;
    const consent = await call(
      'GET',
      `${api}/integrations/gmail/oauth/init?login_hint=${encodeURIComponent(mailbox)}`,
      {
        headers: bearer(person.access),
      },
    );
    const back = (await call('GET', consent.body.authorization_url)).headers.location;
    const cookie = String(consent.headers['set-cookie']).split(';')[0] ?? '';
    expect((await call('GET', String(back), { headers: { cookie } })).status).toBe(200);
    const sync = await call('POST', `${api}/integrations/gmail/sync`, { headers: bearer(person.access) });
    await eventually('the sync', async () => {
      const [row] = await world.owner`select status from processes where run_id = ${sync.body.run_id}`;
      return row?.status === 'closed';
    });
    const [grant] = (await world.sandbox.records('gmail', 'grant')).filter((row) => row.mailbox === mailbox);
    const [access] = (await world.sandbox.records('gmail', 'access')).filter((row) => row.grant === grant?.id);
    // Also where things go wrong: errors must not repeat what they were given.
    const failures = await Promise.all([
      call('POST', `${api}/auth/login`, { body: { email: person.email, password: `${person.password}!canary` } }),
      call('POST', `${api}/auth/refresh`, { body: { refresh_token: `${person.refresh}x` } }),
      call('GET', `${api}/disputes`, { headers: { 'x-api-key': `${key}x` } }),
      call('GET', `${api}/disputes`, { headers: bearer(`${person.access}x`) }),
      call('POST', `${api}/auth/signup`, { body: { email: 'x', password: person.password } }),
      call('POST', `${api}/auth/password`, {
        headers: bearer(person.access),
        body: { current_password: 'wrong', new_password: person.password, extra: 1 },
      }),
    ]);
    const own = developmentSecrets(directory);
    const canaries: Record<string, string> = {
      password: person.password,
      'wrong password': `${person.password}!canary`,
      'access token': person.access.split('.')[2] ?? '',
      'refresh token': person.refresh.split('.')[2] ?? '',
      'codec token': codec.split('.')[2] ?? '',
      'api key': key.slice(-43),
      'gmail refresh token': String(grant?.id),
      'gmail access token': String(access?.id),
      'second factor': String(made.body.secret),
      'session secret': own.sessionSecret,
      'field key': own.fieldKeys,
      'codec key': own.codecKeys.split(':')[1] ?? '',
      'signing key': own.jwtPrivateKey.split('\n')[3] ?? '',
    };
    for (const value of Object.values(canaries)) expect(value.length).toBeGreaterThan(8);
    await call('POST', `${api}/auth/logout`, { headers: bearer(person.access) });

    const files = globSync('{logs/*.log,temporal.sqlite*,run.json,pids.json,anchors/*}', { cwd: directory }).map(
      (name) => ({
        name,
        bytes: readFileSync(join(directory, name)),
      }),
    );
    expect(files.length).toBeGreaterThan(6);
    const tables = (
      await world.owner`select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`
    ).map((row) => String(row.table_name));
    const rows = await Promise.all(
      tables.map(async (name) => ({
        name: `table ${name}`,
        bytes: Buffer.from(
          String((await world.owner.unsafe(`select string_agg(t::text, chr(10)) as all from ${name} t`))[0]?.all ?? ''),
        ),
      })),
    );
    const answers = [
      ...failures.map((answer, index) => ({ name: `failure ${index}`, bytes: Buffer.from(answer.text) })),
      ...(await Promise.all(
        ['/admin/users?limit=200', '/admin/api-keys?limit=200', '/admin/events?limit=200', '/admin/config'].map(
          async (path) => ({
            name: path,
            bytes: Buffer.from((await call('GET', `${api}${path}`, { headers: bearer(admin.access) })).text),
          }),
        ),
      )),
      { name: '/metrics', bytes: Buffer.from((await call('GET', `${api}/metrics`)).text) },
      { name: '/openapi.json', bytes: Buffer.from((await call('GET', `${api}/openapi.json`)).text) },
      { name: '/jwks', bytes: Buffer.from((await call('GET', `${api}/.well-known/jwks.json`)).text) },
    ];
    const hits: string[] = [];
    for (const place of [...files, ...rows, ...answers])
      for (const [what, secret] of Object.entries(canaries))
        if (spellings(secret).some((spelling) => place.bytes.includes(spelling))) hits.push(`${what} in ${place.name}`);
    expect(hits).toEqual([]);
    // Personal data stays out of logs and the engine too.
    for (const place of files) {
      expect(place.bytes.includes(person.email), place.name).toBe(false);
      expect(place.bytes.includes(birth), place.name).toBe(false);
    }
    const users = rows.find((row) => row.name === 'table users');
    expect(users?.bytes.includes(birth)).toBe(false);
    // The same search finds what is there in clear, so it can fail.
    expect(users?.bytes.includes(person.email)).toBe(true);
  });
});

describe('the source', () => {
  const source = (pattern: string) =>
    globSync(pattern, { exclude: (name) => name.includes('node_modules') }).map((file) => ({
      file,
      text: readFileSync(file, 'utf8'),
    }));
  const rooms = '{api,activities,books,cli,db,domain,providers,workers,workflows}/**/*.ts';

  it('[PY-SEC-08] [EM-CORE-01] one module reads the environment; the rest is given what it needs', () => {
    const readers = source(rooms)
      .filter(({ file, text }) => /process\.env(?!\.COUNTERSIGN_)/.test(text) && !file.endsWith('.test.ts'))
      .map(({ file }) => file);
    expect(
      readers.filter(
        (file) => !/^cli\/(main|supervisor|configuration|processes\/sandbox|(?!processes)[a-z]+\/\w+)\.ts$/.test(file),
      ),
    ).toEqual([]);
    expect(readers.some((file) => /^(api|activities|books|db|domain|providers|workers|workflows)\//.test(file))).toBe(
      false,
    );
  });

  it('[PY-SEC-05] [PY-SEC-07] nothing switches certificate checks off, and HSTS is sent', async () => {
    for (const { file, text } of source(rooms))
      expect(text, file).not.toMatch(
        /rejectUnauthorized\s*:\s*false|NODE_TLS_REJECT_UNAUTHORIZED|strictSSL|insecureSkipVerify|tlsInsecure/,
      );
    expect((await call('GET', `${api}/health`)).headers['strict-transport-security']).toContain('max-age=');
  });

  it('[S17] the repository and its history hold no private key and no live credential', () => {
    const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n');
    const shapes =
      /-----BEGIN (RSA |EC )?PRIVATE KEY-----\n[A-Za-z0-9+/]{40}|sk_live_[A-Za-z0-9]{16}|rk_live_[A-Za-z0-9]{16}|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{30}|xox[bp]-\d/;
    for (const file of tracked.filter((name) => !/\.(docx|png)$/.test(name)))
      expect(shapes.test(readFileSync(file, 'utf8')), file).toBe(false);
    const history = spawnSync(
      'git',
      [
        'log',
        '-p',
        '--all',
        '--unified=0',
        '-G',
        'BEGIN (RSA |EC )?PRIVATE KEY|sk_live_[A-Za-z0-9]{16}|AKIA[0-9A-Z]{16}',
      ],
      { encoding: 'utf8', maxBuffer: 256_000_000 },
    );
    const added = history.stdout.split('\n').filter((line) => line.startsWith('+'));
    expect(shapes.test(added.join('\n'))).toBe(false);
  });

  it('[S16] packages are pinned exactly, come from the registry only, and run no install scripts of their own accord', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;
    for (const [name, version] of Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    }))
      expect(version, name).toMatch(/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/);
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>;
    };
    for (const [path, entry] of Object.entries(lock.packages)) {
      if (path === '') continue;
      expect(entry.resolved ?? '', path).not.toMatch(/^(git|http:|file:)/);
      expect(entry.integrity, path).toMatch(/^sha512-/);
    }
  });

  it('[EM-CORE-02] passwords, ciphertexts and tokens are made in one module each', () => {
    const users = (pattern: RegExp) =>
      source(rooms)
        .filter(({ file, text }) => pattern.test(text) && !file.endsWith('.test.ts'))
        .map(({ file }) => file)
        .sort();
    expect(users(/from '@node-rs\/argon2'/)).toEqual(['api/identity/passwords.ts', 'db/seed/seedTenants.ts']);
    expect(users(/createCipheriv/)).toEqual(['db/encryption/fieldCipher.ts', 'workers/codec.ts']);
    // Ours are made in one module; a bank's provider wants a token signed by us, and one signs what it sends.
    expect(users(/from 'jose'/)).toEqual([
      'api/http/tokens.ts',
      'providers/openBanking/enableBanking.ts',
      'providers/plaid/client.ts',
      'providers/plaid/webhook.ts',
    ]);
  });
});
