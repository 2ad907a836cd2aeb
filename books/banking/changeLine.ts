import { eq, sql } from 'drizzle-orm';
import { bankTransactions } from '../../db/banking/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { By } from '../by.ts';
import { appendEvent } from '../events.ts';
import { startReconciliation } from '../reconciliation/startReconciliation.ts';

export type LineRow = typeof bankTransactions.$inferSelect;

/** A line, locked until the transaction ends. Throws BANK_LINE_NOT_FOUND. */
async function lockLine(tx: Transaction, lineId: string): Promise<LineRow> {
  const [line] = await tx.select().from(bankTransactions).where(eq(bankTransactions.id, lineId)).for('update');
  if (!line) throw new CodedError('BANK_LINE_NOT_FOUND');
  return line;
}

async function setLine(
  tx: Transaction,
  line: LineRow,
  set: Partial<Pick<LineRow, 'matchState' | 'matchReason' | 'note'>>,
): Promise<LineRow> {
  const [changed] = await tx
    .update(bankTransactions)
    .set({ ...set, ...(set.matchState ? { matchSince: sql`now()` } : {}), updatedAt: sql`now()` })
    .where(eq(bankTransactions.id, line.id))
    .returning();
  if (!changed) throw new Error('line not written');
  return changed;
}

/** Whether an approved match counts the line; the bank may have changed its amount since, and then it does not say so itself. */
const isCounted = async (tx: Transaction, lineId: string): Promise<boolean> =>
  (
    await tx.execute(sql`select 1 from invoice_match_payments p join invoice_matches m on m.tenant_id = p.tenant_id and m.id = p.match_id
    where p.bank_transaction_id = ${lineId} and p.holds and m.state in ('approved', 'recorded') limit 1`)
  ).length > 0;

/** Sets a line aside: it belongs to no invoice. The same again changes nothing. Throws BANK_LINE_MATCHED. */
export async function ignoreLine(tx: Transaction, lineId: string, reason: string, by: By): Promise<LineRow> {
  const line = await lockLine(tx, lineId);
  if (line.matchState === 'ignored') return line;
  if (line.matchState === 'matched' || (await isCounted(tx, lineId))) throw new CodedError('BANK_LINE_MATCHED');
  const changed = await setLine(tx, line, { matchState: 'ignored', matchReason: reason });
  await appendEvent(tx, {
    type: 'bank_line_ignored',
    actor: by.actor,
    subject: `bank-line:${lineId}`,
    data: { reason },
    requestId: by.requestId,
  });
  return changed;
}

/** Takes a line up again that was set aside; any other stays as it is. */
export async function takeLineBack(tx: Transaction, lineId: string, by: By): Promise<LineRow> {
  const line = await lockLine(tx, lineId);
  if (line.matchState !== 'ignored') return line;
  const changed = await setLine(tx, line, { matchState: 'new', matchReason: null });
  await startReconciliation(tx, { tenantId: line.tenantId, startedBy: by.actor, causeId: crypto.randomUUID() });
  await appendEvent(tx, {
    type: 'bank_line_taken_back',
    actor: by.actor,
    subject: `bank-line:${lineId}`,
    requestId: by.requestId,
  });
  return changed;
}

/** Writes what somebody notes on a line; null takes the note away. */
export async function noteLine(tx: Transaction, lineId: string, note: string | null, by: By): Promise<LineRow> {
  const line = await lockLine(tx, lineId);
  if (line.note === note) return line;
  const changed = await setLine(tx, line, { note });
  // What it says stands with the line only: notes can be taken away, events can't.
  await appendEvent(tx, {
    type: 'bank_line_noted',
    actor: by.actor,
    subject: `bank-line:${lineId}`,
    requestId: by.requestId,
  });
  return changed;
}
