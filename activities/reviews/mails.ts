import type { reviews } from '../../domain/reviews/area.ts';
import { type RenderMail, taskLink, text } from '../mailText.ts';

/** Texts of its mails; links carry ids, only a mail that proves an address carries a token. */
export const mails = {
  review_reminder: (variables, baseUrl) => ({
    subject: 'A review still waits for you',
    text: `A review is still open.\n\nDecide: ${taskLink(variables, baseUrl)}\nAbout: ${text(variables, 'subject')}\n`,
  }),
  review_escalated: (variables, baseUrl) => ({
    subject: 'Nobody has decided a review',
    text: `Nobody has decided this review; it expires without action.\n\nDecide: ${taskLink(variables, baseUrl)}\nAbout: ${text(variables, 'subject')}\n`,
  }),
  review_handed_on: (variables, baseUrl) => ({
    subject: 'A colleague hands a review on to you',
    text: `A colleague handed this review on. It is still open and waits for you; their reason stands on its card.\n\nDecide: ${taskLink(variables, baseUrl)}\nAbout: ${text(variables, 'subject')}\n`,
  }),
} satisfies Record<keyof typeof reviews.mailTemplates, RenderMail>;
