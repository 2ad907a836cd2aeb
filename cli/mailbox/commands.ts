import type { Command } from 'commander';
import { type Configure, GROUPS, showsData, withExample } from '../commandGroup.ts';

/** Adds its commands; each loads what it needs when it is run. */
export function addCommands(program: Command, configure: Configure): void {
  const mailbox = program
    .command('mailbox')
    .helpGroup(GROUPS.operate)
    .description('inboxes that payments are read from');
  withExample(
    showsData(mailbox.command('audit'))
      .description('prove that every mail Google lists is in the books')
      .option('--days <n>', 'how far back', '90')
      .action(async (options) => (await import('./auditMailboxes.ts')).auditMailboxes(await configure(), options)),
    'countersign mailbox audit --days 30',
  );
  withExample(
    mailbox
      .command('import')
      .description('take over credentials.json and token.json of an older system')
      .requiredOption('--email <address>', 'the admin whose mailbox it becomes')
      .option('--tenant <slug>', 'tenant of that admin', 'default')
      .action(async (options) => (await import('./importMailbox.ts')).importMailbox(await configure(), options)),
    'countersign mailbox import --email admin@example.com',
  );
}
