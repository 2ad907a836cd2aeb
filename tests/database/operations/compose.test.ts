import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ComposeWorld, type Files, ourFiles, type Running } from '../../run/composeWorld.ts';
import { call } from '../../system/http.ts';

const PROCESSES = ['sandbox', 'api', 'worker', 'worker-payouts', 'intake'];
const ADMIN = { email: 'newcomer@example.com', password: 'a password of my own' };

/** Fails with what the process wrote where it ends though it should run, or does not end well though it should. */
async function endsWell(running: Running): Promise<void> {
  expect(await running.ended, running.output()).toBe(0);
}

describe('what docker-compose.yml starts, as unprivileged users in a tree they can not write to', () => {
  let world: ComposeWorld;
  let stopPostgres: () => Promise<void>;
  let temporal: Running;
  const processes = new Map<string, Running>();
  let token: string;

  beforeAll(async () => {
    world = new ComposeWorld();
    stopPostgres = await world.startPostgres();
    temporal = await world.runTemporal();
  });
  afterAll(async () => {
    await world.remove();
    await stopPostgres();
  });
  const api = (path: string) => world.browser(`http://localhost:8003${path}`);

  it('every service starts in the order of the file, and each health check of the file passes', async () => {
    await endsWell(world.run('migrate'));
    expect(await world.healthy('temporal'), temporal.output()).toBeNull();
    for (const name of PROCESSES) {
      for (const [needed, condition] of Object.entries(world.service(name).dependsOn))
        if (condition === 'service_healthy')
          expect(world.service(needed).healthcheck, `${name} waits for ${needed}`).not.toBeNull();
      processes.set(name, world.run(name));
      if (world.service(name).healthcheck) expect(await world.healthy(name), processes.get(name)?.output()).toBeNull();
    }
    for (const [name, { child, output }] of processes) expect(child.exitCode, `${name}: ${output()}`).toBeNull();
    const health = await call('GET', api('/health'));
    expect(health.body).toMatchObject({ status: 'ok', checks: { database: 'ok', engine: 'ok' } });
  });

  it('runs nothing as root, gives nobody but migrate the owner of the database, and leaves time to stop', () => {
    expect(world.image.user).toBe('node');
    for (const name of PROCESSES) {
      const service = world.service(name);
      expect(new URL(service.environment.DATABASE_URL ?? '').username, name).toBe('');
      expect(service.stopGraceSeconds, name).toBeGreaterThan(40);
    }
    expect(new URL(world.service('migrate').environment.DATABASE_URL ?? '').username).not.toBe('');
    for (const service of world.services.values())
      for (const { address } of service.published) expect(address, service.name).toBe('127.0.0.1');
  });

  it('the first account is made as the file says, and there are no demo logins', async () => {
    await endsWell(
      world.run('api', ['admin', 'create', '--email', ADMIN.email], { COUNTERSIGN_PASSWORD: ADMIN.password }),
    );
    const login = await call('POST', api('/auth/login'), { body: ADMIN });
    expect(login.status, login.text).toBe(200);
    token = String(login.body.access_token);
    // Here every address is of loopback, so what the file says is asked of the configuration itself.
    expect(world.configurationOf('api', true)).toMatchObject({ production: false, demoLogins: false });
    expect((await call('GET', api('/console/'))).status).toBe(200);
  });

  it('a webhook of the sandbox gets to the API', async () => {
    const sandbox = world.browser('http://localhost:8004/');
    const refund = await call('POST', `${sandbox}v1/refunds`, {
      raw: 'charge=ch_example_12345&amount=100',
      headers: {
        authorization: 'Bearer sk_test_sandbox',
        'content-type': 'application/x-www-form-urlencoded',
        'idempotency-key': 'compose',
      },
    });
    expect(refund.status, refund.text).toBe(200);
    const told = await call('POST', `${sandbox}_sandbox/data`, {
      body: { vendor: 'stripe', kind: 'refund_failure', records: [{ id: refund.body.id }] },
    });
    expect(told.body.delivered, told.text).toEqual([200]);
  });

  it("Google's consent page and the way back are addresses that a browser has", async () => {
    const init = await call('GET', api('/integrations/gmail/oauth/init'), {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(init.status, init.text).toBe(200);
    const consent = await call('GET', world.browser(String(init.body.authorization_url)));
    expect(consent.status, consent.text).toBe(302);
    const cookie = [init.headers['set-cookie'] ?? []]
      .flat()
      .map((line) => line.split(';')[0])
      .join('; ');
    const back = await call('GET', world.browser(String(consent.headers.location)), { headers: { cookie } });
    expect([200, 302, 303], back.text).toContain(back.status);
  });

  it("a worker's metrics are there for a scraper in the network, as Prometheus reads them, the SDK's with ours", async () => {
    const answer = await call('GET', `http://${world.address('worker')}:8007/metrics`);
    expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.text).toContain('countersign_activity_duration_seconds');
    expect(answer.text).toMatch(/^temporal_\w+/m);
  });

  it('what is kept is readable by its user alone', () => {
    const open: string[] = [];
    const look = (path: string) => {
      const stats = statSync(path);
      if ((stats.mode & 0o077) !== 0) open.push(path);
      if (stats.isDirectory()) for (const name of readdirSync(path)) look(join(path, name));
    };
    look(world.volumePath('data'));
    expect(open).toEqual([]);
  });

  it('each process that is told to stop ends by itself in the time of the file', async () => {
    for (const name of PROCESSES) processes.get(name)?.child.kill('SIGTERM');
    for (const name of PROCESSES) {
      const running = processes.get(name);
      const late = new Promise((resolve) => setTimeout(resolve, world.service(name).stopGraceSeconds * 1000, 'late'));
      expect(await Promise.race([running?.ended, late]), `${name}: ${running?.output()}`).toBe(0);
    }
  });
});

describe('planted faults: each of the old file is found', () => {
  let base: ComposeWorld;
  const worlds: ComposeWorld[] = [];
  beforeAll(() => {
    base = new ComposeWorld();
    worlds.push(base);
  });
  afterAll(async () => {
    for (const world of worlds) await world.remove();
  });
  const spoil = (change: Partial<Record<keyof Files, [string | RegExp, string]>>, own = false): ComposeWorld => {
    const files = ourFiles();
    for (const name of ['compose', 'dockerfile'] as const) {
      const [what, by] = change[name] ?? ['', ''];
      if (what === '') continue;
      expect(files[name]).toMatch(what);
      files[name] = files[name].replaceAll(new RegExp(what, 'g'), by);
    }
    const world = own ? new ComposeWorld(files) : new ComposeWorld(files, base);
    worlds.push(world);
    return world;
  };
  const fails = async (world: ComposeWorld, name: string, reason: RegExp) => {
    const running = name === 'temporal' ? await world.runTemporal() : world.run(name);
    const code = await Promise.race([
      running.ended,
      new Promise((resolve) => setTimeout(resolve, 30_000, 'still runs')),
    ]);
    expect(running.output()).toMatch(reason);
    expect([0, 'still runs']).not.toContain(code);
  };

  const consentPage = (world: ComposeWorld) => world.configurationOf('api', true).google()?.authorizeUrl ?? '';

  it('/data belongs to root', async () => {
    await fails(spoil({ dockerfile: [/ && chown node:node \/data/, ''] }), 'migrate', /EACCES|permission denied/);
  });

  it("Temporal's volume lies where its user may not write", async () => {
    const world = spoil({ compose: [/\/home\/temporal/, '/temporal'] });
    await fails(world, 'temporal', /unable to open database|permission denied|readonly/i);
  });

  it('nobody says that it is a rehearsal', async () => {
    await fails(
      spoil({ compose: [/APP_ENV: development/, 'LOG_LEVEL: info'] }),
      'migrate',
      /this is production, because/,
    );
  });

  it("Google's consent page is on a name that only containers have, and so is a port that is not published", () => {
    const inside = spoil({ compose: [/SANDBOX_PUBLIC_URL: \S+/, 'LOG_LEVEL: info'] });
    expect(() => inside.browser(consentPage(inside))).toThrow('a browser does not get to sandbox');
    const hidden = spoil({ compose: [/"127\.0\.0\.1:8004:8004", /, ''] });
    expect(() => hidden.browser(consentPage(hidden))).toThrow('a browser does not get to localhost');
    const good = base;
    expect(good.browser(consentPage(good))).toContain(good.address('sandbox'));
  });

  it('webhooks go to another container’s loopback', () => {
    const before = spoil({ compose: [/WEBHOOK_TARGET_URL: \S+/, 'LOG_LEVEL: info'] });
    expect(before.configurationOf('sandbox', false).webhookTarget).not.toContain(before.address('api'));
    const good = base;
    expect(good.configurationOf('sandbox', false).webhookTarget).toContain(`${good.address('api')}:8003`);
  });

  it('a tree that can not be written to and has no bundle yet still starts a worker', async () => {
    const world = spoil({ dockerfile: [/RUN node -e .*/, ''] }, true);
    const script =
      "import('./workers/bundle.ts').then((m) => m.workflowBundle()).then(({ code }) => console.log(code.length > 100000))";
    const running = world.exec('worker', ['node', '-e', script]);
    await endsWell(running);
    expect(running.output()).toMatch(/the tree is read-only.*true/s);
  });
});
