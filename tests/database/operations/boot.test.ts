import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { loadConfiguration } from '../../../cli/configuration.ts';
import { freePort } from '../../../cli/environment/ports.ts';
import { EXIT_CODES } from '../../../cli/terminal/failure.ts';
import { dropEverything, migrateDatabase } from '../../../db/migrate.ts';
import { loginUrl } from '../../../db/roles.ts';
import { seedTenants } from '../../../db/seed/seedTenants.ts';
import { call } from '../../system/http.ts';
import { createOwnedDatabase } from '../testDatabase.ts';

/** Far more than any of them needs, also beside other tests; it used to be for ever. */
const SECONDS_MS = 60_000;
const directory = mkdtempSync(join(tmpdir(), 'countersign-boot-'));
const nowhere = 'postgres://owner:x@127.0.0.1:1/books';
let ownerUrl: string;
/** As a process gets it: without the owner. */
let url: string;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

beforeAll(async () => {
  ({ ownerUrl } = await createOwnedDatabase(inject('embeddedUrl')));
  url = loginUrl(ownerUrl, { user: '', password: '' });
  await migrateDatabase(ownerUrl, loadConfiguration({ DATA_DIR: directory }).logins(url));
  await seedTenants(ownerUrl, { dailyBudgetNano: 1, demoLogins: true });
});

interface Started {
  child: ChildProcess;
  output(): string;
  ended: Promise<{ code: number | null; output: string; ms: number }>;
}

const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** One process of ours, as an image starts it. */
function start(name: string, env: Record<string, string>): Started {
  const startedAt = Date.now();
  const child = spawn(process.execPath, ['cli/main.ts', name], {
    env: {
      PATH: process.env.PATH ?? '',
      NODE_NO_WARNINGS: '1',
      DATA_DIR: directory,
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, output, ms: Date.now() - startedAt }));
  return { child, output: () => output, ended };
}

/** The process ends by itself, with a code that says so and its reason in words. */
async function fails(
  name: string,
  env: Record<string, string>,
  reason: RegExp,
  expected = EXIT_CODES.failed.code as number,
): Promise<void> {
  const { child, ended } = start(name, env);
  const guard = setTimeout(() => child.kill('SIGKILL'), SECONDS_MS);
  const { code, output, ms } = await ended;
  clearTimeout(guard);
  expect(output, name).toMatch(reason);
  expect({ name, code, inTime: ms < SECONDS_MS }).toEqual({ name, code: expected, inTime: true });
  expect(output).not.toMatch(/owner-secret|test-owner-password/);
}

/** Holds a port for as long as `work` takes. */
async function whileTaken(work: (port: string) => Promise<void>): Promise<void> {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  try {
    await work(String(typeof address === 'object' ? address?.port : 0));
  } finally {
    holder.close();
  }
}

