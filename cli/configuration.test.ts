import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PRODUCTION } from '../tests/productionEnvironment.ts';
import { createLogger } from '../workers/logger.ts';
import { ConfigurationError, loadConfiguration } from './configuration.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-configuration-'));
const load = (env: Record<string, string> = {}) =>
  loadConfiguration({ DATA_DIR: directory, SANDBOX_URL: 'http://127.0.0.1:9', ...env });
const problems = (env: Record<string, string>) => {
  try {
    load(env);
    return [];
  } catch (error) {
    return error instanceof ConfigurationError ? error.problems : ['not a configuration error'];
  }
};

describe('configuration', () => {
  it('[DR-CFG-01] POSTGRES_URL is an alias; both unset means the embedded database', () => {
    expect(load({ POSTGRES_URL: 'postgres://a@h/paymentsagent' }).ownerUrl).toBe('postgres://a@h/paymentsagent');
    expect(load({ DATABASE_URL: 'postgres://b@h/x', POSTGRES_URL: 'postgres://a@h/y' }).ownerUrl).toBe(
      'postgres://b@h/x',
    );
    expect(load().ownerUrl).toBeUndefined();
  });

  it('[DR-CFG-02] [DR-CFG-04] [DR-CFG-05] [DR-CFG-06] without credentials the sandbox serves, labelled; with its flag off nothing does; with credentials the vendor', () => {
    const flags = { openai: 'MOCK_OPENAI', crm: 'MOCK_CRM', billing: 'MOCK_BILLING', stripe: 'MOCK_STRIPE' } as const;
    for (const [name, flag] of Object.entries(flags) as [keyof typeof flags, string][]) {
      expect(load().endpoint(name), name).toMatchObject({
        mock: true,
        baseUrl: expect.stringContaining('127.0.0.1:9'),
      });
      expect(load({ [flag]: 'false' }).endpoint(name), name).toBeNull();
    }
    expect(load({ OPENAI_API_KEY: 'sk-x' }).endpoint('openai')).toEqual({
      baseUrl: 'https://api.openai.com',
      credential: 'sk-x',
      mock: false,
    });
    expect(load({ PAYMENT_SECRET_KEY: 'sk_live' }).endpoint('stripe')).toMatchObject({
      credential: 'sk_live',
      mock: false,
    });
    expect(load({ CRM_BASE_URL: 'https://x.my.crm.com', CRM_ACCESS_TOKEN: 't' }).endpoint('crm')).toMatchObject({
      mock: false,
    });
    expect(
      load({ BILLING_BASE_URL: 'https://rest.billing.com', BILLING_ACCESS_TOKEN: 't' }).endpoint('billing'),
    ).toMatchObject({ mock: false });
    for (const [vendor, name, baseUrl] of [
      ['crm', 'CRM', 'https://x.my.crm.com'],
      ['billing', 'BILLING', 'https://rest.billing.com'],
    ] as const) {
      const client = { [`${name}_BASE_URL`]: baseUrl, [`${name}_CLIENT_ID`]: 'client', [`${name}_CLIENT_SECRET`]: 's' };
      expect(load({ ...client, [`${name}_ACCESS_TOKEN`]: 't' }).endpoint(vendor)).toEqual({
        baseUrl,
        credential: 's',
        clientId: 'client',
        mock: false,
      });
      expect(() => load({ ...client, [`${name}_CLIENT_SECRET`]: '' })).toThrow(`${name}_CLIENT_SECRET is missing`);
    }
    expect(load().env.OPENAI_MODEL).toBe('gpt-6-luna');
    expect(() => load({ CRM_BASE_URL: 'http://crm.example', CRM_ACCESS_TOKEN: 't' }).endpoint('crm')).toThrow(
      'refusing http:',
    );
  });

  it('simulated mail is read outside production, and in production only when MOCK_GMAIL says so', () => {
    const production = { ...PRODUCTION, SANDBOX_URL: 'https://sandbox.example' };
    expect(load().google()).toMatchObject({ mock: true });
    expect(load({ MOCK_GMAIL: 'false' }).google()).toBeNull();
    expect(load(production).google()).toBeNull();
    expect(load({ ...production, MOCK_GMAIL: 'true' }).google()).toMatchObject({ mock: true });
  });

  it('[DR-CFG-03] [DR-CFG-07] queues and mail are off until they are set', () => {
    expect(load().env.DISPUTE_EVENTS_QUEUE_URL).toBeUndefined();
    expect(load().smtpUrl).toBeUndefined();
    expect(load({ GMAIL_EMAIL: 'a@example.com', GMAIL_APP_PASSWORD: 'abcd efgh' }).smtpUrl).toBe(
      'smtps://a%40example.com:abcd%20efgh@smtp.gmail.com:465',
    );
    expect(load({ APPROVER_EMAIL: 'a@example.com, b@example.com' }).env.APPROVER_EMAIL).toEqual([
      'a@example.com',
      'b@example.com',
    ]);
  });

  it('[DR-CFG-08] CHROMA_DB_PATH is not read', () => {
    expect(load({ CHROMA_DB_PATH: './chroma' }).env).not.toHaveProperty('CHROMA_DB_PATH');
  });

  it('names every bad value at once', () => {
    expect(problems({ PORT: 'x', LOG_LEVEL: 'loud', OPENAI_MODEL: 'gpt-0' })).toEqual([
      expect.stringMatching(/^PORT/),
      expect.stringMatching(/^OPENAI_MODEL/),
      expect.stringMatching(/^LOG_LEVEL/),
    ]);
  });

  it('a value that nothing could be made of is named: URLs, addresses, halves of pairs', () => {
    for (const [name, value] of [
      ['DATABASE_URL', 'postgres://a:5432,b:5432/books'],
      ['DATABASE_URL', 'postgres://a,b/books'],
      ['POSTGRES_URL', 'postgres:///books'],
      ['DATABASE_URL', 'books'],
      ['SMTP_URL', 'https://mail.example'],
      ['SMTP_URL', 'mail.example'],
      ['APPROVER_EMAIL', 'a@example.com, somebody'],
      ['GMAIL_CHECK_INTERVAL_MINUTES', '0.001'],
      ['GOOGLE_CLIENT_ID', 'id'],
      ['GOOGLE_CLIENT_SECRET', 'secret'],
      ['WHATSAPP_ACCESS_TOKEN', 't'],
      ['AWS_ACCESS_KEY_ID', 'k'],
      ['GMAIL_APP_PASSWORD', 'abcd efgh'],
    ] as const)
      expect(problems({ [name]: value }), `${name}=${value}`).toEqual([expect.stringContaining(name)]);
    const good = {
      DATABASE_URL: 'postgresql://u:p%25@[::1]:5432/books',
      SMTP_URL: 'smtps://a%40b.example:p@mail.example:465',
    };
    expect(problems({ ...good, GMAIL_EMAIL: 'a@example.com', GMAIL_CHECK_INTERVAL_MINUTES: '0.02' })).toEqual([]);
  });

  it('production has a password for each login, and a public address over https', () => {
    const same = { DATABASE_PLATFORM_PASSWORD: PRODUCTION.DATABASE_APP_PASSWORD };
    expect(problems({ ...PRODUCTION, ...same })).toEqual([expect.stringContaining('DATABASE_PLATFORM_PASSWORD')]);
    expect(problems({ ...PRODUCTION, PUBLIC_URL: 'http://books.example' })).toEqual([
      expect.stringContaining('PUBLIC_URL'),
    ]);
    for (const PUBLIC_URL of ['https://books.example', 'http://localhost:8003'])
      expect(problems({ ...PRODUCTION, PUBLIC_URL })).toEqual([]);
  });

  it('production refuses to start with a missing, short or default secret, with the full list', () => {
    expect(problems(PRODUCTION)).toEqual([]);
    expect(problems({ APP_ENV: 'production' }).length).toBeGreaterThanOrEqual(10);
    for (const name of Object.keys(PRODUCTION).filter((key) => key !== 'APP_ENV'))
      expect(problems({ ...PRODUCTION, [name]: '' }).join(), name).toContain(name);
    expect(problems({ ...PRODUCTION, SESSION_SECRET: 'x'.repeat(40) }).join()).toContain('SESSION_SECRET');
    expect(problems({ ...PRODUCTION, METRICS_TOKEN: 'default-password-1' }).join()).toContain('METRICS_TOKEN');
    expect(load({ ...PRODUCTION }).endpoint('stripe')).toBeNull();
  });

  it('production that uses WhatsApp refuses to start without what checks its webhooks; a blank secret is a missing one', () => {
    const used = { ...PRODUCTION, WHATSAPP_ACCESS_TOKEN: 't', WHATSAPP_PHONE_NUMBER_ID: '1' };
    const secrets = { WHATSAPP_APP_SECRET: 'f93jf02kf93jf02kf', WHATSAPP_VERIFY_TOKEN: 'g93jf02kf93jf02kf' };
    expect(problems({ ...used, ...secrets })).toEqual([]);
    for (const name of Object.keys(secrets))
      for (const value of [undefined, '', ' '.repeat(20), 'short', 'x'.repeat(20), 'my-secret-password'])
        expect(problems({ ...used, ...secrets, [name]: value }).join(), `${name}=${value}`).toContain(name);
    for (const name of ['STRIPE_WEBHOOK_SECRET', 'METRICS_TOKEN', 'SESSION_SECRET'])
      expect(problems({ ...PRODUCTION, [name]: ' '.repeat(40) }).join(), name).toContain(name);
    // Where it is not used, its webhooks take nothing.
    expect(load({ ...PRODUCTION }).whatsapp).toMatchObject({ appSecret: null, verifyToken: null });
  });

  it('secrets of development are made per installation, and each check has its own', () => {
    const { webhookSecret, whatsapp } = load();
    const made = [webhookSecret, whatsapp.appSecret, whatsapp.verifyToken];
    for (const secret of made) expect(secret?.length).toBeGreaterThan(20);
    expect(new Set(made).size).toBe(made.length);
  });

  it('[PM-CFG-09] [PY-SEC-09] [S17] refuses keys that are too short, unreadable or of the wrong kind, each by name', () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    for (const bad of ['-----BEGIN', 'secret', short.toString(), curve.toString()])
      expect(problems({ ...PRODUCTION, JWT_PRIVATE_KEY: bad }).join(), bad.slice(0, 30)).toContain('JWT_PRIVATE_KEY');
    for (const bad of [
      'x',
      Buffer.alloc(16).toString('base64url'),
      `a:${Buffer.alloc(33).toString('base64url')}`,
      'a:b,',
    ])
      for (const name of ['TOKEN_ENCRYPTION_KEY', 'TEMPORAL_CODEC_KEYS'])
        expect(problems({ ...PRODUCTION, [name]: bad }).join(), `${name}=${bad}`).toContain(name);
    // The form of a Fernet key, and a list of them for rotation.
    const fernet = Buffer.alloc(32, 5).toString('base64url').padEnd(44, '=');
    expect(
      load({ TOKEN_ENCRYPTION_KEY: `new:${Buffer.alloc(32, 6).toString('base64url')},${fernet}` }).fieldRing,
    ).toMatchObject({ current: 'new' });
  });
});

