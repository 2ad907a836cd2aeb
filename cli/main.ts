import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { ConfigurationError, loadConfiguration } from './configuration.ts';
import { readEnvironment } from './environment/runFile.ts';

if (existsSync('.env')) process.loadEnvFile('.env');

/** Configuration of a single command: the environment, filled up with that of a running `up` on the same data folder. */
function configure() {
  const running = readEnvironment(process.env.DATA_DIR ?? '.data') ?? {};
  return loadConfiguration({ ...running, ...process.env });
}

const program = new Command('countersign').description('Long-running money work as durable workflows, countersigned by people').helpOption('-h, --help', 'print usage').showHelpAfterError();

program.command('up').description('start everything and stay up').action(async () => (await import('./commands/up.ts')).up(loadConfiguration(process.env)));
program.command('down').description('end what `up` or `demo` started').action(async () => (await import('./commands/up.ts')).down(loadConfiguration(process.env)));
program
  .command('demo')
  .description('start everything and play the dispute cases')
  .option('--exit', 'end afterwards; exit code 0 only if every case ended as expected')
  .action(async (options: { exit?: boolean }) => (await import('./demo/demo.ts')).demo(loadConfiguration(process.env), options));
for (const [name, description, run] of [
  ['api', 'the API process', async () => (await import('./processes/api.ts')).runApi(configure())],
  ['worker', 'a worker process (profiles by WORKER_PROFILES)', async () => (await import('./processes/worker.ts')).runWorker(configure())],
  ['intake', 'the queue intake process', async () => (await import('./processes/intake.ts')).runIntake(configure())],
  ['sandbox', 'the simulated vendors', async () => (await import('./processes/sandbox.ts')).runSandbox(configure())],
] as const) {
  program.command(name).description(description).action(run);
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof ConfigurationError ? error.message : error instanceof Error ? (process.env.COUNTERSIGN_DEBUG_ERRORS ? error.stack : error.message) : String(error)}\n`);
  process.exitCode = 1;
}
