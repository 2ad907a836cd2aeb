import type { reconciliation } from '../../domain/reconciliation/area.ts';
import { type RenderMail, taskLink, text } from '../mailText.ts';

/** Texts of its mails; links carry ids. */
export const mails = {
  payment_unknown: (variables, baseUrl) => ({
    subject: 'To look up: does WHMCS have a payment?',
    text: `A payment was sent to WHMCS and its outcome could not be found. Look it up at WHMCS and answer.\n\nAnswer: ${taskLink(variables, baseUrl)}\nAbout: ${text(variables, 'subject')}\n`,
  }),
} satisfies Record<keyof typeof reconciliation.mailTemplates, RenderMail>;
