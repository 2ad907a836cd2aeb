import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PRODUCTION } from '../../productionEnvironment.ts';
import { command } from '../http.ts';

const run = (directory: string, args: string[], env: Record<string, string> = {}) =>
  command(
    ['scripts/bootstrap.mjs', 'cli/main.ts', ...args],
    { DATA_DIR: directory, PORT: '0', DATABASE_URL: '', TEMPORAL_ADDRESS: '', ...env },
    150_000,
  );

describe('set-up on a machine where nothing runs', () => {
  it('[DR-SETUP-04] [DR-SETUP-05] [DR-CLI-06] one command does five checked steps and ends with a sample dispute in review', async () => {
    const result = await run(mkdtempSync(join(tmpdir(), 'countersign-setup-')), [
      'setup',
      '--skip-deps',
      '--skip-vector',
    ]);
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

  it('[DR-CLI-07] --check fails while a migration is missing, --reset refuses in production without --force', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'countersign-dbsetup-'));
    expect((await run(directory, ['db-setup', '--check'])).status).toBe(1);
    expect((await run(directory, ['db-setup'])).status).toBe(0);
    expect((await run(directory, ['db-setup', '--check'])).status).toBe(0);
    expect((await run(directory, ['db-setup', '--reset'])).status).toBe(0);
    expect(await run(directory, ['db-setup', '--reset'], PRODUCTION)).toMatchObject({
      status: 4,
      stderr: expect.stringContaining('refuses in production'),
    });
  });
});
