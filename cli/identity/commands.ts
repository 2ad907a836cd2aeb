import type { Command } from 'commander';
import { groupOf } from '../commandGroup.ts';
import type { Configuration } from '../configuration.ts';

/** Adds its commands; each reads the configuration only when it is run. */
export function addCommands(program: Command, configure: () => Configuration): void {
  const admin = groupOf(program, 'admin', 'first accounts, keys and the audit log');
  admin
    .command('create')
    .description('make an account; the way to the first super user')
    .requiredOption('--email <address>')
    .option('--role <role>', 'user, reviewer, attorney, admin or super_user', 'super_user')
    .option('--tenant <slug>', 'tenant of the account', 'default')
    .action(async (options: { email: string; role: string; tenant: string }) =>
      (await import('./createAdmin.ts')).createAdmin(configure(), options),
    );
  admin
    .command('changes')
    .description('changes of rights that wait for a second person')
    .option('--tenant <slug>', 'their tenant', 'default')
    .action(async ({ tenant }: { tenant: string }) => (await import('./power.ts')).listChanges(configure(), tenant));
  admin
    .command('approve')
    .description('approve a change of rights as the second person, where a tenant has a single admin')
    .argument('<change>', 'its id')
    .option('--tenant <slug>', 'its tenant', 'default')
    .action(async (change: string, { tenant }: { tenant: string }) =>
      (await import('./power.ts')).approveChange(configure(), tenant, change),
    );
}
