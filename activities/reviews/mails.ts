import type { reviews } from '../../domain/reviews/area.ts';
import { type RenderMail, taskLink, text } from '../mailText.ts';

/** Texts of its mails; links carry ids, only a mail that proves an address carries a token. */
export const mails = {
  review_reminder: (variables, baseUrl) => ({
    subject: `Still waiting: ${text(variables, 'subject')}`,
    text: `A review is still open.\n\nReview: ${taskLink(variables, baseUrl)}\n`,
  }),
  review_escalated: (variables, baseUrl) => ({
    subject: `Escalated: ${text(variables, 'subject')}`,
    text: `Nobody has decided this review; it expires without action.\n\nReview: ${taskLink(variables, baseUrl)}\n`,
  }),
  review_handed_on: (variables, baseUrl) => ({
    subject: `For you to decide: ${text(variables, 'subject')}`,
    text: `A colleague handed this review on. It is still open and waits for you; their reason stands on its card.\n\nReview: ${taskLink(variables, baseUrl)}\n`,
  }),
} satisfies Record<keyof typeof reviews.mailTemplates, RenderMail>;
