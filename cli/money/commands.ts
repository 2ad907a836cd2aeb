import type { Command } from 'commander';
import type { Configuration } from '../configuration.ts';

/** Adds its commands; each reads the configuration only when it is run. */
export function addCommands(program: Command, configure: () => Configuration): void {
  const money = program.command('money').description('the money stop and the journal');
  money
    .command('stop <reason>')
    .description('stop every outward money call')
    .option('--all', 'of all tenants')
    .action(async (reason: string, options) => (await import('./money.ts')).stopMoney(configure(), reason, options));
  money
    .command('resume')
    .option('--all', 'of all tenants')
    .action(async (options) => (await import('./money.ts')).resumeMoney(configure(), options));
  money.command('state').action(async () => (await import('./money.ts')).moneyState(configure()));
  money
    .command('journal')
    .option('--format <format>', 'json or csv', 'csv')
    .action(async (options) => (await import('./money.ts')).journal(configure(), options));
}
