import type { disputes } from '../../domain/disputes/area.ts';
import { amount, type RenderMail, taskLink, text } from '../mailText.ts';

/** Texts of its mails; links carry ids, only a mail that proves an address carries a token. */
export const mails = {
  review_requested: (variables, baseUrl) => ({
    subject: `Review needed: ${text(variables, 'subject')}`,
    text: `A dispute waits for your decision.\n\nProposed: ${amount(variables)}\nReview: ${taskLink(variables, baseUrl)}\n`,
  }),
  customer_refunded: (variables) => ({
    subject: 'Your billing dispute',
    text: `We have refunded ${amount(variables)}. It reaches your account within 5 to 10 days.\n`,
  }),
  customer_closed: () => ({
    subject: 'Your billing dispute',
    text: 'Your dispute has been checked and closed. Reply to this mail if you have questions.\n',
  }),
  dispute_ended: (variables) => ({
    subject: `${text(variables, 'subject')}: ${text(variables, 'outcome')}`,
    text: `The dispute ended: ${text(variables, 'outcome')}, ${amount(variables)}.\n`,
  }),
} satisfies Record<keyof typeof disputes.mailTemplates, RenderMail>;
