import type { money } from '../../domain/money/area.ts';
import { type RenderMail, taskLink, text } from '../mailText.ts';

/** Texts of its mails; links carry ids, only a mail that proves an address carries a token. */
export const mails = {
  money_unknown: (variables, baseUrl) => ({
    subject: 'To look up: was a refund made?',
    text: `A refund was sent and its outcome could not be found. Look it up at the vendor and answer.\n\nAnswer: ${taskLink(variables, baseUrl)}\nAbout: ${text(variables, 'subject')}\n`,
  }),
} satisfies Record<keyof typeof money.mailTemplates, RenderMail>;
