import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { removeAllDocuments } from '../../books/policies/removeAllDocuments.ts';
import { startEmbeddedDatabase } from '../../db/embedded.ts';
import { dropEverything, migrateDatabase, missingMigrations } from '../../db/migrate.ts';
import { seedTenants } from '../../db/seed/seedTenants.ts';
import { DEFAULT_TENANT_ID } from '../../db/seed/tenants.ts';
import { writePolicies } from '../../db/seed/writePolicies.ts';
import { counted } from '../../domain/words.ts';
import { apiClient } from '../apiClient.ts';
import { type Configuration, loadConfiguration } from '../configuration.ts';
import { POLICIES_DIRECTORY, seedLearning, seedResolutions, uploadPolicies } from '../demo/seedLearning.ts';
import { runDispute } from '../disputes/disputes.ts';
import { openConfiguredDatabase } from '../environment/connect.ts';
import { freePort } from '../environment/ports.ts';
import { readEnvironment, runningSystem } from '../environment/runFile.ts';
import { startSystem } from '../supervisor.ts';
import { EXIT_CODES, Failure } from '../terminal/failure.ts';
import { openSession } from './session.ts';
import { say } from './up.ts';

/** Runs `work` with the configured database, or with the embedded one started for as long as it takes. */
async function withOwner(configuration: Configuration, work: (ownerUrl: string) => Promise<void>): Promise<void> {
  if (configuration.ownerUrl) return work(configuration.ownerUrl);
  const database = await startEmbeddedDatabase(resolve(configuration.dataDirectory), await freePort(15_432));
  try {
    await work(database.url);
  } finally {
    const ended = new Promise((done) => database.process.once('exit', done));
    database.process.kill('SIGINT');
    await ended;
  }
}

/** Creates or checks the database. --check fails when a migration is missing; --reset drops everything first. */
export async function databaseSetup(
  configuration: Configuration,
  options: { reset?: boolean; check?: boolean; force?: boolean },
): Promise<void> {
  if (options.reset && configuration.production && !options.force)
    throw new Failure('refused', '--reset refuses in production', { next: 'say --force if everything may go' });
  await withOwner(configuration, async (ownerUrl) => {
    if (options.check) {
      const missing = await missingMigrations(ownerUrl);
      say(missing.length === 0 ? 'the schema is up to date' : `missing migrations: ${missing.join(', ')}`);
      if (missing.length > 0) say('add them: countersign db-setup');
      if (missing.length > 0) process.exitCode = EXIT_CODES.failed.code;
      return;
    }
    if (options.reset) {
      await dropEverything(ownerUrl);
      say('everything dropped');
    }
    await migrateDatabase(ownerUrl, configuration.logins(ownerUrl), say);
    await seedTenants(ownerUrl, {
      dailyBudgetNano: Math.round(configuration.env.LLM_DAILY_BUDGET * 1e9),
      demoLogins: configuration.demoLogins,
    });
    say('database ready');
  });
}

/** Seeds policies and sample resolutions into a running system. */
export async function vectorSeed(
  configuration: Configuration,
  options: { reset?: boolean; createPoliciesDir?: boolean },
): Promise<void> {
  if (options.createPoliciesDir) say(`wrote ${(await writePolicies('policies')).join(', ')}`);
  const db = openConfiguredDatabase(configuration, 2);
  try {
    if (options.reset) {
      await db.withTenant(DEFAULT_TENANT_ID, removeAllDocuments);
      say('policies removed');
    }
    const directory = existsSync('policies') ? 'policies' : POLICIES_DIRECTORY;
    const files = await uploadPolicies(openSession('admin'), directory);
    await seedResolutions(configuration, db);
    say(`${counted(files.length, 'policy', 'policies')} uploaded: ${files.join(', ')}; sample resolutions stored`);
  } finally {
    await db.end();
  }
}

/** The complete set-up in five checked steps; each can be skipped or run by hand. */
export async function setup(options: { skipDeps?: boolean; skipDb?: boolean; skipVector?: boolean }): Promise<void> {
  const base = loadConfiguration(process.env);
  say(`1/5 prerequisites: node ${process.version}`);
  say(`2/5 packages: ${options.skipDeps ? 'skipped' : 'installed'}`);
  if (options.skipDb) say('3/5 database: skipped');
  const running = runningSystem(base.dataDirectory);
  const system = running ? null : await startSystem(base, { say });
  try {
    if (!options.skipDb) say('3/5 database and tables: ready');
    const configuration =
      system?.configuration ?? loadConfiguration({ ...process.env, ...readEnvironment(base.dataDirectory) });
    const run = system?.run ?? running;
    const login = run?.logins.find((candidate) => candidate.role === 'admin');
    if (!run || !login) throw new Error('no system to set up');
    if (options.skipVector) say('4/5 vector data: skipped');
    else {
      const db = openConfiguredDatabase(configuration, 2);
      await seedLearning(apiClient(run.api, login), configuration, db);
      await db.end();
      say('4/5 vector data: policies and resolutions seeded');
    }
    await runDispute('CASE-001-TEST-12345', 'ACC-001-DEMO-67890');
    say('5/5 sample dispute: reached its review');
  } finally {
    await system?.stop();
  }
}
