import { availableParallelism, platform } from 'node:os';
import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, call, logIn, signUp } from '../http.ts';
import { eventually, openWorld, type World } from '../world.ts';

/** 10,000 in `npm run proof`. */
const LOGINS = Number(process.env.LOGIN_FLOOD ?? 2_000);
const ADDRESSES = 100;
const PARALLEL = 50;
const TIMED = 150;

let world: World;
let api: string;
beforeAll(() => {
  world = openWorld();
  api = world.run.api;
});
afterAll(() => world.close());

// Linux answers on all of 127.0.0.0/8; elsewhere all tries come from one address.
const address = (index: number) => (platform() === 'linux' ? `127.0.${1 + (index % ADDRESSES)}.1` : '127.0.0.1');
const attempt = (email: string, password: string, from: string, headers: Record<string, string> = {}) =>
  call('POST', `${api}/auth/login`, { body: { email, password }, from, headers });
const p95 = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;

/** Mann-Whitney U, two-sided, normal approximation: how likely two samples this far apart come from one distribution. */
function separability(a: number[], b: number[]): number {
  const ranked = [...a.map((value) => ({ value, own: true })), ...b.map((value) => ({ value, own: false }))].sort(
    (x, y) => x.value - y.value,
  );
  const rankSum = ranked.reduce((sum, entry, index) => sum + (entry.own ? index + 1 : 0), 0);
  const u = rankSum - (a.length * (a.length + 1)) / 2;
  const mean = (a.length * b.length) / 2;
  const deviation = Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12);
  const z = Math.abs((u - mean) / deviation);
  // Complementary error function (Abramowitz and Stegun 7.1.26); its error of 1.5e-7 does not matter here.
  const t = 1 / (1 + (0.3275911 * z) / Math.SQRT2);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return poly * Math.exp((-z * z) / 2);
}

describe('[S5] [PY-AUTH-08] [PY-AUTH-09] [EM-API-10] [PY-INT-06] a flood of logins', () => {
  it(`${LOGINS} logins from ${ADDRESSES} addresses: at most 10 tries per account, the owner gets in, others are not held up`, async () => {
    const victims = await Promise.all(Array.from({ length: 20 }, () => signUp(api)));
    const unknown = Array.from(
      { length: 20 },
      (_, index) => `ghost${index}.${crypto.randomUUID().slice(0, 6)}@people.example`,
    );
    const targets = [...victims.map((victim) => victim.email), ...unknown];
    const reader = await logIn(api, world.run.logins[0] ?? { email: '', password: '' });
    const read = async () => (await call('GET', `${api}/reviews?limit=5`, { headers: bearer(reader.access) })).ms;
    const quiet: number[] = [];
    for (let index = 0; index < 300; index += 1) quiet.push(await read());

    const tries = new Map<string, number>();
    const refused = { locked: 0, limited: 0, withoutWait: 0, wrong: 0, other: 0 };
    let next = 0;
    let flooding = true;
    const flood = async () => {
      for (let index = next++; index < LOGINS; index = next++) {
        const email = targets[(index * 7) % targets.length] ?? '';
        const answer = await attempt(email, `guess ${index}`, address(index));
        if (answer.status === 401) {
          tries.set(email, (tries.get(email) ?? 0) + 1);
          refused.wrong += 1;
        } else if (answer.status === 429) {
          refused[answer.body.error.code === 'ACCOUNT_LOCKED' ? 'locked' : 'limited'] += 1;
          if (!(Number(answer.headers['retry-after']) > 0)) refused.withoutWait += 1;
        } else refused.other += 1;
      }
    };
    const busy: number[] = [];
    const owners: number[] = [];
    const others = (async () => {
      while (flooding) {
        busy.push(await read());
        if (busy.length % 10 === 0) {
          const victim = victims[busy.length % victims.length];
          if (victim)
            owners.push((await attempt(victim.email, victim.password, address(7), { cookie: victim.cookie })).status);
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    const startedAt = Date.now();
    await Promise.all(Array.from({ length: PARALLEL }, flood));
    flooding = false;
    await others;
    const seconds = (Date.now() - startedAt) / 1000;

    expect(refused.other + refused.withoutWait).toBe(0);
    expect(Math.max(...tries.values())).toBeLessThanOrEqual(10);
    expect(tries.size).toBe(targets.length);
    expect(new Set(owners)).toEqual(new Set([200]));
    expect(owners.length).toBeGreaterThanOrEqual(2);
    // The owner on a device never seen before waits like everybody: a right password must not be recognisable there.
    const victim = victims[0] ?? { email: '', password: '', cookie: '' };
    expect((await attempt(victim.email, victim.password, address(3))).body.error.code).toBe('ACCOUNT_LOCKED');
    const [mark] = victims[1]?.cookie.split('.') ?? [];
    for (const forged of ['cs_device=x', `${mark}.${'A'.repeat(43)}`, victims[1]?.cookie ?? ''])
      expect((await attempt(victim.email, victim.password, address(4), { cookie: forged })).status, forged).toBe(429);
    const ratio = p95(busy) / p95(quiet);
    // Seen 1.9 on two quiet cores, against a goal of 3; the bound leaves room for a busy machine. Without the wait for refusals it is 60.
    expect(ratio).toBeLessThan(10);
    process.stdout.write(
      `login flood: ${(LOGINS / seconds).toFixed(0)} tries/s, p95 of a list ${p95(quiet).toFixed(1)} ms quiet, ${p95(busy).toFixed(1)} ms in the flood (${ratio.toFixed(2)} times, ${availableParallelism()} cores)\n`,
    );
  });

  it('the lock of an account ends by itself', async () => {
    const victim = await signUp(api);
    for (let index = 0; index < 6; index += 1) await attempt(victim.email, 'wrong password', address(60 + index));
    expect((await attempt(victim.email, victim.password, address(70))).status).toBe(429);
    await world.owner`update rate_limits set updated_at = updated_at - interval '15 minutes' where bucket like 'login:account:%'`;
    await eventually(
      'the lifted lock',
      async () => (await attempt(victim.email, victim.password, address(70))).status === 200,
    );
  });

  it(`an unknown account takes as long as a wrong password: not separable over ${TIMED} tries each`, async () => {
    const passwordHash = await hash('some long password', { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    const label = crypto.randomUUID().slice(0, 8);
    const tenantId = world.run.logins[0]?.tenantId ?? '';
    const rows = Array.from({ length: TIMED }, (_, index) => ({
      tenant_id: tenantId,
      email: `timed${index}.${label}@people.example`,
      display_name: 'T',
      password_hash: passwordHash,
      roles: ['user'],
    }));
    await world.owner`insert into users ${world.owner(rows)}`;
    const known: number[] = [];
    const unknown: number[] = [];
    for (let index = 0; index < TIMED; index += 1) {
      const pair = [
        async () =>
          known.push((await attempt(`timed${index}.${label}@people.example`, 'wrong password', address(index))).ms),
        async () =>
          unknown.push((await attempt(`ghost${index}.${label}@people.example`, 'wrong password', address(index))).ms),
      ];
      // Which of the two comes first changes, so that neither warms up the other.
      for (const one of index % 2 ? pair : pair.reverse()) await one();
    }
    expect(separability(known, unknown)).toBeGreaterThanOrEqual(0.01);
    // The same measure tells ten milliseconds apart, so the line above can fail.
    expect(
      separability(
        known,
        unknown.map((ms) => ms + 10),
      ),
    ).toBeLessThan(0.01);
  });
});
