import { eq, inArray, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { createProcess } from '../../books/operations/createProcess.ts';
import type { Transaction } from '../../db/database.ts';
import { reconciliationItems } from '../../db/money/schema.ts';
import type { ReconcileProblem } from '../../domain/money/reconcile.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import { UNEXPLAINED_WORKFLOW, type UnexplainedInput, unexplainedWorkflowId } from '../../workflows/money/contract.ts';

export interface Problem {
  vendorId: string;
  problem: ReconcileProblem;
  amountMinor: number | null;
  currency: string | null;
}

/** As many lines as a person reads; the count says how many there are. */
const SHOWN_ITEMS = 100;
type Item = typeof reconciliationItems.$inferSelect;

/** Gives equal problems of one run a process of their own, one for all, that asks a person. */
async function askAbout(tx: Transaction, tenantId: string, items: Item[]): Promise<void> {
  const [first] = items;
  if (!first) return;
  const { process } = await createProcess(tx, {
    tenantId,
    kind: 'unexplained-money',
    subject: first.id,
    workflowType: UNEXPLAINED_WORKFLOW,
    workflowId: unexplainedWorkflowId(tenantId, first.id),
    taskQueue: TASK_QUEUES.core,
    input: (processId) =>
      ({ tenantId, processId, itemId: first.id, requestId: 'reconciler' }) satisfies UnexplainedInput,
    startedBy: 'reconciler',
  });
  const ids = items.map((item) => item.id);
  await tx.update(reconciliationItems).set({ processId: process.id }).where(inArray(reconciliationItems.id, ids));
  await appendEvent(tx, {
    type: 'money_unexplained',
    actor: 'reconciler',
    subject: `reconciliation:${first.id}`,
    data: {
      problem: first.problem,
      count: items.length,
      vendorIds: items.slice(0, SHOWN_ITEMS).map((item) => item.vendorId),
    },
  });
}

/** Keeps each problem once. Many equal ones are one alarm with a list, not a task each. */
export async function reportProblems(tx: Transaction, tenantId: string, problems: Problem[]): Promise<void> {
  if (problems.length === 0) return;
  const items = await tx
    .insert(reconciliationItems)
    .values(problems.map((problem) => ({ tenantId, vendor: 'stripe', ...problem })))
    .onConflictDoNothing()
    .returning();
  const kinds = new Set(items.map((item) => item.problem));
  for (const kind of kinds)
    await askAbout(
      tx,
      tenantId,
      items.filter((item) => item.problem === kind),
    );
}

const lineOf = (item: Item) => ({
  vendor_id: item.vendorId,
  amount_minor: item.amountMinor,
  currency: item.currency,
  found_at: item.foundAt.toISOString(),
});

/** What an alarm shows: one thing as it is, or a list with its sum. */
export async function alarmCard(tx: Transaction, input: UnexplainedInput) {
  const own = await tx
    .select()
    .from(reconciliationItems)
    .where(eq(reconciliationItems.processId, input.processId))
    .orderBy(reconciliationItems.foundAt, reconciliationItems.vendorId);
  const named = own.find((item) => item.id === input.itemId);
  if (!named) throw new Error(`no reconciliation item ${input.itemId}`);
  const question =
    'The books and the vendor disagree. Answer found when the effect is real and explained, absent when it is not.';
  const base = { vendor: named.vendor, problem: named.problem };
  if (own.length === 1)
    return {
      subject: `${named.vendor} ${named.vendorId}`,
      problem: named.problem,
      currency: named.currency,
      atRiskMinor: named.amountMinor ?? 0,
      shown: { ...base, ...lineOf(named), question },
    };
  const currencies = new Set(own.map((item) => item.currency));
  // Sums of several currencies mean nothing; 0 stands for an amount that nobody knows.
  const one = currencies.size === 1 && !own.some((item) => item.amountMinor === null);
  const currency = one ? named.currency : null;
  const atRiskMinor = one ? own.reduce((sum, item) => sum + (item.amountMinor ?? 0), 0) : 0;
  return {
    subject: `${named.vendor} ${own.length} refunds`,
    problem: named.problem,
    currency,
    atRiskMinor,
    shown: {
      ...base,
      count: own.length,
      amount_minor: one ? atRiskMinor : null,
      currency,
      items: own.slice(0, SHOWN_ITEMS).map(lineOf),
      question,
    },
  };
}

/** Every item of the alarm is explained by the one answer. */
export const explainItems = (tx: Transaction, processId: string) =>
  tx.update(reconciliationItems).set({ explainedAt: sql`now()` }).where(eq(reconciliationItems.processId, processId));
