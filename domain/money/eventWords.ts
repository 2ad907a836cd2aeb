import { after, joined } from '../events/clauses.ts';
import type { EventSentence } from '../events/sentence.ts';
import { counted } from '../words.ts';

const money = (amount: string | null) => amount ?? 'a refund';
const inBilling = (leg: unknown) => leg === 'billing';

/** What each event of money says. */
export const eventWords = {
  money_intended: ({ whom, amount, is }) =>
    joined(
      inBilling(is('leg')) ? 'Will note' : 'Will pay back',
      money(amount),
      inBilling(is('leg')) && 'in billing',
      whom && `for ${whom}`,
    ),
  money_applied: ({ whom, amount, is }) =>
    joined(
      inBilling(is('leg')) ? 'Noted' : 'Paid back',
      money(amount),
      inBilling(is('leg')) && 'in billing',
      whom && `for ${whom}`,
    ),
  money_refused: ({ whom, amount, reason, is }) =>
    `${inBilling(is('leg')) ? 'Billing' : 'The vendor'} refused ${money(amount)}${after(' for ', whom)}${after(', because ', reason('code'))}`,
  money_not_sent: ({ whom, reason }) =>
    `A refund${after(' for ', whom)} was not sent${after(', because ', reason('problem'))}`,
  money_outcome_unknown: ({ whom }) =>
    `Nobody knows yet whether a refund${after(' for ', whom)} was made; it is looked up`,
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
