import { moneyText } from '../money/moneyText.ts';
import { isSameCrmRecord } from './crmId.ts';
import type { ChargeFacts, CollectedFacts } from './facts.ts';

export type ChargeChoice =
  | { kind: 'chosen'; charge: ChargeFacts; warnings: ChargeWarning[] }
  | {
      kind: 'candidates';
      charges: ChargeFacts[];
      /** The charge the case names, when it is not one that may be paid back. */
      named: ChargeFacts | null;
      warnings: ChargeWarning[];
    }
  | {
      kind: 'returned_elsewhere';
      charge: ChargeFacts | null;
      reason: 'chargeback_open' | 'credit_given' | 'nothing_refundable';
      warnings: ChargeWarning[];
    };

type ChargeWarningCode =
  | 'other_customer'
  | 'customer_unknown'
  | 'too_old'
  | 'age_unknown'
  | 'smaller_than_disputed'
  | 'billing_payment_unclear'
  | 'currency_differs'
  | 'not_captured'
  | 'charge_failed'
  | 'charge_pending'
  | 'already_refunded'
  | 'disputed';

/** A rule that a charge does not pass, as a sentence for the reviewer. `final` ones no reason can lift. */
export interface ChargeWarning {
  code: ChargeWarningCode;
  text: string;
  final: boolean;
}

/** A card charge can't be refunded through the network for ever; older ones go to a person. */
export const MAXIMUM_AGE_DAYS = 180;
const DAY_MS = 86_400_000;
/** Clocks and time zones differ by less. */
const MAXIMUM_SKEW_DAYS = 1;

/** What may still be paid back: nothing of a charge that failed, is pending or was never captured. */
export function refundableMinor(charge: ChargeFacts): number {
  if (!charge.captured || (charge.status ?? 'succeeded') !== 'succeeded') return 0;
  const left = Math.min(charge.amountMinor - charge.refundedMinor, charge.capturedMinor ?? charge.amountMinor);
  return Math.max(0, left);
}

const soft = (code: ChargeWarningCode, text: string): ChargeWarning => ({ code, text, final: false });
const final = (code: ChargeWarningCode, text: string): ChargeWarning => ({ code, text, final: true });

/** Whose charge it is: the gateway's customer decides, billing's own payment of it where the gateway names none. */
function judgeOwner(charge: ChargeFacts, facts: CollectedFacts): ChargeWarning[] {
  if (charge.customerId)
    return isSameCrmRecord(charge.customerId, facts.crm.dispute.customerId)
      ? []
      : [soft('other_customer', 'This charge belongs to another customer at Stripe.')];
  const paid = facts.billing.payments?.some((payment) => payment.chargeId === charge.chargeId);
  return paid ? [] : [soft('customer_unknown', 'Nothing says that this charge belongs to the customer of the case.')];
}

/** The age at the later of opening and reading: an old date on the case makes no charge younger. */
function judgeAge(charge: ChargeFacts, facts: CollectedFacts): ChargeWarning[] {
  const instants = [facts.crm.dispute.openedAt, facts.payments.readAt].flatMap((text) =>
    text ? Date.parse(text) : [],
  );
  const days = (Math.max(...instants) - Date.parse(charge.createdAt)) / DAY_MS;
  // Made after it was read: the vendor's date is wrong, and says nothing of its age.
  if (!Number.isFinite(days) || days < -MAXIMUM_SKEW_DAYS)
    return [soft('age_unknown', 'It is not known how old this charge is.')];
  if (days <= MAXIMUM_AGE_DAYS) return [];
  const age = days >= 730 ? `${Math.floor(days / 365.25)} years` : `${Math.floor(days)} days`;
  return [soft('too_old', `This charge is ${age} old; more than ${MAXIMUM_AGE_DAYS} days are not refunded unasked.`)];
}

/** Billing records the refund at the payment of the charge; which one that is, is never guessed. */
function judgeBilling(charge: ChargeFacts, facts: CollectedFacts): ChargeWarning[] {
  if (!facts.billing.payments) return [];
  const count = facts.billing.payments.filter((payment) => payment.chargeId === charge.chargeId).length;
  if (count === 1) return [];
  const found = count === 0 ? 'No payment' : `${count} payments`;
  return [
    soft(
      'billing_payment_unclear',
      `${found} in billing ${count > 1 ? 'name' : 'names'} this charge. The refund can't be recorded there; somebody has to do it by hand.`,
    ),
  ];
}

/**
 * The one judgement of a charge, named by a record or found by us, chosen by rule or by a person: every rule that it does
 * not pass, as a sentence.
 */
