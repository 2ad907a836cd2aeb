import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPasswords } from '../api/identity/passwords.ts';
import { DEMO_LOGINS } from '../db/seed/tenants.ts';
import { PRODUCTION } from '../tests/productionEnvironment.ts';
import { readDockerfile } from '../tests/run/composeFile.ts';
import { ConfigurationError, loadConfiguration } from './configuration.ts';
import { isLoopback, profileOf } from './profile.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-profile-'));
const load = (env: Record<string, string>) => loadConfiguration({ DATA_DIR: directory, ...env });

describe('what an installation is when nobody says so', () => {
  it.each([
    [{ NODE_ENV: 'production' }, true],
    [{ NODE_ENV: 'production', HOST: '127.0.0.1' }, true],
    [{ HOST: '0.0.0.0' }, true],
    [{ HOST: '::' }, true],
    [{ HOST: '10.0.0.7' }, true],
    [{ HOST: 'countersign.internal' }, true],
    [{ HOST: '127.0.0.1.example.com' }, true],
    [{ PUBLIC_URL: 'https://countersign.example.com' }, true],
    [{ TRUST_PROXY: 'loopback' }, true],
    [{}, false],
    [{ HOST: '127.0.0.1' }, false],
    [{ HOST: '127.9.9.9' }, false],
    [{ HOST: '::1' }, false],
    [{ HOST: 'localhost', PUBLIC_URL: 'http://localhost:8003' }, false],
    [{ NODE_ENV: 'test' }, false],
    [{ NODE_ENV: 'production', APP_ENV: 'development' }, false],
    [{ HOST: '0.0.0.0', APP_ENV: 'development' }, false],
    [{ APP_ENV: 'production', HOST: '127.0.0.1' }, true],
  ])('%j: production %s', (env, production) => {
    expect(profileOf(env).production).toBe(production);
  });

  it('an image without secrets refuses to start, names all of them, and says why it takes itself for production', () => {
    const images: Record<string, string>[] = [{ NODE_ENV: 'production' }, { HOST: '0.0.0.0' }];
    for (const env of images) {
      let error: unknown;
      try {
        load(env);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(String((error as Error).message)).toMatch(
        /this is production, because (NODE_ENV is production|HOST is 0\.0\.0\.0)/,
      );
      expect((error as ConfigurationError).problems.length).toBeGreaterThanOrEqual(10);
    }
    const { APP_ENV: _said, ...secrets } = PRODUCTION;
    expect(load({ ...secrets, NODE_ENV: 'production' })).toMatchObject({ production: true, demoLogins: false });
  });

  it('only loopback addresses are loopback', () => {
    for (const host of ['127.0.0.1', '127.255.255.254', 'localhost', 'LOCALHOST', '::1', '[::1]'])
      expect(isLoopback(host), host).toBe(true);
    for (const host of [
      '',
      '0.0.0.0',
      '::',
      '0',
      '128.0.0.1',
      'localhost.example.com',
      '127.0.0.1.nip.io',
      '::ffff:10.0.0.1',
      '169.254.1.1',
    ])
      expect(isLoopback(host), host).toBe(false);
  });
});

it('an image listens for others, is production, and is a rehearsal without demo logins where that is said', () => {
  const { environment } = readDockerfile(readFileSync('Dockerfile', 'utf8'));
  expect(environment.HOST).toBe('0.0.0.0');
  expect(profileOf(environment).production).toBe(true);
  expect(load({ ...environment, APP_ENV: 'development', DATA_DIR: directory })).toMatchObject({
    production: false,
    demoLogins: false,
  });
});

describe('demo logins', () => {
  it('exist on loopback with simulated vendors only', () => {
    expect(load({}).demoLogins).toBe(true);
    expect(load({ SANDBOX_URL: 'http://127.0.0.1:9' }).demoLogins).toBe(true);
    const others: Record<string, string>[] = [
      { APP_ENV: 'development', HOST: '0.0.0.0' },
      { APP_ENV: 'staging', HOST: '10.1.2.3' },
      { APP_ENV: 'development', PUBLIC_URL: 'https://demo.example.com' },
      { APP_ENV: 'testing', TRUST_PROXY: '10.0.0.1' },
      { STRIPE_SECRET_KEY: 'sk_live_x' },
      { CRM_BASE_URL: 'https://x.my.crm.com', CRM_ACCESS_TOKEN: 't' },
      { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret' },
      { OPENAI_API_KEY: 'sk-x' },
      { GMAIL_EMAIL: 'a@example.com', GMAIL_APP_PASSWORD: 'abcd efgh' },
      { ...PRODUCTION, HOST: '127.0.0.1' },
    ];
    for (const env of others) expect(load(env).demoLogins, JSON.stringify(env)).toBe(false);
  });

  it('left in the books of a rehearsal, none of their passwords fits where they must not exist', async () => {
    const known = DEMO_LOGINS.map((login) => login.password);
    const [here, elsewhere] = [createPasswords(), createPasswords(known)];
    for (const password of known) {
      const stored = await here.hash(password);
      expect(await here.verify(stored, password)).toBe(true);
      expect(await elsewhere.verify(stored, password), password).toBe(false);
    }
    expect(await elsewhere.verify(await here.hash('a password of their own'), 'a password of their own')).toBe(true);
  });
});
