import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { invoiceMatchReturns } from '../../db/reconciliation/matchSchema.ts';
import { CodedError, type ErrorCode } from '../../domain/errors/codes.ts';
import {
  type RecordedPart,
  type ReturnReason,
  type ReturnState,
  returnParts,
} from '../../domain/reconciliation/returns.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  MATCH_RETURN_WORKFLOW,
  type MatchReturnInput,
  matchReturnWorkflowId,
} from '../../workflows/reconciliation/matching/contract.ts';
import { appendEvent } from '../events.ts';
import { createProcess } from '../operations/createProcess.ts';
import { lockMatch, type MatchRow, undoMatch } from './moveMatch.ts';

export type ReturnRow = typeof invoiceMatchReturns.$inferSelect;

/** A return of the transaction's tenant, locked until it ends. */
export const lockReturn = async (tx: Transaction, id: string): Promise<ReturnRow | undefined> =>
  (await tx.select().from(invoiceMatchReturns).where(eq(invoiceMatchReturns.id, id)).for('update'))[0];

/** What stands recorded of a match at its invoices, less what was or is being taken back. */
async function recordedParts(tx: Transaction, matchId: string): Promise<RecordedPart[]> {
  const rows =
    (await tx.execute(sql`select p.invoice_id as "invoiceId", p.amount_minor as recorded, coalesce((select sum((part ->> 'amountMinor')::bigint)
      from invoice_match_returns r cross join jsonb_array_elements(r.parts) part where r.match_id = p.match_id
      and r.state in ('proposed', 'approved', 'recorded') and part ->> 'invoiceId' = p.invoice_id::text), 0)
      -- Of a return that was refused in the middle, what WHMCS had taken back by then.
      + coalesce((select sum(c.amount_minor) from invoice_match_returns r join money_commands c on c.tenant_id = r.tenant_id and c.process_id = r.process_id
        and c.leg = 'invoice_return' and c.state = 'applied' where r.match_id = p.match_id and r.state = 'refused'
        and c.payee = 'invoice:' || p.invoice_id), 0) as returned
    from invoice_match_parts p where p.match_id = ${matchId} and p.state in ('recorded', 'undone') order by p.invoice_id`)) as unknown as {
      invoiceId: string;
      recorded: string;
      returned: string;
    }[];
  return rows.map(({ invoiceId, recorded, returned }) => ({
    invoiceId,
    recordedMinor: Number(recorded),
    returnedMinor: Number(returned),
  }));
}

interface WantedReturn {
  reason: ReturnReason;
  /** In minor units of the match; null = all that stands recorded. */
  amountMinor: number | null;
  /** `user:…`, `key:…`, or who noticed that the payment went back. */
  requestedBy: string;
  comment: string | null;
  /** How people call it. */
  title: string;
}

/**
 * Asks for a recorded match to be taken back, wholly or in part, with the run that asks a second person. One at a time: the open
 * one is returned. Throws MATCH_NOT_RECORDED where nothing stands recorded.
 */
export async function openReturn(
  tx: Transaction,
  match: MatchRow,
  { reason, amountMinor, requestedBy, comment, title }: WantedReturn,
): Promise<{ row: ReturnRow; created: boolean }> {
  const [open] = await tx
    .select()
    .from(invoiceMatchReturns)
    .where(
      and(eq(invoiceMatchReturns.matchId, match.id), inArray(invoiceMatchReturns.state, ['proposed', 'approved'])),
    );
  if (open) return { row: open, created: false };
  const parts = returnParts(await recordedParts(tx, match.id), amountMinor ?? Number.MAX_SAFE_INTEGER);
  const sum = parts.reduce((total, part) => total + part.amountMinor, 0);
  if (match.state !== 'recorded' || sum === 0) throw new CodedError('MATCH_NOT_RECORDED');
  const returnId = crypto.randomUUID();
  const { tenantId } = match;
  const { process } = await createProcess(tx, {
    tenantId,
    kind: 'match-return',
    subject: returnId,
    title,
    workflowType: MATCH_RETURN_WORKFLOW,
    workflowId: matchReturnWorkflowId(tenantId, returnId),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, returnId }) satisfies MatchReturnInput,
    startedBy: requestedBy,
  });
  const [row] = await tx
    .insert(invoiceMatchReturns)
    .values({
      id: returnId,
      tenantId,
      matchId: match.id,
      processId: process.id,
      reason,
      amountMinor: sum,
      parts,
      requestedBy,
      comment,
    })
    .returning();
  if (!row) throw new Error('return not written');
  await appendEvent(tx, {
    type: 'match_return_asked',
    actor: requestedBy,
    subject: `match:${match.id}`,
    data: { amountMinor: sum, currency: match.currency, reason },
  });
  return { row, created: true };
}

