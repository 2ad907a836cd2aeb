import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type Stripe from 'stripe';
import type { Database, Transaction } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';
import { closeProcess, createProcess } from '../../db/processes.ts';
import { moneyCommands, reconciliationItems } from '../../db/schema/money.ts';
import { stripeError } from '../../providers/stripe/errors.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  type ReconcilerInput,
  UNEXPLAINED_WORKFLOW,
  type UnexplainedInput,
  unexplainedWorkflowId,
} from '../../workflows/money/contract.ts';
import type { OpenedTask } from '../../workflows/reviews/contract.ts';
import { openTask } from '../reviews/openTask.ts';
import type { Command } from './advanceCommand.ts';
import { postedPhases, postPhase } from './ledger.ts';

export interface ReconcileDeps {
  db: Database;
  stripe: (tenantId: string) => { client: Stripe; mock: boolean };
  /** Only the owner of the account compares: whatever is listed there is this tenant's to explain. */
  ownsAccounts: (tenantId: string) => boolean;
}

// Younger effects and commands may still be on their way to each other.
const SETTLING_MS = 60_000;
const WINDOW = sql`interval '3 days'`;

interface Problem {
  vendorId: string;
  problem: 'no_command' | 'missing_at_vendor' | 'amount_differs' | 'ledger_missing' | 'failed_later';
  amountMinor: number | null;
  currency: string | null;
}

