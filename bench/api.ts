import { spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { and, eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { createLocalJWKSet, jwtVerify } from 'jose';
import postgres from 'postgres';
import { createAuthenticator } from '../api/http/authenticate.ts';
import { createDatabaseClock } from '../api/http/databaseClock.ts';
import { createRevocations } from '../api/http/revocations.ts';
import { createTokenService } from '../api/http/tokens.ts';
import { openConfiguredDatabase } from '../cli/environment/connect.ts';
import { freePort } from '../cli/environment/ports.ts';
import type { Database } from '../db/database.ts';
import { users } from '../db/identity/schema.ts';
import { REPETITIONS, ratio, round } from './measure.ts';
import type { BenchWorld } from './world.ts';

const CONNECTIONS = 16;
const SLICE_MS = 3_000;
const OPEN_REVIEWS = 500;

/** Calls per second while `parallel` callers do nothing else for a while. */
async function rate(call: () => Promise<unknown>, parallel: number, ms = SLICE_MS): Promise<number> {
  let done = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      while (performance.now() - startedAt < ms) {
        await call();
        done += 1;
      }
    }),
  );
  return (done * 1000) / (performance.now() - startedAt);
}

/** Ours and the baseline in turns (ABBA), after one round of each to warm up; rates per second. */
async function inTurns(ours: () => Promise<number>, baseline: () => Promise<number>) {
  const series = { ours: [] as number[], baseline: [] as number[] };
  await ours();
  await baseline();
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1)
    for (const kind of repetition % 2 ? (['baseline', 'ours'] as const) : (['ours', 'baseline'] as const))
      series[kind].push(await (kind === 'ours' ? ours() : baseline()));
  return ratio(series.ours, series.baseline);
}

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
function http(url: string, headers: Record<string, string>, body?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: body === undefined ? 'GET' : 'POST', headers, agent }, (incoming) => {
      incoming.resume();
      incoming.on('end', () => {
        if (incoming.statusCode === 200) resolve(200);
        else reject(new Error(`${url}: ${incoming.statusCode}`));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function plainApi(world: BenchWorld): Promise<{ url: string; stop(): void }> {
  const jwks = await (await fetch(`${world.run.api}/.well-known/jwks.json`)).text();
  const port = await freePort(0);
  const child = spawn(
    process.execPath,
    [`${import.meta.dirname}/plainApi.ts`, String(port), world.run.databaseUrl, jwks],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', () => reject(new Error('the plain API did not start')));
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => void child.kill() };
}

async function openReviews({ owner, run }: BenchWorld): Promise<void> {
  const tenantId = run.logins[0]?.tenantId ?? '';
  await owner`with made as (
      insert into processes (tenant_id, kind, subject, run, workflow_type, workflow_id, task_queue, request_hash, input, started_by, status)
      select ${tenantId}, 'bench', 'B' || n, 1, 'x', 'bench:' || n, 'none', 'x', '{}', 'bench', 'closed' from generate_series(1, ${OPEN_REVIEWS}) n returning id, subject),
    shown as (insert into review_snapshots (tenant_id, canonical_json, shown_hash) select ${tenantId}, '{}', md5(subject) || md5(subject) from made returning id, shown_hash)
    insert into review_tasks (tenant_id, process_id, kind, gate, subject, snapshot_id, requested_by)
    select ${tenantId}, made.id, 'dispute_resolution', 'g', made.subject, shown.id, 'bench' from made join shown on shown.shown_hash = md5(made.subject) || md5(made.subject)`;
  await owner`analyze`;
}

/** Reads over HTTP against a plain Express server that asks the same of the database. */
async function readFigures(world: BenchWorld, headers: Record<string, string>): Promise<void> {
  const { publish, run } = world;
  const plain = await plainApi(world);
  const reads = (url: string) => () => rate(() => http(url, headers), CONNECTIONS);
  publish({
    name: 'authenticated tenant read (GET /me), req/s, ours / plain Express with one prepared read',
    limit: 0.8,
    better: 'higher',
    ...(await inTurns(reads(`${run.api}/me`), reads(`${plain.url}/me`))),
  });
  publish({
    name: `first page of ${OPEN_REVIEWS} open reviews, req/s, ours / plain Express with the same query`,
    limit: 0.7,
    better: 'higher',
    ...(await inTurns(reads(`${run.api}/reviews`), reads(`${plain.url}/reviews`))),
  });
  plain.stop();
}

/** Processor time of one argon2id verify. */
async function argon2Ms(stored: string): Promise<number> {
  const before = process.cpuUsage();
  for (let index = 0; index < 50; index += 1) await verify(stored, 'some long password');
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1000 / 50;
}

async function loginFigures(world: BenchWorld): Promise<void> {
  const stored = await hash('some long password', { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const { email, password } = world.login('reviewer');
  const body = JSON.stringify({ email, password });
  const headers = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
  const logins = () => rate(() => http(`${world.run.api}/auth/login`, headers, body), CONNECTIONS / 4);
  const cores = availableParallelism();
  world.publish({
    name: `logins per second / cores over argon2 CPU (${cores} cores)`,
    limit: 0.9,
    better: 'higher',
    ...(await inTurns(logins, async () => (cores * 1000) / (await argon2Ms(stored)))),
  });
  world.note(`one argon2id verify costs ${round(await argon2Ms(stored), 1)} ms of CPU`);
}

async function tokenFigures(world: BenchWorld, db: Database, token: string): Promise<void> {
  const { configuration } = world;
  const clock = createDatabaseClock(db);
  const tokens = createTokenService(configuration.jwtPrivateKeyPem, configuration.env.JWT_ISSUER, clock);
  const authenticator = createAuthenticator(db, tokens, createRevocations(db, clock), clock);
  const keys = createLocalJWKSet(await tokens.jwks());
  const header = (name: string) => (name === 'authorization' ? `Bearer ${token}` : undefined);
  const checks = async (check: () => Promise<unknown>) => 1000 / (await rate(check, 1, 2_000));
  world.publish({
    name: 'time of a token check with revocation / bare verify of the signature',
    limit: 1.5,
    better: 'lower',
    ...(await inTurns(
      () => checks(() => authenticator.authenticate({ access: 'token' }, header)),
      () => checks(() => jwtVerify(token, keys, { algorithms: ['RS256'], audience: 'api' })),
    )),
  });
}

async function rowSecurityFigures({ run, publish }: BenchWorld, db: Database): Promise<void> {
  const bare = postgres(run.databaseUrl, { max: 8, onnotice: () => undefined });
  const tenantId = run.logins[0]?.tenantId ?? '';
  const unguarded = drizzle(bare);
  const [user] = await bare`select id from users where tenant_id = ${tenantId} limit 1`;
  const userId = String(user?.id);
  const own = and(eq(users.tenantId, tenantId), eq(users.id, userId));
  publish({
    name: 'tenant transaction, per second, with row security / the same query without',
    limit: 0.5,
    better: 'higher',
    ...(await inTurns(
      () => rate(() => db.withTenant(tenantId, (tx) => tx.select().from(users).where(eq(users.id, userId))), 8),
      () => rate(() => unguarded.select().from(users).where(own), 8),
    )),
  });
  await bare.end();
}

/** The HTTP API against plain Express, and what its parts cost. */
export async function apiFigures(world: BenchWorld): Promise<void> {
  await openReviews(world);
  const token = await world.reviewer.bearer();
  await readFigures(world, { authorization: `Bearer ${token}` });
  await loginFigures(world);
  const db = openConfiguredDatabase(world.configuration, 8);
  await tokenFigures(world, db, token);
  await rowSecurityFigures(world, db);
  await db.end();
}
