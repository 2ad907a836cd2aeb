import { Argument, type Command, Option } from 'commander';
import { type Configure, GROUPS, groupOf, showsData, withExample } from '../commandGroup.ts';

const KEY_KINDS = ['jwt', 'field', 'codec'] as const;
const runs = () => import('./runs.ts');

function addKeys(admin: Command): void {
  const keys = admin.command('keys').description('keys of encrypted fields, tokens and payloads');
  withExample(
    showsData(keys.command('list', { isDefault: true }))
      .description('how many fields each key still reads')
      .action(async (options) => (await import('./keys.ts')).showKeys(options)),
    'countersign admin keys list',
  );
  withExample(
    keys
      .command('generate')
      .description('print a new key and where it goes; nothing is stored')
      .addArgument(new Argument('<kind>', 'of what').choices(KEY_KINDS))
      .action(async (kind: string) => (await import('./keys.ts')).generateKey(kind)),
    'countersign admin keys generate field',
  );
  withExample(
    showsData(keys.command('rotate'))
      .description('encrypt every field with the newest key')
      .action(async (options) => (await import('./keys.ts')).rotateKeys(options)),
    'countersign admin keys rotate',
  );
}

function addRuns(program: Command): void {
  const group = program.command('runs').description('long-running work of every kind');
  withExample(
    showsData(group.command('list'))
      .description('runs, newest first')
      .addOption(new Option('--status <status>', 'only these').choices(['open', 'closed']))
      .option('--kind <kind>', 'only runs of one kind, e.g. dispute or booking')
      .option('--search <text>', 'only runs whose subject begins with this')
      .option('--limit <n>', 'at most so many', '50')
      .action(async (options) => (await runs()).listRuns(options)),
    'countersign runs list --status open',
  );
  withExample(
    showsData(group.command('show <run_id>'))
      .description('one run with its steps')
      .action(async (id: string, options) => (await runs()).showRun(id, options)),
    'countersign runs show RUN_ID        the id is the last column of: countersign runs list',
  );
}

/** Adds its commands; each loads what it needs when it is run. */
export function addCommands(program: Command, configure: Configure): void {
  const admin = groupOf(program, 'admin', 'first accounts, keys and the audit log').helpGroup(GROUPS.operate);
  addRuns(program);
  addKeys(admin);
  withExample(
    showsData(admin.command('audit'))
      .description('check every hash chain against itself and its anchors')
      .action(async (options) => (await import('./auditEvents.ts')).audit(await configure(), options)),
    'countersign admin audit',
  );
  withExample(
    program
      .command('replay [files...]')
      .helpGroup(GROUPS.operate)
      .description('replay stored histories against the workflow code')
      .action(async (files: string[]) => (await import('./replay.ts')).replay(files, (await configure()).codecRing)),
    'countersign replay',
  );
  withExample(
    showsData(program.command('recover').helpGroup(GROUPS.operate))
      .description('start open work that has no execution, also after the engine lost its data')
      .action(async (options) => (await import('./recover.ts')).recover(await configure(), options)),
    'countersign recover',
  );
}
