import { keepOnly, keepWaits } from '../../books/reconciliation/keepWaits.ts';
import { itemsKey, type NamedPlan, storeMatches as store } from '../../books/reconciliation/storeMatches.ts';
import type { Transaction } from '../../db/database.ts';
import { modelNow } from '../../db/reconciliation/models.ts';
import {
  instanceBounds,
  openInvoices,
  openPayments,
  refusedItems,
  settledPayments,
} from '../../db/reconciliation/openItems.ts';
import { rulesNow } from '../../db/reconciliation/ruleSets.ts';
import { nameMatch } from '../../domain/reconciliation/matchNaming.ts';
import {
  type OpenInvoice,
  type OpenPayment,
  type Plan,
  type PlannedMatch,
  type PlannedWait,
  planMatches,
} from '../../domain/reconciliation/planMatches.ts';
import { runApart } from '../../providers/matching/runApart.ts';
import type { ReconciliationActivities } from '../../workflows/reconciliation/matching/contract.ts';
import type { MatchDeps } from './matchDeps.ts';

/** Matches of one transaction, and reasons for waiting of one. */
const CHUNK = 500;
const WAITS_CHUNK = 5_000;

interface OpenItems {
  payments: Map<string, OpenPayment>;
  invoices: Map<string, OpenInvoice>;
}
const byId = <Item extends { id: string }>(items: readonly Item[]) => new Map(items.map((item) => [item.id, item]));

/** Everything that is open, as one transaction reads it, and what the pipeline needs to know beside it. */
async function readOpen(tx: Transaction, { cipher }: Pick<MatchDeps, 'cipher'>) {
  const [payments, invoices] = [await openPayments(tx, cipher), await openInvoices(tx, cipher)];
  return {
    payments: byId(payments),
    invoices: byId(invoices),
    settled: await settledPayments(tx),
    bounds: await instanceBounds(tx),
    refused: await refusedItems(tx),
    rules: (await rulesNow(tx)).rules,
    model: (await modelNow(tx)).model,
  };
}
type Read = Awaited<ReturnType<typeof readOpen>>;

function nameOf({ payments, invoices }: OpenItems, plan: PlannedMatch): NamedPlan['named'] {
  const { title, subtitle } = nameMatch({
    ...plan,
    kind: plan.match.kind,
    payments: plan.match.transactionIds.map((id) => {
      const payment = payments.get(id) as OpenPayment;
      return { ...payment, paidMinor: payment.amountMinor };
    }),
    invoices: plan.match.invoiceIds.map((id) => {
      const invoice = invoices.get(id) as OpenInvoice;
      return { ...invoice, client: invoice.clientName };
    }),
  });
  return { title, subtitle };
}

/** What a person refused is not proposed again: its payments wait, with that as the reason. */
function withoutRefused(
  { matches, waits }: Plan,
  refused: ReadonlySet<string>,
): { plans: PlannedMatch[]; waits: PlannedWait[] } {
  const [plans, dropped] = [[] as PlannedMatch[], [] as PlannedWait[]];
  for (const plan of matches)
    if (!refused.has(itemsKey(plan))) plans.push(plan);
    else
      for (const id of plan.match.transactionIds)
        dropped.push({ side: plan.side, id, wait: 'mismatched', reason: 'match_rejected', alternatives: null });
  return { plans, waits: [...waits, ...dropped] };
}

/** Runs the pipeline over what is open, in a thread of its own. `asOf`: ISO date. */
async function planOpen(read: Read, asOf: string) {
  const { payments, invoices, settled, rules } = read;
  const run = await runApart('reconcile', {
    transactions: [...payments.values()],
    invoices: [...invoices.values()],
    settled,
    rules,
    model: read.model,
    asOf,
  });
  return withoutRefused(planMatches(run, read), read.refused);
}

const chunksOf = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_empty, index) =>
    items.slice(index * size, (index + 1) * size),
  );

export const storeMatches =
  (deps: MatchDeps): ReconciliationActivities['storeMatches'] =>
  async ({ tenantId }) => {
    const { db } = deps;
    const read = await db.withTenant(tenantId, (tx) => readOpen(tx, deps));
    const { plans, waits } = await planOpen(read, new Date().toISOString().slice(0, 10));
    const counts = { matched: 0, waiting: 0 };
    for (const chunk of chunksOf(plans, CHUNK)) {
      const named = chunk.map((plan) => ({ ...plan, named: nameOf(read, plan), itemsKey: itemsKey(plan) }));
      counts.matched += (await db.withTenant(tenantId, (tx) => store(tx, tenantId, named))).length;
    }
    for (const chunk of chunksOf(waits, WAITS_CHUNK))
      counts.waiting += await db.withTenant(tenantId, (tx) => keepWaits(tx, tenantId, chunk));
    await db.withTenant(tenantId, (tx) =>
      keepOnly(
        tx,
        waits.map(({ id }) => id),
      ),
    );
    return counts;
  };
