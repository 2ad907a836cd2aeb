import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../cli/configuration.ts';
import { type System, startSystem } from '../../cli/supervisor.ts';
import { ownTime } from '../run/limits.ts';
import { prepareSchemathesis, SCHEMATHESIS } from '../run/schemathesis.ts';
import { bearer, call, logIn } from '../system/http.ts';

/** Examples per operation and role; more with SCHEMATHESIS_EXAMPLES. */
const EXAMPLES = Number(process.env.SCHEMATHESIS_EXAMPLES ?? 3);
/** The same examples every time, so that a failure can be had again; other ones with SCHEMATHESIS_SEED. */
const SEED = Number(process.env.SCHEMATHESIS_SEED ?? 1);
const missing = prepareSchemathesis((line) => process.stdout.write(`${line}\n`));
if (missing) process.stdout.write(`SKIPPED: the schemathesis runs, because ${missing}\n`);

// What ends the token it is called with is fuzzed last, on its own: the checks of the others need a living one.
const ENDING = [
  '/auth/logout',
  '/auth/sessions/{session_id}',
  '/admin/config/{key}',
  '/admin/users/{user_id}',
  '/admin/tenants/{tenant_id}',
  '/auth/password',
  '/auth/password/reset',
  '/auth/second-factor/disable',
];

let system: System;
let owner: ReturnType<typeof postgres>;

/** A system of its own: fuzzing stops money, disables users and fills tables. */
beforeAll(async () => {
  if (missing) return;
  const configuration = loadConfiguration({
    ...process.env,
    DATA_DIR: mkdtempSync(join(tmpdir(), 'countersign-fuzz-')),
    PORT: '0',
    DATABASE_URL: '',
    TEMPORAL_ADDRESS: '',
  });
  system = await startSystem(configuration, { say: () => undefined });
  owner = postgres(system.run.databaseUrl, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  if (missing) return;
  await owner.end();
  await system.stop();
});

/** A fresh account with the role, so that what an earlier run did to others does not matter. */
async function accountOf(role: string): Promise<Record<string, string>> {
  const [demo] = system.run.logins.filter((login) => login.role === 'admin');
  if (!demo) throw new Error('no demo login');
  const maker = role === 'key' ? 'admin' : role;
  const email = `${maker}.${crypto.randomUUID().slice(0, 8)}@fuzz.example`;
  await owner`insert into users (tenant_id, email, display_name, password_hash, roles)
    select tenant_id, ${email}, 'F', password_hash, ${[maker]} from users where email = ${demo.email} and address <> 'unproved'`;
  const { access } = await logIn(system.run.api, { email, password: demo.password });
  // Spelled as the tool spells it, so that it can take the header away and see whether it is missed.
  if (role !== 'key') return { Authorization: `Bearer ${access}` };
  const made = await call('POST', `${system.run.api}/admin/api-keys`, {
    headers: bearer(access),
    body: { name: 'fuzz', scopes: ['disputes:start', 'disputes:read', 'review:read', 'audit:read'] },
  });
  return { 'X-API-Key': String(made.body.key) };
}

function fuzz(headers: Record<string, string>, args: string[]): Promise<{ status: number | null; output: string }> {
  const { api } = system.run;
  const child = spawn(
    SCHEMATHESIS,
    [
      '--config-file',
      join('tests', 'schemathesis.toml'),
      'run',
      `${api}/openapi.json`,
      '--url',
      `${api}/api/v1`,
      ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
      '--checks',
      'all',
      // Rules no schema can say (a cursor of this very list, a date in the future) are 422 for input that fits the schema.
      '--exclude-checks',
      'positive_data_acceptance',
      '--max-examples',
      String(EXAMPLES),
      '--exclude-path',
      '/live',
      '--continue-on-failure',
      '--no-color',
      // One worker: hypothesis shares Python's line cache between threads, and a run has died of that inside the tool.
      '--workers',
      '1',
      '--seed',
      String(SEED),
      '--request-timeout',
      '20',
      '--suppress-health-check',
      'all',
      '--generation-database',
      'none',
      '--warnings',
      'off',
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  return new Promise((resolve) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    // Lines of source that the tool quotes are cut: they would push the failure itself out of the report.
    child.on('close', (status) => resolve({ status, output: output.replace(/^(.{400}).*$/gm, '$1 ...') }));
  });
}

describe.skipIf(missing !== null)('[S11] [EM-API-08] [EM-API-11] schemathesis over the whole OpenAPI document', () => {
  const others = ENDING.flatMap((path) => ['--exclude-path', path]);
  const runs: [string, string[]][] = [
    ['super_user', ['--phases', 'examples,coverage,fuzzing', ...others]],
    ['admin', ['--phases', 'examples,coverage,fuzzing', ...others]],
    ['reviewer', ['--phases', 'fuzzing', ...others]],
    ['attorney', ['--phases', 'fuzzing', ...others]],
    ['user', ['--phases', 'fuzzing', ...others]],
    ['key', ['--phases', 'fuzzing', ...others]],
    ['nobody', ['--phases', 'fuzzing', ...others]],
    ['admin', ['--phases', 'coverage,fuzzing', ...ENDING.flatMap((path) => ['--include-path', path])]],
  ];
  for (const [index, [role, args]] of runs.entries())
    it(`as ${role}${index === runs.length - 1 ? ', on what ends tokens' : ''}: no 5xx, no schema break, no ignored auth`, {
      timeout: ownTime(600_000),
    }, async () => {
      const { status, output } = await fuzz(role === 'nobody' ? {} : await accountOf(role), args);
      const tested = Number(/Tested: (\d+)/.exec(output)?.[1] ?? 0);
      expect(status, output.slice(0, 4_000) + output.slice(4_000).slice(-8_000)).toBe(0);
      expect(tested).toBeGreaterThanOrEqual(index === runs.length - 1 ? ENDING.length : 45);
    });

  it('after all of it the system answers', async () => {
    const health = await call('GET', `${system.run.api}/health`);
    expect([health.status, health.body.status]).toEqual([200, 'ok']);
  });
});