export function judgeCharge(charge: ChargeFacts, facts: CollectedFacts): ChargeWarning[] {
  const { dispute } = facts.crm;
  const status = charge.status ?? 'succeeded';
  const money = (minor: number) => moneyText(minor, charge.currency);
  const left = charge.amountMinor - charge.refundedMinor;
  return [
    ...(status === 'failed' ? [final('charge_failed', 'This charge failed: no money was taken.')] : []),
    ...(status === 'pending' ? [final('charge_pending', 'This charge is not through yet.')] : []),
    ...(charge.captured || status === 'failed'
      ? []
      : [final('not_captured', 'This charge was never captured: no money was taken.')]),
    ...(charge.disputed ? [final('disputed', 'The bank has taken this charge back already (chargeback).')] : []),
    ...(left <= 0 ? [final('already_refunded', 'This charge has been refunded in full already.')] : []),
    ...(charge.currency === dispute.currency
      ? []
      : [final('currency_differs', `This charge is in ${charge.currency}, the case is about ${dispute.currency}.`)]),
    ...judgeOwner(charge, facts),
    ...judgeAge(charge, facts),
    ...(charge.currency === dispute.currency && charge.amountMinor < dispute.amountMinor
      ? [soft('smaller_than_disputed', `This charge of ${money(charge.amountMinor)} is smaller than what is disputed.`)]
      : []),
    ...judgeBilling(charge, facts),
  ];
}

export const mayBePaidBack = (warnings: ChargeWarning[]): boolean => !warnings.some((warning) => warning.final);
/** What is found passes every rule; that billing can't record it is said, but chooses no other charge. */
const fits = (warnings: ChargeWarning[]) => warnings.every(({ code }) => code === 'billing_payment_unclear');
// Money that went back another way is told as such, not as a charge that does not fit.
const RETURNED: readonly ChargeWarningCode[] = ['disputed', 'already_refunded'];
const fitsButReturned = (warnings: ChargeWarning[]) => fits(warnings.filter(({ code }) => !RETURNED.includes(code)));

/** A warning about one of several charges says which. */
const ofOneOfMany = ({ charge, warnings }: { charge: ChargeFacts; warnings: ChargeWarning[] }): ChargeWarning[] =>
  warnings.map((warning) => ({
    ...warning,
    text: `Charge of ${moneyText(charge.amountMinor, charge.currency)} of ${charge.createdAt.slice(0, 10)}: ${warning.text}`,
  }));

/** Whether money of this case was given back in billing, in whatever currency. */
export const hasCredit = ({ creditsForCaseMinor, otherCredits }: CollectedFacts['billing']): boolean =>
  creditsForCaseMinor > 0 || otherCredits === true;

/**
 * Which charge is paid back: the case's own charge, else the customer's only charge that passes every rule, else a
 * person chooses. Never the newest by guess. A charge that the case names passes the same rules; what it does not pass is
 * shown. Money returned another way also goes to a person.
 */
export function chooseCharge(facts: CollectedFacts): ChargeChoice {
  const { dispute } = facts.crm;
  const judged = facts.payments.charges.map((charge) => ({ charge, warnings: judgeCharge(charge, facts) }));
  const own = dispute.chargeId ? judged.filter(({ charge }) => charge.chargeId === dispute.chargeId) : null;
  const found = own ?? judged.filter(({ warnings }) => fitsButReturned(warnings));
  const [one, ...others] = found;
  const { charge, warnings } = one ?? { charge: null, warnings: [] };
  if (hasCredit(facts.billing)) return { kind: 'returned_elsewhere', charge, reason: 'credit_given', warnings };
  const payable = judged.filter((other) => fits(other.warnings));
  const charges = payable.map((other) => other.charge);
  if (!charge || others.length > 0)
    return own
      ? { kind: 'candidates', charges: [], named: null, warnings: [] }
      : { kind: 'candidates', charges, named: null, warnings: payable.flatMap(ofOneOfMany) };
  if (charge.disputed) return { kind: 'returned_elsewhere', charge, reason: 'chargeback_open', warnings };
  if (charge.amountMinor <= charge.refundedMinor)
    return { kind: 'returned_elsewhere', charge, reason: 'nothing_refundable', warnings };
  // Failed, pending, not captured or in another currency: no override sends money there, but another charge may fit.
  if (!mayBePaidBack(warnings))
    return { kind: 'candidates', charges, named: charge, warnings: [...warnings, ...payable.flatMap(ofOneOfMany)] };
  return { kind: 'chosen', charge, warnings };
}
