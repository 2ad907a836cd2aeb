import { isAfter } from './days.ts';
import type { ProofFacts } from './facts.ts';
import { type Finding, finding } from './findings.ts';
import { seenByThen } from './proveInvoices.ts';

/** One currency: what was recorded, by everyone who says so. Minor units. */
export interface TotalsProof {
  currency: string;
  /** By matches that were recorded. */
  matchesMinor: number;
  /** By money commands that were applied. */
  paymentsMinor: number;
  /** On its way and arrived, by the ledger. */
  ledgerMinor: number;
  /** Of what we recorded, what WHMCS has. */
  whmcsMinor: number;
  /** Of what we recorded, what went back since and WHMCS counts no more. */
  returnedMinor: number;
  /** What came in, of the recorded matches, and how it becomes what is recorded: came in + fees - above - taken back + foreign = matches. */
  receivedMinor: number;
  feesMinor: number;
  aboveMinor: number;
  /** Taken back of it by a second decision. */
  takenBackMinor: number;
  /** Recorded here, received in another currency. */
  foreignMinor: number;
  agrees: boolean;
}

type Sums = Omit<TotalsProof, 'currency' | 'agrees'>;
const nothing = (): Sums => ({
  matchesMinor: 0,
  paymentsMinor: 0,
  ledgerMinor: 0,
  whmcsMinor: 0,
  returnedMinor: 0,
  receivedMinor: 0,
  feesMinor: 0,
  aboveMinor: 0,
  takenBackMinor: 0,
  foreignMinor: 0,
});

/** Adds what was recorded by `asOf`; of another currency than it was received in it is a place of its own. */
function addMatches(facts: ProofFacts, of: (currency: string) => Sums): void {
  const returned = returnedByMatch(facts);
  for (const match of facts.matches) {
    if ((match.state !== 'recorded' && match.state !== 'undone') || match.kind === 'return') continue;
    if (match.recordedAt !== null && isAfter(match.recordedAt, facts.asOf)) continue;
    const sums = of(match.currency);
    const amountMinor = match.amountMinor - match.parts.letGoMinor;
    const backMinor = returned.get(match.id) ?? 0;
    sums.matchesMinor += amountMinor - backMinor;
    sums.takenBackMinor += backMinor;
    if (match.paidCurrency !== match.currency) {
      sums.foreignMinor += amountMinor;
      continue;
    }
    sums.receivedMinor += match.payments.sumMinor;
    const above = match.payments.sumMinor - amountMinor;
    if (above > 0) sums.aboveMinor += above;
    else sums.feesMinor -= above;
  }
}

/** What was taken back of each match by the instant of the proof. */
function returnedByMatch({ returns, asOf }: ProofFacts): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { matchId, state, recordedAt, amountMinor } of returns)
    if (state === 'recorded' && recordedAt !== null && !isAfter(recordedAt, asOf))
      sums.set(matchId, (sums.get(matchId) ?? 0) + amountMinor);
  return sums;
}

/** Sums of each currency by everyone who says what was recorded, and whether they agree. */
export function proveTotals(facts: ProofFacts): { proofs: TotalsProof[]; findings: Finding[] } {
  const all = new Map<string, Sums>();
  const of = (currency: string): Sums => {
    const sums = all.get(currency) ?? nothing();
    all.set(currency, sums);
    return sums;
  };
  addMatches(facts, of);
  for (const { leg, state, hasFailedLater, finishedAt, amountMinor, currency } of facts.commands)
    if (state === 'applied' && !hasFailedLater && finishedAt !== null && !isAfter(finishedAt, facts.asOf))
      of(currency).paymentsMinor += leg === 'invoice_return' ? -amountMinor : amountMinor;
  const rest = new Map<string, number>();
  for (const { account, amountMinor, currency } of facts.ledger) {
    rest.set(currency, (rest.get(currency) ?? 0) + amountMinor);
    if (account === 'payments_in_transit' || account === 'payments_recorded') of(currency).ledgerMinor -= amountMinor;
  }
  for (const invoice of facts.invoices) {
    if (invoice.recordedByThenMinor === 0) continue;
    const { seenMinor, returnedMinor } = seenByThen(invoice);
    of(invoice.currency).whmcsMinor += seenMinor;
    of(invoice.currency).returnedMinor += returnedMinor;
  }
  const proofs = [...all]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([currency, sums]): TotalsProof => {
      const { matchesMinor, paymentsMinor, ledgerMinor, whmcsMinor, returnedMinor } = sums;
      return {
        currency,
        ...sums,
        agrees: [paymentsMinor, ledgerMinor, whmcsMinor + returnedMinor].every((sum) => sum === matchesMinor),
      };
    });
  const told = (currency: string) => ({ side: 'ledger', about: currency, currency, place: 'match' }) as const;
  const findings = proofs
    .filter(({ agrees }) => !agrees)
    .map(({ currency }) => finding('totals_differ', told(currency)));
  for (const [currency, sumMinor] of rest)
    if (sumMinor !== 0) findings.push(finding('ledger_sum_differs', { ...told(currency), amountMinor: sumMinor }));
  return { proofs, findings };
}