describe('development secrets', () => {
  it('of an older installation are kept, and those a newer version needs are added once', () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-older-'));
    const first = load({ DATA_DIR: folder });
    const file = join(folder, 'development-secrets.json');
    const { fieldKeys: _field, sessionSecret: _session, ...older } = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify(older));
    const second = load({ DATA_DIR: folder });
    expect(second.jwtPrivateKeyPem).toBe(first.jwtPrivateKeyPem);
    expect(second.sessionSecret).not.toBe('');
    expect(load({ DATA_DIR: folder }).sessionSecret).toBe(second.sessionSecret);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('are the same for processes that start at once on a fresh folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-fresh-'));
    const script = `import { loadConfiguration } from './cli/configuration.ts'; process.stdout.write(loadConfiguration({ DATA_DIR: ${JSON.stringify(folder)} }).sessionSecret)`;
    const secrets = await Promise.all(
      Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])),
    );
    expect(new Set(secrets.map((result) => result.stdout)).size).toBe(1);
    expect(readdirSync(folder)).toEqual(['development-secrets.json']);
  });
});

describe('logs', () => {
  it('[DR-LOG-01] [DR-LOG-02] [EM-CORE-04] [C-38] writes JSON lines to LOG_FILE and rotates at 10 MB with 5 backups; unknown fields are dropped', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-log-'));
    const write = process.stdout.write;
    process.stdout.write = (() => true) as typeof process.stdout.write;
    try {
      const logger = createLogger('test', 'info', join(folder, 'workflow.log'));
      const step = 'x'.repeat(10_000);
      for (let index = 0; index < 6_000; index += 1) {
        logger.info({ step, email: 'canary@example.com' }, 'line');
        if (index % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    } finally {
      process.stdout.write = write;
    }
    const files = readdirSync(folder);
    expect(files.length).toBeGreaterThan(1);
    expect(files.length).toBeLessThanOrEqual(6);
    for (const file of files) expect(statSync(join(folder, file)).size, file).toBeLessThanOrEqual(10_600_000);
  });
});

describe('[BK-CFG-01] [BK-CFG-05] [BK-CFG-07] settings of bookings', () => {
  const of = (env: Record<string, string> = {}) =>
    loadConfiguration({ DATA_DIR: mkdtempSync(join(tmpdir(), 'cs-')), ...env });

  it('[BK-CFG-08] [BK-CFG-09] without any: manual, Gmail off, 15 minutes, NayaPay', () => {
    const { bookings, env, schedules } = of();
    expect(bookings).toMatchObject({
      mode: 'manual',
      minimumConfidence: 50,
      expirationMinutes: 15,
      providerEmail: 'nayapay@example.com',
      providerName: 'NayaPay',
      providerDomains: [],
    });
    expect(env.GMAIL_ENABLED).toBe(false);
    expect(schedules['payment-inbox']).toEqual({ everyMs: 120_000, paused: true });
    expect(schedules['booking-expiry-sweep']).toEqual({ everyMs: 300_000 });
  });

  it('[BK-CFG-04] [BK-CFG-06] [BK-CFG-10] [BK-CFG-11] each is taken from the environment', () => {
    for (const mode of ['automated', 'hybrid']) {
      const { bookings, schedules } = of({
        VERIFICATION_MODE: mode,
        GMAIL_ENABLED: 'true',
        GMAIL_CHECK_INTERVAL_MINUTES: '3',
        BOOKING_EXPIRATION_MINUTES: '1',
        BOOKING_EXPIRATION_CHECK_INTERVAL_MINUTES: '7',
      });
      expect([bookings.mode, bookings.expirationMinutes]).toEqual([mode, 1]);
      expect(schedules['payment-inbox']).toEqual({ everyMs: 180_000, paused: false });
      expect(schedules['booking-expiry-sweep']).toEqual({ everyMs: 420_000 });
    }
  });

  it('[BK-MODE-01] a value out of range stops the start by name', () => {
    for (const [name, value] of [
      ['VERIFICATION_MODE', 'sometimes'],
      ['BOOKING_EXPIRATION_MINUTES', '0'],
      ['BOOKING_EXPIRATION_MINUTES', '100000'],
      ['GMAIL_CHECK_INTERVAL_MINUTES', '-1'],
      ['GMAIL_MAX_EMAILS_PER_RUN', '0'],
      ['AUTO_CONFIRM_MIN_CONFIDENCE', '101'],
      ['PAYMENT_PROVIDER_EMAIL', 'nobody'],
      ['PAYMENT_PROVIDER_DOMAINS', 'mail.example.com,com'],
      ['MAX_PAYMENT_AMOUNT', '0'],
      ['DEFAULT_PHONE_COUNTRY', 'XX'],
      ['DEFAULT_PHONE_COUNTRY', 'UK'],
      ['DEFAULT_PHONE_COUNTRY', 'pk'],
      ['DEFAULT_PHONE_COUNTRY', '92'],
      ['DEFAULT_TIME_ZONE', 'Karachi'],
      ['DEFAULT_TIME_ZONE', '+05:00'],
    ] as const)
      expect(() => of({ [name]: value }), name).toThrow(name);
  });

  it('[BK-PERF-03] the API and the workers have pools of their own', () => {
    const { env } = of({ API_DB_POOL_MAX: '7', WORKER_DB_POOL_MAX: '3' });
    expect([env.API_DB_POOL_MAX, env.WORKER_DB_POOL_MAX]).toEqual([7, 3]);
  });
});
