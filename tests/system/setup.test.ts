import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const run = (directory: string, args: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, ['scripts/bootstrap.mjs', 'cli/main.ts', ...args], {
    encoding: 'utf8',
    timeout: 150_000,
    env: { ...process.env, DATA_DIR: directory, PORT: '0', DATABASE_URL: '', TEMPORAL_ADDRESS: '', ...env },
  });

describe('set-up on a machine where nothing runs', () => {
  it('[DR-SETUP-04] [DR-SETUP-05] [DR-CLI-06] one command does five checked steps and ends with a sample dispute in review', () => {
    const result = run(mkdtempSync(join(tmpdir(), 'countersign-setup-')), ['setup', '--skip-deps', '--skip-vector']);
    expect(result.status, result.stdout + result.stderr).toBe(0);
    for (const step of [
      '1/5',
      '2/5 packages: skipped',
      '3/5',
      '4/5 vector data: skipped',
      '5/5 sample dispute: reached its review',
    ])
      expect(result.stdout).toContain(step);
  });

  it('[DR-CLI-07] --check fails while a migration is missing, --reset refuses in production without --force', () => {
    const directory = mkdtempSync(join(tmpdir(), 'countersign-dbsetup-'));
    expect(run(directory, ['db-setup', '--check']).status).toBe(1);
    expect(run(directory, ['db-setup']).status).toBe(0);
    expect(run(directory, ['db-setup', '--check']).status).toBe(0);
    expect(run(directory, ['db-setup', '--reset']).status).toBe(0);
    const production = {
      APP_ENV: 'production',
      JWT_PRIVATE_KEY: '-----BEGIN',
      SESSION_SECRET: 'k3x9'.repeat(10),
      TEMPORAL_CODEC_KEYS: `p:${Buffer.alloc(32, 3).toString('base64url')}`,
      DATABASE_APP_PASSWORD: 'Xq81mZpL0sT4vB7n',
      DATABASE_PLATFORM_PASSWORD: 'Jw52kDfR9cY6hG3m',
      STRIPE_WEBHOOK_SECRET: 'whsec_8fj20fk30fk40f',
      METRICS_TOKEN: 'a93jf02kf93jf02kf',
      DATABASE_URL: 'postgres://o:p@127.0.0.1:1/x',
      TEMPORAL_ADDRESS: 'temporal:7233',
    };
    expect(run(directory, ['db-setup', '--reset'], production)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('refuses in production'),
    });
  });
});
