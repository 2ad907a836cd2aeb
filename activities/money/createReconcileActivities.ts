import { and, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm';
import type Stripe from 'stripe';
import { appendEvent } from '../../books/events.ts';
import { closeProcess } from '../../books/operations/closeProcess.ts';
import { openTask } from '../../books/reviews/openTask.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { learnRefundFailure } from '../../db/disputes/refundFailures.ts';
import { ledgerTransactions, moneyCommands, reconcilerCursors, reconciliationItems } from '../../db/money/schema.ts';
import { judgeRefund, type ReconcileVerdict } from '../../domain/money/reconcile.ts';
import { InvalidRecordError } from '../../providers/invalidRecord.ts';
import type { RefundFacts } from '../../providers/stripe/records.ts';
import type { ReconcilerInput, UnexplainedInput } from '../../workflows/money/contract.ts';
import type { OpenedTask } from '../../workflows/reviews/contract.ts';
import type { Command } from './advanceCommand.ts';
import { postPhase } from './ledger.ts';
import { createRefundFeed, type RefundFeed, type Span, spans } from './refundFeed.ts';
import { alarmCard, explainItems, type Problem, reportProblems } from './unexplained.ts';

export interface ReconcileDeps {
  db: Database;
  stripe: (tenantId: string) => Promise<{ client: Stripe; mock: boolean; since?: Date | null }>;
  /** Only a tenant with a gateway account compares, and its own: whatever is listed there is this tenant's to explain. */
  ownsAccounts: (tenantId: string) => Promise<boolean>;
}

// Younger effects and commands may still be on their way to each other.
const SETTLING_MS = 60_000;
/** A run begins this much before the last one ended: the vendor lists late, and what was too young is looked at again. */
const OVERLAP_MS = 600_000;
const FIRST_RUN_MS = 3 * 86_400_000;
const VENDOR = 'stripe';

interface Findings {
  settled: number;
  problems: Problem[];
}

interface Judged {
  refund: RefundFacts;
  command: Command | undefined;
  verdict: ReconcileVerdict;
}

/** Judges refunds beside the books, all of them with two questions to the database. */
async function judgeAll(tx: Transaction, refunds: RefundFacts[]): Promise<Judged[]> {
  if (refunds.length === 0) return [];
  const ids = refunds.map((refund) => refund.refundId);
  const keys = refunds.flatMap((refund) => refund.businessKey ?? []);
  const commands = await tx
    .select()
    .from(moneyCommands)
    .where(
      and(
        eq(moneyCommands.vendor, VENDOR),
        or(inArray(moneyCommands.vendorId, ids), keys.length ? inArray(moneyCommands.idempotencyKey, keys) : undefined),
      ),
    );
  const phases = commands.length
    ? await tx
        .select({ commandId: ledgerTransactions.commandId, phase: ledgerTransactions.phase })
        .from(ledgerTransactions)
        .where(
          inArray(
            ledgerTransactions.commandId,
            commands.map((command) => command.id),
          ),
        )
    : [];
  const byId = new Map(commands.map((command) => [command.vendorId, command]));
  const byKey = new Map(commands.map((command) => [command.idempotencyKey, command]));
  return refunds.map((refund) => {
    const command = byId.get(refund.refundId) ?? byKey.get(refund.businessKey ?? '');
    const own = phases.filter((row) => row.commandId === command?.id).map((row) => row.phase);
    return { refund, command, verdict: judgeRefund(refund, command, own) };
  });
}

const problemOf = (refund: RefundFacts, problem: Problem['problem']): Problem => ({
  vendorId: refund.refundId,
  amountMinor: refund.amountMinor,
  currency: refund.currency,
  problem,
});

const unreadableOf = (vendorId: string): Problem => ({
  vendorId,
  problem: 'unreadable_record',
  amountMinor: null,
  currency: null,
});

/** One refund as it is now, null when there is none; one that can't be read is for a person and stops nothing. */
async function readAlone(feed: RefundFeed, refundId: string): Promise<RefundFacts | 'unreadable' | null> {
  try {
    return await feed.read(refundId);
  } catch (error) {
    if (error instanceof InvalidRecordError) return 'unreadable';
    throw error;
  }
}

/** Compares what changed at the gateway, what was commanded and what the ledger says, both ways. */
export function createReconcileActivities({ db, stripe, ownsAccounts }: ReconcileDeps) {
  /** Writes what needs no person; returns what is suspicious. */
  async function take(tenantId: string, refunds: RefundFacts[]): Promise<{ settled: number; suspicious: Judged[] }> {
    return db.withTenant(tenantId, async (tx) => {
      const judged = await judgeAll(tx, refunds);
      const settling = judged.filter(({ verdict }) => verdict.kind === 'settle');
      for (const { command } of settling) if (command) await postPhase(tx, command, 'settled');
      for (const { refund, command, verdict } of judged)
        if (verdict.kind === 'came_back')
          await learnRefundFailure(tx, {
            tenantId,
            refundId: refund.refundId,
            eventId: `reconciler:${refund.refundId}`,
            type: 'refund.failed',
            commandId: command?.id ?? null,
            learnedBy: 'reconciler',
            requestId: 'reconciler',
          });
      return { settled: settling.length, suspicious: judged.filter(({ verdict }) => verdict.kind === 'suspicious') };
    });
  }

  /** A suspicion is about one object, so that object is read before anybody is asked. */
  async function confirm(tenantId: string, feed: RefundFeed, refundIds: string[]): Promise<Findings> {
    const read: RefundFacts[] = [];
    const unreadable: Problem[] = [];
    for (const refundId of refundIds) {
      const refund = await readAlone(feed, refundId);
      if (refund === 'unreadable') unreadable.push(unreadableOf(refundId));
      else if (refund) read.push(refund);
    }
    const { settled, suspicious } = await take(tenantId, read);
    const problems = suspicious.flatMap(({ refund, verdict }) =>
      verdict.kind === 'suspicious' ? problemOf(refund, verdict.problem) : [],
    );
    return { settled, problems: [...unreadable, ...problems] };
  }

  /** Commands that were applied since, and whose effect is not among the changes: each is looked for by its id. */
  async function confirmCommands(tenantId: string, feed: RefundFeed, span: Span, seen: Set<string>): Promise<Findings> {
    const applied = await db.withTenant(tenantId, (tx) =>
      tx
        .select()
        .from(moneyCommands)
        .where(
          and(
            eq(moneyCommands.vendor, VENDOR),
            eq(moneyCommands.state, 'applied'),
            gt(moneyCommands.finishedAt, new Date(span.fromMs)),
            lte(moneyCommands.finishedAt, new Date(Math.min(span.untilMs, Date.now() - SETTLING_MS))),
          ),
        ),
    );
    const problems: Problem[] = [];
    const there: string[] = [];
    for (const command of applied) {
      if (command.vendorId && seen.has(command.vendorId)) continue;
      if (command.vendorId && (await readAlone(feed, command.vendorId))) there.push(command.vendorId);
      else
        problems.push({
          vendorId: command.vendorId ?? command.id,
          problem: 'missing_at_vendor',
          amountMinor: command.amountMinor,
          currency: command.currency,
        });
    }
    const confirmed = await confirm(tenantId, feed, there);
    return { settled: confirmed.settled, problems: [...problems, ...confirmed.problems] };
  }

  /** One span of time; its end is kept, so that the next run has only what came after it. */
  async function compare(tenantId: string, feed: RefundFeed, span: Span) {
    const { refunds: changes, unreadable } = await feed.changesBetween(span.fromMs, span.last ? null : span.untilMs);
    const { settled, suspicious } = await take(tenantId, changes);
    const old = suspicious.filter(({ refund }) => refund.createdAtMs < Date.now() - SETTLING_MS);
    const ids = old.map(({ refund }) => refund.refundId);
    const confirmed = await confirm(tenantId, feed, ids);
    const seen = new Set([...changes, ...unreadable].map((refund) => refund.refundId));
    const commands = await confirmCommands(tenantId, feed, span, seen);
    const problems: Problem[] = [
      ...unreadable.map(({ refundId }) => unreadableOf(refundId)),
      ...confirmed.problems,
      ...commands.problems,
    ];
    await db.withTenant(tenantId, async (tx) => {
      await reportProblems(tx, tenantId, problems);
      const checkedThrough = new Date(span.untilMs);
      await tx
        .insert(reconcilerCursors)
        .values({ tenantId, vendor: VENDOR, checkedThrough })
        .onConflictDoUpdate({
          target: [reconcilerCursors.tenantId, reconcilerCursors.vendor],
          set: { checkedThrough },
        });
    });
    return settled + confirmed.settled + commands.settled;
  }

  const countUnexplained = (tenantId: string) =>
    db.withTenant(tenantId, (tx) => tx.$count(reconciliationItems, isNull(reconciliationItems.explainedAt)));

  return {
    async reconcileMoney({ tenantId }: ReconcilerInput): Promise<{ settled: number; unexplained: number }> {
      if (!(await ownsAccounts(tenantId))) return { settled: 0, unexplained: await countUnexplained(tenantId) };
      const { client, since } = await stripe(tenantId);
      const feed = createRefundFeed(client);
      const untilMs = Date.now();
      const [cursor] = await db.withTenant(tenantId, (tx) =>
        tx.select().from(reconcilerCursors).where(eq(reconcilerCursors.vendor, VENDOR)),
      );
      // A cursor of a clock that was ahead must not leave a gap.
      const lastMs = cursor ? Math.min(cursor.checkedThrough.getTime(), untilMs) - OVERLAP_MS : untilMs - FIRST_RUN_MS;
      // What happened at an account before the tenant connected it is nobody's here to explain.
      const fromMs = Math.max(lastMs, since?.getTime() ?? 0);
      let settled = 0;
      for (const span of spans(fromMs, untilMs)) settled += await compare(tenantId, feed, span);
      return { settled, unexplained: await countUnexplained(tenantId) };
    },

    async openUnexplained(input: UnexplainedInput): Promise<OpenedTask> {
      return db.withTenant(input.tenantId, async (tx) => {
        const { subject, problem, currency, atRiskMinor, shown } = await alarmCard(tx, input);
        const { opened } = await openTask(tx, {
          ...input,
          kind: 'money_unknown',
          gate: 'unexplained',
          subject,
          reason: problem,
          shown,
          payee: null,
          currency,
          maximumMinor: null,
          atRiskMinor,
          confidence: null,
          hasProposal: false,
          timings: null,
        });
        return opened;
      });
    },

    async closeUnexplained(input: UnexplainedInput & { explained: boolean }): Promise<void> {
      await db.withTenant(input.tenantId, async (tx) => {
        if (input.explained) await explainItems(tx, input.processId);
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
