import type { InvoiceMatch, ItemState, MatchInvoice, MatchRun, MatchTransaction } from '../matching/invoices/items.ts';
import type { PaymentSide, Wait } from './matchStates.ts';

/** What an instance lets the machine propose and approve (domain/reconciliation/instances.ts). */
export interface InstanceBounds {
  reviewThreshold: number;
  autoThreshold: number;
  autoApprove: boolean;
  autoLimitMinor: number | null;
}
export interface OpenPayment extends MatchTransaction {
  side: PaymentSide;
  mock: boolean;
}
export interface OpenInvoice extends MatchInvoice {
  instanceId: string;
  mock: boolean;
}

/** A match as it is stored. Amounts in minor units: of parts in `currency`, of payments in `paidCurrency`. */
export interface PlannedMatch {
  side: PaymentSide;
  instanceId: string;
  match: InvoiceMatch;
  auto: boolean;
  notAuto: string[];
  currency: string;
  amountMinor: number;
  paidMinor: number;
  paidCurrency: string;
  payments: { id: string; amountMinor: number }[];
  parts: { invoiceId: string; amountMinor: number }[];
  mock: boolean;
}
export interface PlannedWait {
  side: PaymentSide | 'invoice';
  id: string;
  wait: Wait;
  reason: string;
  alternatives: { transactionIds: string[]; invoiceIds: string[] }[] | null;
}
export interface Plan {
  matches: PlannedMatch[];
  waits: PlannedWait[];
}

interface Known {
  payments: ReadonlyMap<string, OpenPayment>;
  invoices: ReadonlyMap<string, OpenInvoice>;
  bounds: ReadonlyMap<string, InstanceBounds>;
}

/** What is counted at each invoice. Money that went back counts nothing: its invoices are only named. */
function partsOf({ kind }: InvoiceMatch, invoices: readonly OpenInvoice[], paidMinor: number) {
  return invoices.map(({ id, balanceMinor }) => ({
    invoiceId: id,
    amountMinor: kind === 'return' ? 0 : kind === 'partial' ? Math.min(paidMinor, balanceMinor) : balanceMinor,
  }));
}

/** Why the instance leaves it to a person, beside what the rules say. */
export function instanceAgainst(
  { autoApprove, autoThreshold, autoLimitMinor }: InstanceBounds,
  score: number,
  amountMinor: number,
) {
  const reasons: [string, boolean][] = [
    ['instance_auto_is_off', !autoApprove || autoLimitMinor === null],
    ['below_instance_auto', score < autoThreshold],
    ['above_auto_limit', autoLimitMinor !== null && amountMinor > autoLimitMinor],
  ];
  return reasons.filter(([, holds]) => holds).map(([reason]) => reason);
}

/** One match as it is stored; null where its payments are of two sides or its invoices of two instances: then nothing is proposed. */
function planned(known: Known, match: InvoiceMatch): PlannedMatch | null {
  const payments = match.transactionIds.map((id) => known.payments.get(id)).filter((one) => one !== undefined);
  const invoices = match.invoiceIds.map((id) => known.invoices.get(id)).filter((one) => one !== undefined);
  const [payment] = payments;
  const [invoice] = invoices;
  if (
    !payment ||
    !invoice ||
    payments.length !== match.transactionIds.length ||
    invoices.length !== match.invoiceIds.length
  )
    return null;
  const isOne = payments.every(
    (one) => one.side === payment.side && one.currency === payment.currency && one.mock === payment.mock,
  );
  const isAlike = invoices.every((one) => one.instanceId === invoice.instanceId && one.currency === invoice.currency);
  if (!isOne || !isAlike) return null;
  const paidMinor = payments.reduce((sum, one) => sum + one.amountMinor + one.feeMinor, 0);
  const parts = partsOf(match, invoices, paidMinor);
  const amountMinor = parts.reduce((sum, part) => sum + part.amountMinor, 0);
  const bounds = known.bounds.get(invoice.instanceId);
  if (!bounds) return null;
  const against = instanceAgainst(bounds, match.explanation.score, amountMinor);
  return {
    side: payment.side,
    instanceId: invoice.instanceId,
    match,
    auto: match.decision === 'auto' && against.length === 0,
    notAuto: [...match.notAuto, ...against],
    currency: invoice.currency,
    amountMinor,
    paidMinor,
    paidCurrency: payment.currency,
    payments: payments.map(({ id, amountMinor: of }) => ({ id, amountMinor: of })),
    parts,
    mock: payment.mock || invoice.mock,
  };
}

const waitOf = (run: MatchRun, state: ItemState): Omit<PlannedWait, 'side' | 'id'> | null => {
  if (state.state === 'asked')
    return { wait: 'asked', reason: state.reason, alternatives: run.questions[state.question]?.alternatives ?? null };
  return state.state === 'unmatched' ? { wait: state.wait, reason: state.reason, alternatives: null } : null;
};

/** Below this an instance has nothing proposed, unless the reference names the invoice or it joins several. */
const isBelow = (bounds: InstanceBounds | undefined, { kind, explanation }: InvoiceMatch) =>
  kind === 'exact' && bounds !== undefined && explanation.score < bounds.reviewThreshold;

/** What a run of the pipeline comes to in the books: matches with their parts, and for everything else why it waits. */
export function planMatches(run: MatchRun, known: Known): Plan {
  const matches: PlannedMatch[] = [];
  const dropped = new Map<string, string>();
  for (const match of run.matches) {
    const bounds = known.bounds.get(known.invoices.get(match.invoiceIds[0] ?? '')?.instanceId ?? '');
    const plan = isBelow(bounds, match) ? null : planned(known, match);
    if (plan) matches.push(plan);
    // Money that went out of the bank opens no invoice by itself: a person takes back the match that it gives back.
    else
      for (const id of [...match.transactionIds, ...match.invoiceIds])
        dropped.set(id, match.kind === 'return' ? 'gives_back' : 'too_little_evidence');
  }
  const waits: PlannedWait[] = [];
  const add = (side: PlannedWait['side'], id: string, state: ItemState) => {
    const reason = dropped.get(id);
    const wait = reason ? { wait: 'mismatched' as const, reason, alternatives: null } : waitOf(run, state);
    if (wait) waits.push({ side, id, ...wait });
  };
  for (const [id, state] of run.transactions) add(known.payments.get(id)?.side ?? 'bank', id, state);
  for (const [id, state] of run.invoices) add('invoice', id, state);
  return { matches, waits };
}
