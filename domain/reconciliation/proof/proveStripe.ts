import { unmatchedText } from '../unmatchedWords.ts';
import { isAfter, shiftedDay } from './days.ts';
import type { ChargeFact, PayoutFact, ProofFacts, SourceFact } from './facts.ts';
import { type Finding, type FindingKind, finding } from './findings.ts';
import { LATE_DAYS } from './pairPayouts.ts';
import { type PlaceSum, Places } from './places.ts';

/** Where the money of a card payment is. */
const CHARGE_PLACES = [
  'recorded',
  'recorded_later',
  'in_flight',
  'proposed',
  'expected',
  'mismatched',
  'asked',
  'new',
  'given_back',
  'disputed',
  'pending',
  'failed',
] as const;
export type ChargePlace = (typeof CHARGE_PLACES)[number];
/** Where a payout is. */
const PAYOUT_PLACES = ['at_bank', 'on_its_way', 'missing', 'failed'] as const;
export type PayoutPlace = (typeof PAYOUT_PLACES)[number];

/** One Stripe account in one currency: payments by place, payouts by place. Minor units. */
export interface StripeProof {
  id: string;
  name: string;
  currency: string;
  payments: PlaceSum<ChargePlace>[];
  paymentsMinor: number;
  payouts: PlaceSum<PayoutPlace>[];
  payoutsMinor: number;
}

/** The place of what is left of a payment. */
function placeOfCharge({ status, held, wait }: ChargeFact, asOf: string): ChargePlace {
  if (held?.state === 'proposed') return 'proposed';
  if (held?.state === 'approved') return 'in_flight';
  if (held?.state === 'recorded')
    return held.recordedAt !== null && isAfter(held.recordedAt, asOf) ? 'recorded_later' : 'recorded';
  if (status === 'pending' || status === 'failed' || status === 'disputed') return status;
  return wait?.wait ?? 'new';
}

const OF_PLACE: Partial<Record<ChargePlace, FindingKind>> = {
  expected: 'payment_expected',
  mismatched: 'payment_mismatched',
  asked: 'payment_asked',
  new: 'payment_not_matched',
  pending: 'charge_pending',
  disputed: 'payment_disputed',
};

function findingOfCharge(charge: ChargeFact, place: ChargePlace, returned: ReadonlyMap<string, number>): Finding[] {
  const leftMinor = charge.amountMinor - charge.refundedMinor;
  const told = {
    side: 'stripe',
    about: `A card payment on ${charge.paidAt.slice(0, 10)}`,
    amountMinor: leftMinor,
    currency: charge.currency,
    since: charge.wait?.since ?? charge.paidAt,
    place: 'payment',
    placeId: charge.id,
  } as const;
  const { held } = charge;
  if (held && held.state !== 'proposed') {
    const stands = ['succeeded', 'partially_refunded'].includes(charge.status) && leftMinor === held.amountMinor;
    if (stands) return [];
    const goneMinor = ['succeeded', 'partially_refunded'].includes(charge.status)
      ? held.amountMinor - leftMinor
      : held.amountMinor;
    // What was taken back at the invoice since is answered.
    const openMinor = goneMinor - (returned.get(held.matchId) ?? 0);
    if (goneMinor > 0 && openMinor <= 0) return [];
    return [finding('payment_given_back', { ...told, amountMinor: openMinor, since: charge.updatedAt })];
  }
  const kind = OF_PLACE[place];
  if (!kind || (leftMinor === 0 && place !== 'disputed')) return [];
  return [finding(kind, { ...told, detail: charge.wait ? unmatchedText(charge.wait.reason) : '' })];
}

/** Whether a later payout went through: the money of a failed one is in it. */
const isMadeGood = (payout: PayoutFact, payouts: readonly PayoutFact[]): boolean =>
  payouts.some(
    (other) =>
      other.connectionId === payout.connectionId &&
      other.currency === payout.currency &&
      other.status === 'paid' &&
      isAfter(other.madeAt, payout.madeAt),
  );

function placeOfPayout({ day }: ProofFacts, payout: PayoutFact, pairs: ReadonlyMap<string, string>): PayoutPlace {
  if (payout.status === 'failed' || payout.status === 'canceled') return 'failed';
  if (pairs.has(payout.id)) return 'at_bank';
  return day <= shiftedDay(payout.arrivesOn, LATE_DAYS) ? 'on_its_way' : 'missing';
}

