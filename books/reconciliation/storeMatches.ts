import { sql } from 'drizzle-orm';
import { arrayOf, columnsOf } from '../../db/arrays.ts';
import type { Transaction } from '../../db/database.ts';
import { invoiceMatches, invoiceMatchParts, invoiceMatchPayments } from '../../db/reconciliation/matchSchema.ts';
import { contentHash } from '../../domain/digest.ts';
import type { Named } from '../../domain/naming.ts';
import type { PlannedMatch } from '../../domain/reconciliation/planMatches.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  INVOICE_MATCH_WORKFLOW,
  type InvoiceMatchInput,
  invoiceMatchWorkflowId,
} from '../../workflows/reconciliation/matching/contract.ts';
import { createProcesses } from '../operations/createProcesses.ts';

export type NamedPlan = PlannedMatch & { named: Pick<Named, 'title' | 'subtitle'>; itemsKey: string };

/** What tells a match by what it joins, whenever it is proposed. */
export const itemsKey = ({ match }: Pick<PlannedMatch, 'match'>): string =>
  contentHash({ payments: match.transactionIds.toSorted(), invoices: match.invoiceIds.toSorted() });

/** Those whose payments are still free, locked until the transaction ends: another run or a person may have been faster. */
async function stillFree(tx: Transaction, plans: readonly NamedPlan[]): Promise<NamedPlan[]> {
  const ids = (side: PlannedMatch['side']) =>
    plans.filter((one) => one.side === side).flatMap(({ payments }) => payments.map(({ id }) => id));
  const [lines, charges] = [ids('bank'), ids('stripe')];
  const free = new Map<string, number>();
  const keep = (rows: unknown) => {
    for (const { id, amount } of rows as { id: string; amount: string }[]) free.set(id, Number(amount));
  };
  if (lines.length > 0)
    keep(
      await tx.execute(sql`select id, amount_minor as amount from bank_transactions t where id = any(${arrayOf(lines, 'uuid')})
        and match_state in ('new', 'unmatched') and status = 'posted' and removed_at is null and not exists (select 1 from invoice_match_payments m
          where m.tenant_id = t.tenant_id and m.bank_transaction_id = t.id and m.holds) order by id for update`),
    );
  if (charges.length > 0)
    keep(
      await tx.execute(sql`select id, amount_minor - refunded_minor as amount from stripe_payments p where id = any(${arrayOf(charges, 'uuid')})
        and status in ('succeeded', 'partially_refunded') and not exists (select 1 from invoice_match_payments m where m.tenant_id = p.tenant_id
          and m.stripe_payment_id = p.id and m.holds) order by id for update`),
    );
  const taken = new Set<string>();
  return plans.filter(({ payments }) => {
    const isFree = payments.every(({ id, amountMinor }) => free.get(id) === amountMinor && !taken.has(id));
    if (isFree) for (const { id } of payments) taken.add(id);
    return isFree;
  });
}

/**
 * Stores proposals with the run that asks or decides about each, all in the caller's transaction. A payment that was taken, set
 * aside or changed since it was read is left out; the next run sees it as it is then. Returns the ids of the matches.
 */
export async function storeMatches(tx: Transaction, tenantId: string, plans: readonly NamedPlan[]): Promise<string[]> {
  const free = await stillFree(tx, plans);
  if (free.length === 0) return [];
  const rows = free.map((plan) => ({ plan, id: crypto.randomUUID(), processId: crypto.randomUUID() }));
  await createProcesses(
    tx,
    rows.map(({ plan, id: matchId, processId }) => ({
      id: processId,
      tenantId,
      kind: 'invoice-match',
      subject: matchId,
      ...plan.named,
      workflowType: INVOICE_MATCH_WORKFLOW,
      workflowId: invoiceMatchWorkflowId(tenantId, matchId),
      taskQueue: TASK_QUEUES.core,
      input: () => ({ tenantId, processId, matchId }) satisfies InvoiceMatchInput,
      startedBy: 'reconciliation',
    })),
  );
  await tx.insert(invoiceMatches).values(
    rows.map(({ plan, id, processId }) => ({
      id,
      tenantId,
      processId,
      side: plan.side,
      instanceId: plan.instanceId,
      kind: plan.match.kind,
      currency: plan.currency,
      amountMinor: plan.amountMinor,
      paidMinor: plan.paidMinor,
      paidCurrency: plan.paidCurrency,
      score: Math.round(plan.match.explanation.score),
      explanation: plan.match.explanation,
      notAuto: plan.auto ? [] : plan.notAuto,
      itemsKey: plan.itemsKey,
      mock: plan.mock,
    })),
  );
  await tx.insert(invoiceMatchPayments).values(
    rows.flatMap(({ plan, id: matchId }) =>
      plan.payments.map(({ id, amountMinor }, position) => ({
        tenantId,
        matchId,
        position,
        bankTransactionId: plan.side === 'bank' ? id : null,
        stripePaymentId: plan.side === 'stripe' ? id : null,
        amountMinor,
      })),
    ),
  );
  await tx
    .insert(invoiceMatchParts)
    .values(rows.flatMap(({ plan, id: matchId }) => plan.parts.map((part) => ({ tenantId, matchId, ...part }))));
  await markProposed(tx, free);
  return rows.map(({ id }) => id);
}

/** Lines say that something is proposed, and neither they nor their invoices wait any more. */
async function markProposed(tx: Transaction, plans: readonly NamedPlan[]): Promise<void> {
  const given = columnsOf(
    plans.flatMap(({ side, match }) => match.transactionIds.map((id) => ({ side, id }))),
    { side: ['text', ({ side }) => side], id: ['uuid', ({ id }) => id] },
  );
  await tx.execute(sql`update bank_transactions t set match_state = 'proposed', match_reason = null, match_since = now() from ${given}
    where given.side = 'bank' and t.id = given.id`);
  const items = [...new Set(plans.flatMap(({ match }) => [...match.transactionIds, ...match.invoiceIds]))];
  await tx.execute(sql`delete from unmatched_items where item_id = any(${arrayOf(items, 'uuid')})`);
}
