import { inArray } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { reconciliationItems } from '../../db/money/schema.ts';
import { nameEffect, nameProblem } from '../../domain/money/naming.ts';
import type { ReconcileProblem } from '../../domain/money/reconcile.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import { UNEXPLAINED_WORKFLOW, type UnexplainedInput, unexplainedWorkflowId } from '../../workflows/money/contract.ts';
import { appendEvent } from '../events.ts';
import { createProcess } from '../operations/createProcess.ts';

/** What the books and a vendor disagree about; an amount that nobody knows is null. */
export interface Problem {
  vendorId: string;
  problem: ReconcileProblem;
  amountMinor: number | null;
  currency: string | null;
}

/** As many as a person reads. */
const NAMED_ITEMS = 100;
type Item = typeof reconciliationItems.$inferSelect;

/** Gives equal problems of one run a process of their own, one for all, that asks a person. */
async function askAbout(tx: Transaction, tenantId: string, items: Item[]): Promise<void> {
  const [first] = items;
  if (!first) return;
  const { process } = await createProcess(tx, {
    tenantId,
    kind: 'unexplained-money',
    subject: first.id,
    title: nameProblem({ ...first, count: items.length }),
    subtitle: items.length === 1 ? nameEffect(first) : '',
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
      vendorIds: items.slice(0, NAMED_ITEMS).map((item) => item.vendorId),
    },
  });
}

/** Keeps each problem once. Many equal ones are one alarm with a list, not a task each. */
export async function reportProblems(
  tx: Transaction,
  tenantId: string,
  vendor: string,
  problems: Problem[],
): Promise<void> {
  if (problems.length === 0) return;
  const items = await tx
    .insert(reconciliationItems)
    .values(problems.map((problem) => ({ tenantId, vendor, ...problem })))
    .onConflictDoNothing()
    .returning();
  for (const kind of new Set(items.map((item) => item.problem)))
    await askAbout(
      tx,
      tenantId,
      items.filter((item) => item.problem === kind),
    );
}