/** Compares what the gateway lists, what was commanded and what the ledger says, both ways. */
export function createReconcileActivities({ db, stripe, ownsAccounts }: ReconcileDeps) {
  async function listRefunds(tenantId: string): Promise<Stripe.Refund[]> {
    const refunds: Stripe.Refund[] = [];
    const created = { gte: Math.floor(Date.now() / 1000) - 3 * 86_400 };
    try {
      for await (const refund of stripe(tenantId).client.refunds.list({ limit: 100, created })) refunds.push(refund);
    } catch (error) {
      throw stripeError(error);
    }
    return refunds;
  }

  async function explainRefund(tx: Transaction, refund: Stripe.Refund): Promise<Problem | 'settled' | 'fine'> {
    const currency = refund.currency.toUpperCase();
    const found = { vendorId: refund.id, amountMinor: refund.amount, currency };
    const key = refund.metadata?.business_key ?? '';
    const [command] = await tx
      .select()
      .from(moneyCommands)
      .where(sql`vendor = 'stripe' and (vendor_id = ${refund.id} or idempotency_key = ${key})`);
    if (!command) return { ...found, problem: 'no_command' };
    if (command.state === 'attempting' || command.state === 'unknown') return 'fine';
    if (command.vendorId !== refund.id || command.state !== 'applied') return { ...found, problem: 'no_command' };
    if (command.amountMinor !== refund.amount || command.currency !== currency)
      return { ...found, problem: 'amount_differs' };
    if (refund.status === 'failed' || refund.status === 'canceled')
      return command.failedLaterAt ? 'fine' : { ...found, problem: 'failed_later' };
    const phases = await postedPhases(tx, command.id);
    if (!phases.includes('posted')) return { ...found, problem: 'ledger_missing' };
    if (refund.status !== 'succeeded' || phases.includes('settled')) return 'fine';
    await postPhase(tx, command, 'settled');
    return 'settled';
  }

  async function explainCommand(command: Command, listed: Set<string>): Promise<Problem | null> {
    if (command.vendorId && listed.has(command.vendorId)) return null;
    return {
      vendorId: command.vendorId ?? command.id,
      problem: 'missing_at_vendor',
      amountMinor: command.amountMinor,
      currency: command.currency,
    };
  }

  /** Keeps a problem once and gives it a process that asks a person. */
  async function report(tx: Transaction, tenantId: string, problem: Problem): Promise<boolean> {
    const [item] = await tx
      .insert(reconciliationItems)
      .values({ tenantId, vendor: 'stripe', ...problem })
      .onConflictDoNothing()
      .returning();
    if (!item) return false;
    const { process } = await createProcess(tx, {
      tenantId,
      kind: 'unexplained-money',
      key: item.id,
      workflowType: UNEXPLAINED_WORKFLOW,
      workflowId: unexplainedWorkflowId(tenantId, item.id),
      taskQueue: TASK_QUEUES.core,
      input: (processId) =>
        ({ tenantId, processId, itemId: item.id, requestId: 'reconciler' }) satisfies UnexplainedInput,
      startedBy: 'reconciler',
    });
    await tx.update(reconciliationItems).set({ processId: process.id }).where(eq(reconciliationItems.id, item.id));
    await appendEvent(tx, {
      type: 'money_unexplained',
      actor: 'reconciler',
      subject: `reconciliation:${item.id}`,
      data: { ...problem },
    });
    return true;
  }

  return {
    async reconcileMoney({ tenantId }: ReconcilerInput): Promise<{ settled: number; unexplained: number }> {
      const refunds = ownsAccounts(tenantId) ? await listRefunds(tenantId) : [];
      const settledBefore = Date.now() - SETTLING_MS;
      let settled = 0;
      for (const refund of refunds) {
        await db.withTenant(tenantId, async (tx) => {
          const verdict = await explainRefund(tx, refund);
          if (verdict === 'settled') settled += 1;
          else if (verdict !== 'fine' && refund.created * 1000 < settledBefore) await report(tx, tenantId, verdict);
        });
      }
      const listed = new Set(refunds.map((refund) => refund.id));
      return db.withTenant(tenantId, async (tx) => {
        const applied = !ownsAccounts(tenantId)
          ? []
          : await tx
              .select()
              .from(moneyCommands)
              .where(
                and(
                  eq(moneyCommands.vendor, 'stripe'),
                  eq(moneyCommands.state, 'applied'),
                  gt(moneyCommands.finishedAt, sql`now() - ${WINDOW}`),
                  lt(moneyCommands.finishedAt, new Date(settledBefore)),
                ),
              );
        for (const command of applied) {
          const problem = await explainCommand(command, listed);
          if (problem) await report(tx, tenantId, problem);
        }
        const open = await tx
          .select({ id: reconciliationItems.id })
          .from(reconciliationItems)
          .where(isNull(reconciliationItems.explainedAt));
        return { settled, unexplained: open.length };
      });
    },

    async openUnexplained(input: UnexplainedInput): Promise<OpenedTask> {
      return db.withTenant(input.tenantId, async (tx) => {
        const [item] = await tx.select().from(reconciliationItems).where(eq(reconciliationItems.id, input.itemId));
        if (!item) throw new Error(`no reconciliation item ${input.itemId}`);
        const shown = {
          vendor: item.vendor,
          vendor_id: item.vendorId,
          problem: item.problem,
          amount_minor: item.amountMinor,
          currency: item.currency,
          found_at: item.foundAt.toISOString(),
          question:
            'The books and the vendor disagree. Answer found when the effect is real and explained, absent when it is not.',
        };
        const { opened } = await openTask(tx, {
          ...input,
          kind: 'money_unknown',
          gate: 'unexplained',
          subject: `${item.vendor} ${item.vendorId}`,
          reason: item.problem,
          shown,
          payee: null,
          currency: item.currency,
          maximumMinor: null,
          atRiskMinor: item.amountMinor ?? 0,
          confidence: null,
          hasProposal: false,
          timings: null,
        });
        return opened;
      });
    },

    async closeUnexplained(input: UnexplainedInput & { explained: boolean }): Promise<void> {
      await db.withTenant(input.tenantId, async (tx) => {
        if (input.explained)
          await tx
            .update(reconciliationItems)
            .set({ explainedAt: sql`now()` })
            .where(eq(reconciliationItems.id, input.itemId));
        await closeProcess(tx, input.processId);
        await appendEvent(tx, {
          type: 'money_explained',
          actor: 'workflow',
          subject: `reconciliation:${input.itemId}`,
          data: { explained: input.explained },
        });
      });
    },
  };
}
