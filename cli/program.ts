import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import tab from '@bomb.sh/tab/commander';
import { Command } from 'commander';
import { type Configure, GROUPS, showsData, withExample } from './commandGroup.ts';
import { configure, ownConfiguration } from './environment/configure.ts';
import { exitCodeLines } from './terminal/failure.ts';
import { styled } from './terminal/print.ts';

function addStarting(program: Command): void {
  program.commandsGroup(GROUPS.start);
  withExample(
    program
      .command('up')
      .description('start everything and stay up')
      .action(async () => (await import('./commands/up.ts')).up(await ownConfiguration())),
    'PORT=8013 countersign up        on another port; PORT=0 takes any',
  );
  withExample(
    program
      .command('demo')
      .description('start everything, play a day of every area and say what happened')
      .option('--exit', 'end afterwards; exit code 0 only if everything ended as expected')
      .action(async (options: { exit?: boolean }) =>
        (await import('./demo/demo.ts')).demo(await ownConfiguration(), options),
      ),
    'countersign demo --exit',
  );
  withExample(
    program
      .command('down')
      .description('end what `up` or `demo` started')
      .action(async () => (await import('./commands/up.ts')).down(await ownConfiguration())),
    'countersign down',
  );
  withExample(
    program
      .command('dev')
      .description('start everything, and start again what a changed file belongs to')
      .action(async () => (await import('./commands/dev.ts')).dev(await ownConfiguration())),
    'countersign dev',
  );
}

function addSetUp(program: Command): void {
  program.commandsGroup(GROUPS.setUp);
  withExample(
    showsData(program.command('doctor'))
      .description('find every missing part and say what to do about it')
      .action(async (options) => (await import('./commands/doctor.ts')).doctor(options)),
    'countersign doctor',
  );
  withExample(
    program
      .command('setup')
      .description('complete set-up with a sample case')
      .option('--skip-deps', 'do not install packages')
      .option('--skip-db', 'do not touch the database')
      .option('--skip-vector', 'do not read policies and sample resolutions')
      .action(async (options) => (await import('./commands/setup.ts')).setup(options)),
    'countersign setup --skip-vector',
  );
  withExample(
    program
      .command('db-setup')
      .description('create or check the database')
      .option('--reset', 'drop everything first')
      .option('--check', 'only say whether a migration is missing')
      .option('--force', 'allow --reset in production')
      .action(async (options) => (await import('./commands/setup.ts')).databaseSetup(await configure(), options)),
    'countersign db-setup --check',
  );
  withExample(
    program
      .command('vector-seed')
      .description('read policies and sample resolutions into a running system')
      .option('--reset', 'remove policies first')
      .option('--create-policies-dir', 'write the sample policies to ./policies')
      .action(async (options) => (await import('./commands/setup.ts')).vectorSeed(await configure(), options)),
    'countersign vector-seed --reset',
  );
}

/** The processes of an installation, each started by itself. */
const PROCESSES = {
  api: ['the API', async () => (await import('./processes/api.ts')).runApi],
  worker: [
    'a worker; WORKER_PROFILES says of which queues',
    async () => (await import('./processes/worker.ts')).runWorker,
  ],
  intake: ['what takes messages from the queue', async () => (await import('./processes/intake.ts')).runIntake],
  sandbox: ['the simulated vendors', async () => (await import('./processes/sandbox.ts')).runSandbox],
} as const;

function addProcesses(program: Command): void {
  program.commandsGroup(GROUPS.processes);
  for (const [name, [description, load]] of Object.entries(PROCESSES))
    withExample(
      program
        .command(name)
        .description(description)
        .action(async () => {
          (await import('./environment/endWithSupervisor.ts')).endWithSupervisor();
          const [run, configuration] = await Promise.all([load(), configure()]);
          return run(configuration);
        }),
      `countersign ${name}`,
    );
}

interface AreaCommands {
  addCommands(program: Command, configure: Configure): void;
}

/** Those of every area that has `cli/<area>/commands.ts`: found by name, because the list of areas loads their settings too. */
async function addAreas(program: Command): Promise<void> {
  program.commandsGroup(GROUPS.work);
  const areas = readdirSync(import.meta.dirname).filter((name) =>
    existsSync(join(import.meta.dirname, name, 'commands.ts')),
  );
  for (const name of areas.toSorted()) {
    const area = (await import(`./${name}/commands.ts`)) as AreaCommands;
    area.addCommands(program, configure);
  }
}

const versionOf = (): string =>
  (JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as { version: string }).version;

const AFTER_HELP = `
Exit codes:
${exitCodeLines().join('\n')}

Commands that read or decide sign in at the system that runs here. For another one set COUNTERSIGN_URL, COUNTERSIGN_EMAIL
and COUNTERSIGN_PASSWORD. --json prints the answer of the API, NO_COLOR=1 switches colours off, DEBUG=1 shows where an error
came from. Completion: countersign completion --help

Examples:
  countersign demo
  countersign reviews list
  countersign reviews list --json`;

/** The `countersign` command with everything it can do. */
export async function buildProgram(): Promise<Command> {
  const program = new Command('countersign')
    .description('Long-running money work as durable workflows, countersigned by people')
    .version(versionOf(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print what there is')
    .showHelpAfterError('Add --help to see what there is.')
    .configureHelp({ styleTitle: (text) => styled('bold', text), sortSubcommands: false })
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error:/, styled('red', 'error:', process.stderr))),
    })
    .exitOverride()
    .addHelpText('after', AFTER_HELP);
  addStarting(program);
  await addAreas(program);
  addSetUp(program);
  addProcesses(program);
  program.helpCommand('help [command]', 'print what a command does').commandsGroup(GROUPS.setUp);
  tab(program, { completionCommandName: 'completion' });
  const completion = program.commands.find((command) => command.name() === 'completion');
  if (completion)
    withExample(
      completion.description('print a script that completes commands in your shell'),
      'countersign completion bash > ~/.local/share/bash-completion/completions/countersign',
      'countersign completion zsh > "$fpath[1]/_countersign"',
      'countersign completion fish > ~/.config/fish/completions/countersign.fish',
    ).helpGroup(GROUPS.setUp);
  return program;
}
