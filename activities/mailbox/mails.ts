import type { mailbox } from '../../domain/mailbox/area.ts';
import type { RenderMail } from '../mailText.ts';

/** Texts of its mails; links carry ids, only a mail that proves an address carries a token. */
export const mails = {
  mailbox_reauth: () => ({
    subject: 'Your mailbox is no longer connected',
    text: 'Google has ended our access to the mailbox you connected, so it is not read any more. Nothing is lost: connect it again where you connected it, and reading goes on where it stopped.\n',
  }),
} satisfies Record<keyof typeof mailbox.mailTemplates, RenderMail>;
