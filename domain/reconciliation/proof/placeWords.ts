import type { LinePlace } from './placeLines.ts';
import type { InvoicePlace } from './proveInvoices.ts';
import type { ChargePlace, PayoutPlace } from './proveStripe.ts';

export type PlaceName = LinePlace | ChargePlace | PayoutPlace | InvoicePlace;

/** Places as people read them, on whichever side they are. */
const WORDS: Record<PlaceName, string> = {
  recorded: 'Recorded at invoices',
  recorded_later: 'Recorded after this day',
  returned: 'Went back',
  payout: 'Payouts of Stripe',
  set_aside: 'Set aside',
  in_flight: 'Approved, being recorded',
  proposed: 'Proposed, waits for a decision',
  expected: 'Waits for its invoice or payment',
  mismatched: 'Does not fit',
  asked: 'Fits several',
  new: 'Not matched yet',
  given_back: 'Given back',
  disputed: 'Disputed',
  pending: 'Not through yet',
  failed: 'Failed',
  at_bank: 'Arrived at the bank',
  on_its_way: 'On its way',
  missing: 'Not at the bank',
  elsewhere: 'Paid elsewhere',
  waiting: 'Not due yet',
  overdue: 'Past its due day',
  overpaid: 'Paid above the total',
  other: 'Neither paid nor left',
};
export const placeText = (place: PlaceName): string => WORDS[place];
