import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../workers/logger.ts';
import { ConfigurationError, loadConfiguration } from './configuration.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-configuration-'));
const load = (env: Record<string, string> = {}) =>
  loadConfiguration({ DATA_DIR: directory, SANDBOX_URL: 'http://127.0.0.1:9', ...env });
const production = {
  APP_ENV: 'production',
  JWT_PRIVATE_KEY: '-----BEGIN',
  SESSION_SECRET: 'k3x9'.repeat(10),
  TEMPORAL_CODEC_KEYS: `p:${Buffer.alloc(32, 3).toString('base64url')}`,
  DATABASE_APP_PASSWORD: 'Xq81mZpL0sT4vB7n',
  DATABASE_PLATFORM_PASSWORD: 'Jw52kDfR9cY6hG3m',
  STRIPE_WEBHOOK_SECRET: 'whsec_8fj20fk30fk40f',
  METRICS_TOKEN: 'a93jf02kf93jf02kf',
  DATABASE_URL: 'postgres://o:p@db/x',
  TEMPORAL_ADDRESS: 'temporal:7233',
};
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
    expect(load().env.OPENAI_MODEL).toBe('gpt-6-luna');
    expect(() => load({ CRM_BASE_URL: 'http://crm.example', CRM_ACCESS_TOKEN: 't' }).endpoint('crm')).toThrow(
      'refusing http:',
    );
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

  it('production refuses to start with a missing, short or default secret, with the full list', () => {
    expect(problems(production)).toEqual([]);
    expect(problems({ APP_ENV: 'production' }).length).toBeGreaterThanOrEqual(9);
    for (const name of Object.keys(production).filter((key) => key !== 'APP_ENV'))
      expect(problems({ ...production, [name]: '' }).join(), name).toContain(name);
    expect(problems({ ...production, SESSION_SECRET: 'x'.repeat(40) }).join()).toContain('SESSION_SECRET');
    expect(problems({ ...production, METRICS_TOKEN: 'default-password-1' }).join()).toContain('METRICS_TOKEN');
    expect(load({ ...production }).endpoint('stripe')).toBeNull();
  });
});

describe('logs', () => {
  it('[DR-LOG-01] [DR-LOG-02] [C-38] writes JSON lines to LOG_FILE and rotates at 10 MB with 5 backups; unknown fields are dropped', async () => {
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
