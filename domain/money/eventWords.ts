import { after, joined } from '../events/clauses.ts';
import type { EventSentence } from '../events/sentence.ts';
import { counted } from '../words.ts';

const money = (amount: string | null) => amount ?? 'a refund';
const inBilling = (leg: unknown) => leg === 'billing';
const isReceived = (leg: unknown) => leg === 'invoice_payment';
const isTakenBack = (leg: unknown) => leg === 'invoice_return';
const ofInvoice = (leg: unknown) => isReceived(leg) || isTakenBack(leg);
const does = (leg: unknown, note: string, record: string, pay: string, takeBack: string) =>
  inBilling(leg) ? note : isReceived(leg) ? record : isTakenBack(leg) ? takeBack : pay;
const where = (leg: unknown) =>
  inBilling(leg) ? 'in billing' : isReceived(leg) ? 'as paid' : isTakenBack(leg) ? 'from its invoice' : null;
const what = (leg: unknown) => (ofInvoice(leg) ? 'a payment' : 'a refund');

/** What each event of money says. */
export const eventWords = {
  money_intended: ({ whom, amount, is }) =>
    joined(
      does(is('leg'), 'Will note', 'Will record', 'Will pay back', 'Will take back'),
      money(amount),
      where(is('leg')),
      whom && `for ${whom}`,
    ),
  money_applied: ({ whom, amount, is }) =>
    joined(
      does(is('leg'), 'Noted', 'Recorded', 'Paid back', 'Took back'),
      money(amount),
      where(is('leg')),
      whom && `for ${whom}`,
    ),
  money_refused: ({ whom, amount, reason, is }) =>
    `${does(is('leg'), 'Billing', 'Billing', 'The vendor', 'Billing')} refused ${money(amount)}${after(' for ', whom)}${after(', because ', reason('code'))}`,
  money_not_sent: ({ whom, reason }) =>
    `A refund${after(' for ', whom)} was not sent${after(', because ', reason('problem'))}`,
  money_outcome_unknown: ({ whom, is }) =>
    `Nobody knows yet whether ${what(is('leg'))}${after(' for ', whom)} was made; it is looked up`,
  money_outcome_resolved: ({ whom, is }) =>
    `It is known now: a refund${after(' for ', whom)} ${is('found') === false ? 'was not made' : 'was made'}`,
  money_failed_later: ({ whom, amount }) =>
    `${money(amount)}${after(' for ', whom)} came back from the vendor after it had been taken`,
  money_unexplained: ({ about, count }) =>
    about ?? `The books and a vendor disagree about ${counted(Math.max(1, count('count') ?? 1), 'refund')}`,
  money_explained: ({ about }) =>
    `A person has explained what the books and a vendor disagreed about${after(': ', about)}`,
  money_stopped: ({ who, about, text }) =>
    `${who} stopped all money of ${about ?? 'this organisation'}${after(': ', text('reason'))}`,
  money_resumed: ({ who, about }) => `${who} let the money of ${about ?? 'this organisation'} go again`,
} as const satisfies Record<string, EventSentence>;
