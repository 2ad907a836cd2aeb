import { capital, oneLine, spaced } from '../words.ts';

/** What a balance transaction of Stripe is, by its `type` (https://docs.stripe.com/reports/balance-transaction-types). */
const MOVE_WORDS: Readonly<Record<string, string>> = {
  charge: 'Card payment',
  payment: 'Payment',
  refund: 'Paid back',
  payment_refund: 'Paid back',
  refund_failure: 'A payback that failed',
  adjustment: 'Adjustment by Stripe, such as a dispute',
  stripe_fee: 'Fee of Stripe',
  application_fee: 'Fee of the platform',
  payout: 'Paid out',
  payout_failure: 'A payout that failed',
  transfer: 'Moved to another account',
};

/** One move of a payout in words, with who paid where that is known. */
export function moveText(type: string, payer: string | null): string {
  const what = MOVE_WORDS[type] ?? capital(spaced(type));
  const who = oneLine(payer);
  return who ? `${what}: ${who}` : what;
}
