import { z } from 'zod';
import { FINDING_KINDS, FINDINGS, type Finding, isOpen } from '../../domain/reconciliation/proof/findings.ts';
import type { PlaceSum } from '../../domain/reconciliation/proof/places.ts';
import { type PlaceName, placeText } from '../../domain/reconciliation/proof/placeWords.ts';
import type { Proof } from '../../domain/reconciliation/proof/prove.ts';
import type { AccountProof } from '../../domain/reconciliation/proof/proveAccounts.ts';
import type { InstanceProof } from '../../domain/reconciliation/proof/proveInvoices.ts';
import type { StripeProof } from '../../domain/reconciliation/proof/proveStripe.ts';
import type { TotalsProof } from '../../domain/reconciliation/proof/proveTotals.ts';

const place = z.object({ place: z.string(), text: z.string(), amount_minor: z.int(), count: z.int() });
const accountSchema = z
  .object({
    account_id: z.uuid(),
    name: z.string(),
    currency: z.string(),
    opening_minor: z.int().nullable().describe('Balance before the lines of opening_on'),
    opening_on: z.string().nullable(),
    opening_from: z.enum(['statement', 'reading']).nullable(),
    places: z.array(place).describe('Where the money of its lines is; opening + places = computed'),
    computed_minor: z.int().nullable(),
    told_minor: z.int().nullable().describe('What the bank says was there at the end of the day'),
    told_on: z.string().nullable().describe('The day of the newest balance that the bank told'),
    difference_minor: z.int().nullable().describe('told - computed'),
    before_minor: z.int().describe('Lines from before opening_on'),
    pending_minor: z.int(),
    agrees: z.boolean(),
  })
  .meta({ id: 'ProvedAccount' });
const stripeSchema = z
  .object({
    connection_id: z.uuid(),
    name: z.string(),
    currency: z.string(),
    payments: z.array(place),
    payments_minor: z.int(),
    payouts: z.array(place),
    payouts_minor: z.int(),
  })
  .meta({ id: 'ProvedStripeAccount' });
const instanceSchema = z
  .object({
    instance_id: z.uuid(),
    name: z.string(),
    currency: z.string(),
    places: z.array(place).describe('Where the money of its invoices is; they add up to what was invoiced'),
    invoiced_minor: z.int(),
    ended_minor: z.int().describe('Drafts and invoices that ended'),
  })
  .meta({ id: 'ProvedInstance' });
const totalsSchema = z
  .object({
    currency: z.string(),
    received_minor: z.int().describe('Of matches that were recorded'),
    fees_minor: z.int(),
    above_minor: z.int(),
    taken_back_minor: z.int(),
    foreign_minor: z.int().describe('Received in another currency'),
    matches_minor: z.int().describe('received + fees - above - taken_back + foreign'),
    payments_minor: z.int().describe('Sent to WHMCS and taken'),
    ledger_minor: z.int(),
    whmcs_minor: z.int().describe('Of what was recorded, what WHMCS has'),
    returned_minor: z.int().describe('Of what was recorded, what went back since'),
    agrees: z.boolean(),
  })
  .meta({ id: 'ProvedCurrency' });
export const findingSchema = z
  .object({
    kind: z.enum(FINDING_KINDS as [string, ...string[]]),
    text: z.string(),
    next: z.string(),
    owner: z.enum(['connections', 'reviewer', 'billing', 'payer', 'operator']).describe('Whose turn it is'),
    open: z.boolean().describe('False: money on its way, and known to be'),
    side: z.enum(['bank', 'stripe', 'whmcs', 'ledger']),
    about: z.string(),
    detail: z.string(),
    amount_minor: z.int().nullable(),
    currency: z.string().nullable(),
    since: z.string().nullable(),
    link: z.object({
      to: z.enum(['account', 'transaction', 'payment', 'payout', 'invoice', 'match', 'connection', 'run']),
      id: z.string().nullable(),
    }),
  })
  .meta({ id: 'ProofFinding' });
const kindSchema = z.object({
  kind: z.string(),
  text: z.string(),
  next: z.string(),
  owner: z.string(),
  open: z.boolean(),
  count: z.int(),
  amounts: z.array(z.object({ currency: z.string(), amount_minor: z.int() })),
});

