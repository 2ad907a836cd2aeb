// First, because it makes the imports after it cheaper.
import './environment/fastImports.ts';
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { keepPrivate } from '../db/ownFiles.ts';
import { slicesOf } from '../domain/merge.ts';
import * as AREAS from './areas.ts';
import { ConfigurationError, loadConfiguration } from './configuration.ts';
import { endWithSupervisor } from './environment/endWithSupervisor.ts';
import { readEnvironment } from './environment/runFile.ts';

keepPrivate();
if (existsSync('.env')) process.loadEnvFile('.env');

/** Configuration of a single command: the environment, filled up with that of a running `up` on the same data folder. */
function configure() {
  const running = readEnvironment(process.env.DATA_DIR ?? '.data') ?? {};
  return loadConfiguration({ ...running, ...process.env });
}

const program = new Command('countersign')
  .description('Long-running money work as durable workflows, countersigned by people')
  .helpOption('-h, --help', 'print usage')
  .showHelpAfterError();

program
  .command('up')
  .description('start everything and stay up')
  .action(async () => (await import('./commands/up.ts')).up(loadConfiguration(process.env)));
program
  .command('dev')
  .description('start everything, and start again what a changed file belongs to')
  .action(async () => (await import('./commands/dev.ts')).dev(loadConfiguration(process.env)));
program
  .command('down')
  .description('end what `up` or `demo` started')
  .action(async () => (await import('./commands/up.ts')).down(loadConfiguration(process.env)));
program
  .command('demo')
  .description('start everything and play a day of every area')
  .option('--exit', 'end afterwards; exit code 0 only if every case ended as expected')
  .action(async (options: { exit?: boolean }) =>
    (await import('./demo/demo.ts')).demo(loadConfiguration(process.env), options),
  );
for (const [name, description, run] of [
  ['api', 'the API process', async () => (await import('./processes/api.ts')).runApi(configure())],
  [
    'worker',
    'a worker process (profiles by WORKER_PROFILES)',
    async () => (await import('./processes/worker.ts')).runWorker(configure()),
  ],
  ['intake', 'the queue intake process', async () => (await import('./processes/intake.ts')).runIntake(configure())],
  ['sandbox', 'the simulated vendors', async () => (await import('./processes/sandbox.ts')).runSandbox(configure())],
] as const) {
  program
    .command(name)
    .description(description)
    .action(() => {
      endWithSupervisor();
      return run();
    });
}

for (const load of slicesOf(AREAS, 'commands')) (await load()).addCommands(program, configure);

program
  .command('doctor')
  .description('find and explain every missing part')
  .action(async () => (await import('./commands/doctor.ts')).doctor());
program
  .command('setup')
  .description('complete set-up with a sample')
  .option('--skip-deps', 'do not install packages')
  .option('--skip-db', 'do not touch the database')
  .option('--skip-vector', 'do not seed vector data')
  .action(async (options) => (await import('./commands/setup.ts')).setup(options));
program
  .command('db-setup')
  .description('create or check the database')
  .option('--reset', 'drop everything first')
  .option('--check', 'only say whether a migration is missing')
  .option('--force', 'allow --reset in production')
  .action(async (options) => (await import('./commands/setup.ts')).databaseSetup(configure(), options));
program
  .command('vector-seed')
  .description('seed policies and sample resolutions')
  .option('--reset', 'remove policies first')
  .option('--create-policies-dir', 'write the sample policies to ./policies')
  .action(async (options) => (await import('./commands/setup.ts')).vectorSeed(configure(), options));

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(
    `${error instanceof ConfigurationError ? error.message : error instanceof Error ? (process.env.COUNTERSIGN_DEBUG_ERRORS ? error.stack : error.message) : String(error)}\n`,
  );
  // At once: pools, timers and servers that were opened before the failure would keep the process alive.
  process.exit(1);
}
