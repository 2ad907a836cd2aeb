import { type Command, Option } from 'commander';
import { type Configure, GROUPS, showsData, withExample } from '../commandGroup.ts';

const files = () => import('./files.ts');
const banks = () => import('./bankCommands.ts');

/** Adds its commands; each loads what it needs when it is run. */
export function addCommands(program: Command, configure: Configure): void {
  const statements = program.command('statements').description('statement files of banks');
  withExample(
    showsData(statements.command('import <file>'))
      .description('import a statement: CAMT, MT940, OFX, QIF or CSV')
      .option('--account <name_or_id>', 'which account it is of, where the file does not say')
      .option('--mapping <name>', 'the saved columns of a CSV')
      .option('--currency <code>', 'where the file names none')
      .addOption(new Option('--date-order <order>', 'where the file leaves it open').choices(['dmy', 'mdy']))
      .addOption(new Option('--direction <in_or_out>', 'of amounts without a sign').choices(['in', 'out']))
      .option('--preview', 'only say what an import would do; nothing is kept')
      .action(async (file: string, options) => (await files()).importStatement(file, options)),
    'countersign statements import march.xml --preview',
  );
  const accounts = program.command('accounts').description('bank accounts');
  withExample(
    showsData(accounts.command('list'))
      .description('bank accounts with their balances, and days of which nothing tells')
      .action(async (options) => (await files()).listAccounts(options)),
    'countersign accounts list',
  );
  addBankCommands(program, configure);
}

function addBankCommands(program: Command, configure: Configure): void {
  const connected = program.command('banks').helpGroup(GROUPS.operate).description('banks that are read by providers');
  withExample(
    showsData(connected.command('list'))
      .description('how each bank stands, and when its consent ends')
      .action(async (options) => (await banks()).listBanks(options)),
    'countersign banks list',
  );
  withExample(
    showsData(connected.command('sync'))
      .description('read banks now, besides their schedule')
      .option('--bank <name_or_id>', 'only this one')
      .action(async (options) => (await banks()).syncBanks(options)),
    'countersign banks sync',
  );
  withExample(
    showsData(connected.command('audit'))
      .description('prove that what the banks list and what is held are the same')
      .option('--days <n>', 'how far back', '30')
      .action(async (options) => (await import('./auditBanks.ts')).auditBanks(await configure(), options)),
    'countersign banks audit --days 14',
  );
}
