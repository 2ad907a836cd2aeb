import type { Command } from 'commander';
import type { Configuration } from '../configuration.ts';

/** Adds its commands; each reads the configuration only when it is run. */
export function addCommands(program: Command, configure: () => Configuration): void {
  const mailbox = program.command('mailbox').description('payment inboxes');
  mailbox
    .command('audit')
    .description('prove that every mail Google lists is in the books')
    .option('--days <n>', 'how far back', '90')
    .action(async (options: { days: string }) =>
      (await import('./auditMailboxes.ts')).auditMailboxes(configure(), options),
    );
  mailbox
    .command('import')
    .description('take over credentials.json and token.json of an older system')
    .requiredOption('--email <address>', 'the admin whose mailbox it becomes')
    .option('--tenant <slug>', 'tenant of that admin', 'default')
    .action(async (options: { email: string; tenant: string }) =>
      (await import('./importMailbox.ts')).importMailbox(configure(), options),
    );
}