function findingsOfPayout(facts: ProofFacts, payout: PayoutFact, place: PayoutPlace): Finding[] {
  const { amountMinor, currency, madeAt } = payout;
  const told = {
    side: 'stripe',
    about: `The payout of ${payout.arrivesOn}`,
    amountMinor,
    currency,
    since: madeAt,
    place: 'payout',
    placeId: payout.id,
  } as const;
  if (place === 'failed')
    return payout.status === 'canceled' || isMadeGood(payout, facts.payouts) ? [] : [finding('payout_failed', told)];
  const found: Finding[] = [];
  if (place === 'missing') found.push(finding('payout_not_at_bank', told));
  if (place === 'on_its_way') found.push(finding('payout_on_its_way', told));
  const { explainedMinor, movesMinor } = payout;
  // Stripe does not say what a payout by hand is made of.
  if (!payout.automatic || payout.status === 'pending') return found;
  if (explainedMinor === null || movesMinor === null) found.push(finding('payout_not_explained', told));
  else if (explainedMinor !== amountMinor || movesMinor !== amountMinor)
    found.push(
      finding('payout_sum_differs', {
        ...told,
        amountMinor: amountMinor - (movesMinor === amountMinor ? explainedMinor : movesMinor),
      }),
    );
  return found;
}

function proveOne(
  facts: ProofFacts,
  source: Pick<SourceFact, 'id' | 'name'>,
  currency: string,
  pairs: ReadonlyMap<string, string>,
): { proof: StripeProof; findings: Finding[] } {
  const isOwn = (one: { connectionId: string; currency: string }) =>
    one.connectionId === source.id && one.currency === currency;
  const findings: Finding[] = [];
  const returned = new Map<string, number>();
  for (const { matchId, state, amountMinor } of facts.returns)
    if (state === 'recorded') returned.set(matchId, (returned.get(matchId) ?? 0) + amountMinor);
  const [payments, payouts] = [new Places<ChargePlace>(), new Places<PayoutPlace>()];
  for (const charge of facts.charges.filter((one) => isOwn(one) && !isAfter(one.paidAt, facts.asOf))) {
    const place = placeOfCharge(charge, facts.asOf);
    const leftMinor = charge.amountMinor - charge.refundedMinor;
    // What went back whole has nothing left that could be anywhere else.
    if (leftMinor !== 0 || charge.refundedMinor === 0) payments.put(place, leftMinor);
    if (charge.refundedMinor !== 0) payments.put('given_back', charge.refundedMinor);
    findings.push(...findingOfCharge(charge, place, returned));
  }
  for (const payout of facts.payouts.filter((one) => isOwn(one) && !isAfter(one.madeAt, facts.asOf))) {
    const place = placeOfPayout(facts, payout, pairs);
    payouts.put(place, payout.amountMinor);
    findings.push(...findingsOfPayout(facts, payout, place));
  }
  const proof = {
    id: source.id,
    name: source.name,
    currency,
    payments: payments.list(CHARGE_PLACES),
    paymentsMinor: payments.totalMinor,
    payouts: payouts.list(PAYOUT_PLACES),
    payoutsMinor: payouts.totalMinor,
  };
  return { proof, findings };
}

/** Card payments and payouts of each Stripe account and currency. `pairs`: lines of the bank by payout. */
export function proveStripe(
  facts: ProofFacts,
  pairs: ReadonlyMap<string, string>,
): { proofs: StripeProof[]; findings: Finding[] } {
  const names = new Map(facts.sources.map(({ id, name }) => [id, name]));
  const keys = new Set([...facts.charges, ...facts.payouts].map((one) => `${one.connectionId} ${one.currency}`));
  const proved = [...keys].toSorted().map((key) => {
    const [id = '', currency = ''] = key.split(' ');
    return proveOne(facts, { id, name: names.get(id) ?? 'A Stripe account' }, currency, pairs);
  });
  return { proofs: proved.map(({ proof }) => proof), findings: proved.flatMap(({ findings }) => findings) };
}
