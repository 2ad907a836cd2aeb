import type { ConsoleArea } from '../slice.ts';
import { fetched } from '../ui/LazyPage.tsx';

export const mailbox = {
  pages: {
    mailboxes: {
      page: fetched(async () => (await import('./MailboxesPage.tsx')).MailboxesPage),
      menu: { title: 'Mailboxes', group: 'Operate', order: 10, permission: 'integrations:manage' },
    },
  },
} as const satisfies ConsoleArea;