const BEFORE: Record<Exclude<ReturnState, 'proposed'>, ReturnState> = {
  approved: 'proposed',
  rejected: 'proposed',
  recorded: 'approved',
  refused: 'approved',
};

/** The one way in which a return changes its state; false for any other move. */
async function moveReturn(
  tx: Transaction,
  { id }: Pick<ReturnRow, 'id'>,
  to: keyof typeof BEFORE,
  more: Partial<Pick<ReturnRow, 'decidedBy' | 'endedReason'>> = {},
): Promise<boolean> {
  const moved = await tx
    .update(invoiceMatchReturns)
    .set({
      ...more,
      state: to,
      updatedAt: sql`now()`,
      ...(more.decidedBy ? { decidedAt: sql`now()` } : {}),
      ...(to === 'recorded' ? { recordedAt: sql`now()` } : {}),
    })
    .where(and(eq(invoiceMatchReturns.id, id), eq(invoiceMatchReturns.state, BEFORE[to])))
    .returning({ id: invoiceMatchReturns.id });
  return moved.length > 0;
}

/** Decides a locked return. An error code refuses, and nothing was written. */
export async function decideReturn(
  tx: Transaction,
  row: ReturnRow,
  to: 'approved' | 'rejected',
  decidedBy: string,
): Promise<ErrorCode | null> {
  if (!(await moveReturn(tx, row, to, { decidedBy }))) return 'REVIEW_STALE';
  await appendEvent(tx, {
    type: to === 'approved' ? 'match_return_approved' : 'match_return_rejected',
    actor: decidedBy,
    subject: `match:${row.matchId}`,
    data: { amountMinor: row.amountMinor },
  });
  return null;
}

/**
 * WHMCS no longer has what was taken back. Once nothing of the match stands recorded it is undone, and its payment is free. Again
 * it changes nothing.
 */
export async function recordReturn(tx: Transaction, row: ReturnRow): Promise<void> {
  const match = await lockMatch(tx, row.matchId);
  if (!match || !(await moveReturn(tx, row, 'recorded'))) return;
  await appendEvent(tx, {
    type: 'match_returned',
    actor: 'workflow',
    subject: `match:${match.id}`,
    data: { amountMinor: row.amountMinor, currency: match.currency, reason: row.reason },
  });
  const left = (await recordedParts(tx, match.id)).some((part) => part.returnedMinor < part.recordedMinor);
  if (!left) await undoMatch(tx, match, row.reason);
}

/**
 * What was approved could not be taken back; the match stands as it did. Nothing is written where WHMCS may have taken it back: a
 * run may end for another reason than an answer of WHMCS, and the open return lets no second one begin.
 */
export async function refuseReturn(tx: Transaction, row: ReturnRow, code: string): Promise<void> {
  const open =
    await tx.execute(sql`select 1 from money_commands where process_id = ${row.processId} and leg = 'invoice_return'
    and state in ('attempting', 'unknown') limit 1`);
  if (open.length > 0) return;
  if (!(await moveReturn(tx, row, 'refused', { endedReason: code }))) return;
  await appendEvent(tx, {
    type: 'match_not_returned',
    actor: 'workflow',
    subject: `match:${row.matchId}`,
    data: { code },
  });
}
