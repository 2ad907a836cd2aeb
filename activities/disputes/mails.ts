import type { disputes } from '../../domain/disputes/area.ts';
import { spaced } from '../../domain/words.ts';
import { amount, type RenderMail, taskLink, text } from '../mailText.ts';

const ENDS: Record<string, string> = {
  resolved_without_refund: 'closed without paying anything back',
  rejected: 'rejected, nothing was paid back',
  invalid: 'it does not fit the records, nothing was paid back',
  expired: 'nobody decided in time, nothing was paid back',
  failed: 'it could not be carried out',
};
const endWords = (variables: Record<string, unknown>): string =>
  text(variables, 'outcome') === 'refunded'
    ? `${amount(variables)} paid back`
    : (ENDS[text(variables, 'outcome')] ?? spaced(text(variables, 'outcome')));

/** Texts of its mails; names of customers and words of cases stay out of them; links carry ids, only a mail that proves an address carries a token. */
export const mails = {
  review_requested: (variables, baseUrl) => ({
    subject: variables.amountMinor
      ? `To decide: pay back ${amount(variables)}?`
      : 'To decide: a dispute without a proposal',
    text: `A dispute waits for your decision.\n\nProposed: ${variables.amountMinor ? `pay back ${amount(variables)}` : 'nothing is paid back, or nothing is proposed'}\nDecide: ${taskLink(variables, baseUrl)}\nDispute: ${text(variables, 'subject')}\n`,
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
    subject: `A dispute has ended: ${endWords(variables)}`,
    text: `A dispute has ended: ${endWords(variables)}.\n\nDispute: ${text(variables, 'subject')}\n`,
  }),
} satisfies Record<keyof typeof disputes.mailTemplates, RenderMail>;