/** Everything but the residuals one by one. */
export const proofShape = {
  as_of: z.string(),
  day: z.string().describe('The last day that counts, of the tenant'),
  agrees: z.boolean().describe('All agree and nothing is open'),
  open: z.int().describe('Residuals that are open'),
  accounts: z.array(accountSchema),
  stripe: z.array(stripeSchema),
  instances: z.array(instanceSchema),
  totals: z.array(totalsSchema),
  kinds: z.array(kindSchema).describe('Residuals by kind'),
};

const placesJson = (places: readonly PlaceSum<PlaceName>[]) =>
  places.map(({ place: name, amountMinor, count }) => ({
    place: name,
    text: placeText(name),
    amount_minor: amountMinor,
    count,
  }));

const accountJson = (proof: AccountProof) => ({
  account_id: proof.id,
  name: proof.name,
  currency: proof.currency,
  opening_minor: proof.openingMinor,
  opening_on: proof.openingOn,
  opening_from: proof.openingFrom,
  places: placesJson(proof.places),
  computed_minor: proof.computedMinor,
  told_minor: proof.toldMinor,
  told_on: proof.toldOn,
  difference_minor: proof.differenceMinor,
  before_minor: proof.beforeMinor,
  pending_minor: proof.pendingMinor,
  agrees: proof.differenceMinor === 0,
});

const stripeJson = (proof: StripeProof) => ({
  connection_id: proof.id,
  name: proof.name,
  currency: proof.currency,
  payments: placesJson(proof.payments),
  payments_minor: proof.paymentsMinor,
  payouts: placesJson(proof.payouts),
  payouts_minor: proof.payoutsMinor,
});

const instanceJson = (proof: InstanceProof) => ({
  instance_id: proof.id,
  name: proof.name,
  currency: proof.currency,
  places: placesJson(proof.places),
  invoiced_minor: proof.invoicedMinor,
  ended_minor: proof.endedMinor,
});

const totalsJson = (proof: TotalsProof) => ({
  currency: proof.currency,
  received_minor: proof.receivedMinor,
  fees_minor: proof.feesMinor,
  above_minor: proof.aboveMinor,
  taken_back_minor: proof.takenBackMinor,
  foreign_minor: proof.foreignMinor,
  matches_minor: proof.matchesMinor,
  payments_minor: proof.paymentsMinor,
  ledger_minor: proof.ledgerMinor,
  whmcs_minor: proof.whmcsMinor,
  returned_minor: proof.returnedMinor,
  agrees: proof.agrees,
});

export const findingJson = (found: Finding) => {
  const { text, next, owner } = FINDINGS[found.kind];
  return {
    kind: found.kind,
    text,
    next,
    owner,
    open: isOpen(found),
    side: found.side,
    about: found.about,
    detail: found.detail,
    amount_minor: found.amountMinor,
    currency: found.currency,
    since: found.since,
    link: { to: found.place, id: found.placeId },
  };
};

/** What residuals of one kind come to, by currency. */
function kindJson(kind: Finding['kind'], findings: readonly Finding[]) {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of findings)
    if (currency !== null && amountMinor !== null) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  const { text, next, owner } = FINDINGS[kind];
  const amounts = [...sums].map(([currency, amountMinor]) => ({ currency, amount_minor: amountMinor }));
  return { kind, text, next, owner, open: FINDINGS[kind].isOpen, count: findings.length, amounts };
}

/** A proof as the API and the command line tell it, without its residuals one by one. */
export function proofJson(proof: Proof) {
  const byKind = Map.groupBy(proof.findings, ({ kind }) => kind);
  return {
    as_of: proof.asOf,
    day: proof.day,
    agrees: proof.agrees,
    open: proof.findings.filter(isOpen).length,
    accounts: proof.accounts.map(accountJson),
    stripe: proof.stripe.map(stripeJson),
    instances: proof.instances.map(instanceJson),
    totals: proof.totals.map(totalsJson),
    kinds: FINDING_KINDS.flatMap((kind) => {
      const findings = byKind.get(kind);
      return findings ? [kindJson(kind, findings)] : [];
    }),
  };
}
