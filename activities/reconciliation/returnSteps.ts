import { and, eq } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { closeProcess } from '../../books/operations/closeProcess.ts';
import { lockReturn, type ReturnRow, recordReturn, refuseReturn } from '../../books/reconciliation/returnMatch.ts';
import { cancelTasks } from '../../books/reviews/cancelTasks.ts';
import { openTask } from '../../books/reviews/openTask.ts';
import type { Transaction } from '../../db/database.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { factsOfMatch } from '../../db/reconciliation/matchFacts.ts';
import { invoiceMatches } from '../../db/reconciliation/matchSchema.ts';
import { reviewDecisions, reviewTasks } from '../../db/reviews/schema.ts';
import { invoicePayee } from '../../domain/reconciliation/invoices.ts';
import { nameReturn } from '../../domain/reconciliation/matchNaming.ts';
import { RETURN_REASON_WORDS } from '../../domain/reconciliation/returns.ts';
import type { MatchReturnActivities, MatchStep } from '../../workflows/reconciliation/matching/contract.ts';
import type { MatchDeps } from './matchDeps.ts';

const GATE = 'return';

/** What a second person is shown of a return, and how people call it. */
async function cardOf(tx: Transaction, { cipher }: Pick<MatchDeps, 'cipher'>, row: ReturnRow) {
  const [match] = await tx.select().from(invoiceMatches).where(eq(invoiceMatches.id, row.matchId));
  if (!match) throw new Error(`no match ${row.matchId}`);
  const { payments, invoices } = await factsOfMatch(tx, cipher, match.id);
  const taken = new Map(row.parts.map(({ invoiceId, amountMinor }) => [invoiceId, amountMinor]));
  const shown = invoices
    .filter(({ id }) => taken.has(id))
    .map((one) => ({
      payee: invoicePayee(one.id),
      amount_minor: taken.get(one.id) ?? 0,
      ...one,
      currency: match.currency,
    }));
  return {
    match,
    named: nameReturn({
      amountMinor: row.amountMinor,
      currency: match.currency,
      invoices: shown,
      payer: payments[0]?.payer ?? null,
      why: RETURN_REASON_WORDS[row.reason],
    }),
    shown: {
      reason: RETURN_REASON_WORDS[row.reason],
      comment: row.comment,
      payments: shown,
      received: payments,
      currency: match.currency,
      amount_minor: row.amountMinor,
    },
  };
}

/** The decision that was made about a return: a run that begins again goes on with it. */
async function decidedStep(tx: Transaction, processId: string): Promise<MatchStep> {
  const [found] = await tx
    .select({ decision: reviewDecisions })
    .from(reviewDecisions)
    .innerJoin(reviewTasks, eq(reviewTasks.id, reviewDecisions.taskId))
    .where(and(eq(reviewTasks.processId, processId), eq(reviewTasks.gate, GATE)));
  if (!found) return { kind: 'ended' };
  return { kind: 'decided', decisionId: found.decision.id, approved: found.decision.decision === 'approved' };
}

export const openReturn =
  ({ db, cipher }: MatchDeps): MatchReturnActivities['openReturn'] =>
  ({ tenantId, processId, returnId }) =>
    db.withTenant(tenantId, async (tx) => {
      const row = await lockReturn(tx, returnId);
      if (row?.state !== 'proposed') return decidedStep(tx, processId);
      const { match, named, shown } = await cardOf(tx, { cipher }, row);
      const [only] = row.parts;
      const { opened, created } = await openTask(tx, {
        tenantId,
        processId,
        kind: 'match_return',
        gate: GATE,
        subject: row.id,
        named,
        reason: row.reason,
        shown,
        payee: row.parts.length === 1 && only ? invoicePayee(only.invoiceId) : null,
        currency: match.currency,
        maximumMinor: row.amountMinor,
        atRiskMinor: row.amountMinor,
        confidence: null,
        hasProposal: true,
        timings: null,
      });
      if (created)
        await appendEvent(tx, {
          type: 'review_task_opened',
          actor: 'workflow',
          subject: `match:${match.id}`,
          data: { taskId: opened.taskId, kind: 'match_return' },
        });
      return { kind: 'review', task: opened };
    });

/** The commands that recorded a match at its invoices, by payee. */
async function recordedCommands(tx: Transaction, matchId: string): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: moneyCommands.id, payee: moneyCommands.payee })
    .from(moneyCommands)
    .innerJoin(invoiceMatches, eq(invoiceMatches.processId, moneyCommands.processId))
    .where(
      and(eq(invoiceMatches.id, matchId), eq(moneyCommands.leg, 'invoice_payment'), eq(moneyCommands.state, 'applied')),
    );
  return new Map(rows.map(({ id, payee }) => [payee, id]));
}

export const approvedReturns =
  ({ db }: MatchDeps): MatchReturnActivities['approvedReturns'] =>
  ({ tenantId, processId, returnId, decisionId }) =>
    db.withTenant(tenantId, async (tx) => {
      const row = await lockReturn(tx, returnId);
      if (row?.state !== 'approved') return [];
      const commands = await recordedCommands(tx, row.matchId);
      return row.parts.map(({ invoiceId, amountMinor }, index) => {
        const compensatesId = commands.get(invoicePayee(invoiceId));
        if (!compensatesId) throw new Error('nothing recorded that could be taken back');
        return {
          tenantId,
          processId,
          requestId: returnId,
          decisionId,
          invoiceRowId: invoiceId,
          part: row.parts.length === 1 ? 0 : index + 1,
          amountMinor,
          feeMinor: null,
          receivedAt: (row.decidedAt ?? row.createdAt).toISOString(),
          compensatesId,
        };
      });
    });

export const closeReturn =
  ({ db }: MatchDeps): MatchReturnActivities['closeReturn'] =>
  ({ tenantId, processId, returnId, ended }) =>
    db.withTenant(tenantId, async (tx) => {
      const row = await lockReturn(tx, returnId);
      if (row?.state === 'approved' && ended.kind === 'recorded') await recordReturn(tx, row);
      if (row?.state === 'approved' && ended.kind === 'refused') await refuseReturn(tx, row, ended.code);
      await cancelTasks(tx, processId, null);
      await closeProcess(tx, processId);
    });
