import { moneyText } from '../../domain/money/moneyText.ts';
import type { ParkReason } from '../../domain/money/parkReasons.ts';

/** How a rehearsed dispute ended; `parked` only where a person was asked because there was no proposal. */
export interface CaseEnd {
  outcome: string;
  refundsMinor: number[];
  parked: string | null;
}

/** What became of the bookings of a story, and of payments that stayed without one: how many by status and by reason. */
export interface DayEnd {
  bookings: Record<string, number>;
  unmatched: Record<string, number>;
}

const OUTCOMES: Record<string, string> = {
  refunded: 'refunded',
  rejected: 'rejected by the reviewer',
  expired: 'ended because nobody decided in time',
  invalid: 'refused before the model was asked',
  'dead letter': 'put into the dead-letter queue',
};

const PARKED: Partial<Record<string, string>> = {
  model_refused: 'the model refused to answer',
  model_output_invalid: 'the model gave no readable answer',
  llm_budget_exhausted: "the model's budget of the day was spent",
} satisfies Partial<Record<ParkReason, string>>;

const REASONS: Record<string, string> = {
  unauthenticated: 'nothing proves who sent the mail',
  partial: 'less than the booking costs',
  over: 'more than the booking costs',
  duplicate: 'the same transaction paid before',
  late: 'paid after the window had ended',
  tie: 'two bookings fit equally well',
};

const spaced = (code: string): string => code.replaceAll('_', ' ');

/** "refunded $45.00; a person decided because the model refused to answer" */
export function caseSentence({ outcome, refundsMinor, parked }: CaseEnd): string {
  const refunds = refundsMinor.map((amount) => moneyText(amount, 'USD')).join(' and ');
  const ending = OUTCOMES[outcome] ?? spaced(outcome);
  const first = outcome === 'refunded' && refunds ? `${ending} ${refunds}` : `${ending}, ${refunds || 'no refund'}`;
  return parked ? `${first}; a person decided because ${PARKED[parked] ?? spaced(parked)}` : first;
}

const inOrder = (counts: Record<string, number>): [name: string, count: number][] =>
  Object.entries(counts).toSorted(([one], [other]) => one.localeCompare(other));

/** "2 bookings Pending; 2 payments set aside: nothing proves who sent the mail" */
export function daySentence({ bookings, unmatched }: DayEnd): string {
  const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
  return [
    ...inOrder(bookings).map(([status, count]) => `${counted(count, 'booking')} ${status}`),
    ...inOrder(unmatched).map(
      ([reason, count]) => `${counted(count, 'payment')} set aside: ${REASONS[reason] ?? spaced(reason)}`,
    ),
  ].join('; ');
}