describe('a process that can not boot ends, with its reason', () => {
  const refusedOrAway: [string, RegExp][] = [
    [nowhere, /the database 127\.0\.0\.1:1\/books can't be reached, tried for 5 s: .*ECONNREFUSED/],
    ['postgres://127.0.0.1:1', /the database 127\.0\.0\.1:1 can't be reached/],
  ];
  it.each(['api', 'worker', 'intake'])('%s: the database does not answer', async (name) => {
    const [address, reason] = refusedOrAway[name === 'api' ? 0 : 1] ?? [nowhere, /./];
    await fails(name, { DISPUTE_EVENTS_QUEUE_URL: 'http://127.0.0.1:1/q', DATABASE_URL: address }, reason);
  });

  it('the database refuses the password, has another name, has no tables', async () => {
    const wrong = { DATABASE_APP_PASSWORD: 'not-the-password-1', DATABASE_PLATFORM_PASSWORD: 'not-the-password-2' };
    const { ownerUrl: emptyUrl, name: empty } = await createOwnedDatabase(inject('embeddedUrl'));
    await migrateDatabase(emptyUrl, loadConfiguration({ DATA_DIR: directory }).logins(emptyUrl));
    await dropEverything(emptyUrl);
    const other = (name: string) => ({ DATABASE_URL: url.replace(/\/t_\w+$/, `/${name}`) });
    await fails(
      'api',
      { DATABASE_URL: url, ...wrong },
      /refuses the login cs_t_\w+_app \(28P01: password authentication failed/,
    );
    await fails('worker', other('none_of_this_name'), /refuses the login/);
    await fails('api', other(empty), /it has no tables yet; run: countersign db-setup/);
  });

  it('a worker without its engine', async () => {
    await fails('worker', { DATABASE_URL: url }, /the Temporal server 127\.0\.0\.1:1 can't be reached, tried for 5 s/);
  });

  it('a port that another program holds: the API, the sandbox on each of its three, and everything at once', async () => {
    await whileTaken(async (port) => {
      const reason = new RegExp(`port ${port} of 127\\.0\\.0\\.1.*(another program|taken)`);
      await fails('api', { DATABASE_URL: url, PORT: port }, reason);
      for (const ports of [`${port},0,0`, `0,${port},0`, `0,0,${port}`])
        await fails(
          'sandbox',
          { SANDBOX_PORTS: ports, DATA_DIR: mkdtempSync(join(directory, 'sandbox-')) },
          /EADDRINUSE|in use|taken/,
        );
      for (const command of ['up', 'demo'])
        await fails(command, { PORT: port, DATABASE_URL: url, DATA_DIR: mkdtempSync(join(directory, 'up-')) }, reason);
    });
  });

  it('up and demo without their database', async () => {
    for (const command of ['up', 'demo'])
      await fails(
        command,
        { PORT: '0', DATABASE_URL: nowhere, DATA_DIR: mkdtempSync(join(directory, 'up-')) },
        /ECONNREFUSED/,
        EXIT_CODES.unreachable.code,
      );
  });
});

describe('an API that is told to stop', () => {
  async function startApi(env: Record<string, string> = {}) {
    const port = await freePort(0);
    const process_ = start('api', { DATABASE_URL: url, PORT: String(port), ...env });
    const base = `http://127.0.0.1:${port}`;
    for (let tries = 0; tries < 200; tries += 1) {
      const live = await call('GET', `${base}/health/live`).catch(() => null);
      if (live) return { ...process_, base };
      await pause(100);
    }
    throw new Error(process_.output());
  }

  it('says so on /health/ready first, still serves, ends 20 requests in flight, and goes with 0', async () => {
    const { child, ended, base } = await startApi();
    expect((await call('GET', `${base}/health/ready`)).status).toBe(200);
    const agent = new Agent({ keepAlive: true });
    const results: string[] = [];
    // A login takes its time in hashing; twenty at once stand in line, over connections that are kept.
    const inFlight = Array.from({ length: 20 }, (_, index) =>
      call('POST', `${base}/auth/login`, {
        body: { email: `nobody${index}@example.com`, password: 'wrong password' },
      }).then(
        (answer) => results.push(String(answer.status)),
        (error: unknown) => results.push(String(error)),
      ),
    );
    await pause(20);
    const toldAt = Date.now();
    child.kill('SIGTERM');
    await pause(100);
    const ready = await new Promise<{ status: number | undefined; connection: string | undefined }>(
      (resolve, reject) => {
        get(`${base}/health/ready`, { agent }, (answer) => {
          answer.resume();
          resolve({ status: answer.statusCode, connection: answer.headers.connection });
        }).on('error', reject);
      },
    );
    expect(ready).toEqual({ status: 503, connection: 'close' });
    expect((await call('GET', `${base}/health/live`)).status).toBe(200);
    // What comes while it only says that it stops is served too.
    const late = await call('POST', `${base}/auth/login`, {
      body: { email: 'late@example.com', password: 'wrong password' },
    });
    expect(late.status).toBe(401);
    await Promise.all(inFlight);
    expect(results).toEqual(Array(20).fill('401'));
    expect((await ended).code).toBe(0);
    const tookMs = Date.now() - toldAt;
    expect(tookMs).toBeGreaterThan(1_900);
    expect(tookMs).toBeLessThan(25_000);
    agent.destroy();
  });

  it('a request that is slower than the notice is waited for, and a stream is ended', async () => {
    const { child, ended, base } = await startApi({ STOP_NOTICE_SECONDS: '0' });
    const login = await call('POST', `${base}/auth/login`, {
      body: { email: 'reviewer@countersign.example', password: 'demo-reviewer-1' },
    });
    const authorization = `Bearer ${String(login.body.access_token)}`;
    const stream = new Promise<string>((resolve, reject) => {
      get(`${base}/live`, { headers: { authorization } }, (answer) => {
        answer.on('data', () => undefined);
        answer.on('error', reject);
        answer.on('end', () => resolve('ended'));
      }).on('error', reject);
    });
    await pause(300);
    const slow = Array.from({ length: 20 }, (_, index) =>
      call('POST', `${base}/auth/login`, { body: { email: `slow${index}@example.com`, password: 'wrong password' } }),
    );
    await pause(60);
    const toldAt = Date.now();
    child.kill('SIGTERM');
    expect((await Promise.all(slow)).map((answer) => answer.status)).toEqual(Array(20).fill(401));
    expect(await stream).toBe('ended');
    expect((await ended).code).toBe(0);
    // Not by the bound of 30 s: everything had ended, and nothing else may hold the process.
    expect(Date.now() - toldAt).toBeLessThan(25_000);
  });

  it('health has no rate limit: 330 in a row are answered, other routes still meet theirs', async () => {
    const { child, ended, base } = await startApi({ RATE_LIMIT_REQUESTS_PER_MINUTE: '20', STOP_NOTICE_SECONDS: '0' });
    for (const path of ['/health', '/health/ready', '/health/live']) {
      // At once: with the engine away each takes the two seconds that health waits for it.
      const answers = await Promise.all(Array.from({ length: 110 }, () => call('GET', `${base}${path}`)));
      expect([...new Set(answers.map((answer) => answer.status))], path).toEqual([200]);
    }
    const others = new Set<number>();
    for (let count = 0; count < 40; count += 1) others.add((await call('GET', `${base}/metrics`)).status);
    expect([...others].toSorted()).toEqual([200, 429]);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });
});
