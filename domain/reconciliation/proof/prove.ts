import { spaced } from '../../words.ts';
import { checkMatches } from './checkMatches.ts';
import { checkSources } from './checkSources.ts';
import type { ProofFacts } from './facts.ts';
import { type Finding, finding, inOrder, isOpen } from './findings.ts';
import { pairPayouts } from './pairPayouts.ts';
import { type AccountProof, proveAccounts } from './proveAccounts.ts';
import { type InstanceProof, proveInvoices } from './proveInvoices.ts';
import { proveStripe, type StripeProof } from './proveStripe.ts';
import { proveTotals, type TotalsProof } from './proveTotals.ts';

/** What banks, Stripe, ledger and WHMCS say of one tenant's money, and everything that is between them. */
export interface Proof {
  asOf: string;
  day: string;
  /** All agree and nothing is open. */
  agrees: boolean;
  accounts: AccountProof[];
  stripe: StripeProof[];
  instances: InstanceProof[];
  totals: TotalsProof[];
  findings: Finding[];
}

/** Lines on which payouts have arrived: as a matching has found them, and those that none has seen yet. */
function arrivals({ payouts, lines }: ProofFacts): Map<string, string> {
  const held = new Map(lines.map((line) => [line.id, line]));
  const found = new Map<string, string>();
  for (const { id, lineId, amountMinor } of payouts) {
    const line = lineId === null ? undefined : held.get(lineId);
    if (line && !line.isRemoved && line.amountMinor === amountMinor) found.set(id, line.id);
  }
  const taken = new Set(found.values());
  const open = payouts.filter(({ id, status }) => !found.has(id) && status !== 'failed' && status !== 'canceled');
  const free = lines.filter(({ id }) => !taken.has(id));
  return new Map([...found, ...pairPayouts(open, free)]);
}

/** Proves that what the bank says, what the ledger says and what WHMCS says are the same; else names what is between them. Pure. */
export function prove(facts: ProofFacts): Proof {
  const pairs = arrivals(facts);
  const accounts = proveAccounts(facts, new Set(pairs.values()));
  const stripe = proveStripe(facts, pairs);
  const instances = proveInvoices(facts);
  const totals = proveTotals(facts);
  const unexplained = facts.unexplained.map(({ runId, problem, amountMinor, currency, foundAt }) =>
    finding('vendor_unexplained', {
      side: 'ledger',
      about: spaced(problem),
      amountMinor,
      currency,
      since: foundAt,
      place: 'run',
      placeId: runId,
    }),
  );
  const findings = inOrder([
    ...checkSources(facts),
    ...accounts.findings,
    ...stripe.findings,
    ...instances.findings,
    ...checkMatches(facts),
    ...totals.findings,
    ...unexplained,
  ]);
  return {
    asOf: facts.asOf,
    day: facts.day,
    agrees: !findings.some(isOpen),
    accounts: accounts.proofs,
    stripe: stripe.proofs,
    instances: instances.proofs,
    totals: totals.proofs,
    findings,
  };
}
