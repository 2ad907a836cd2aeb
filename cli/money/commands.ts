import { type Command, Option } from 'commander';
import { showsData, withExample } from '../commandGroup.ts';

const load = () => import('./money.ts');

/** Adds its commands; each loads what it needs when it is run. */
export function addCommands(program: Command): void {
  const money = program.command('money').description('stop money, let it move again, read the journal');
  withExample(
    showsData(money.command('stop <reason>'))
      .description('stop every outward money call; workflows wait, nothing is lost')
      .option('--all', 'of all organisations of this installation')
      .action(async (reason: string, options) => (await load()).stopMoney(reason, options)),
    'countersign money stop "refunds look wrong, checking"',
  );
  withExample(
    showsData(money.command('resume'))
      .description('ask that money moves again; a second person approves it')
      .option('--all', 'of all organisations of this installation')
      .action(async (options) => (await load()).resumeMoney(options)),
    'countersign money resume',
  );
  withExample(
    showsData(money.command('state'))
      .description('whether money is stopped, by whom and why')
      .action(async (options) => (await load()).moneyState(options)),
    'countersign money state',
  );
  withExample(
    showsData(money.command('journal'))
      .description('entries of the double-entry ledger, oldest first')
      .addOption(new Option('--format <format>', 'how').choices(['table', 'csv', 'json']).default('table'))
      .action(async (options) => (await load()).journal(options)),
    'countersign money journal --format csv > journal.csv',
  );
}
