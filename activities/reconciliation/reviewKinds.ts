import { eq } from 'drizzle-orm';
import { chooseInvoice } from '../../books/reconciliation/chooseInvoice.ts';
import { approveMatch, lockMatch, type MatchRow, rejectMatch } from '../../books/reconciliation/moveMatch.ts';
import { decideReturn, lockReturn } from '../../books/reconciliation/returnMatch.ts';
import type { Approval, Judged, ReviewKindActivities } from '../../books/reviews/kind.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { importersOf } from '../../db/reconciliation/importers.ts';
import { isStillLost } from '../../db/reconciliation/lostPayments.ts';
import { invoiceMatches, invoiceMatchParts, invoiceMatchReturns } from '../../db/reconciliation/matchSchema.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import { invoicePayee } from '../../domain/reconciliation/invoices.ts';
import type { StoredChoice } from '../../domain/reconciliation/storedChoice.ts';

/** What approving a match approves. A money call is made for exactly one invoice; money that went back pays nothing. */
export async function approvalOf(tx: Transaction, match: MatchRow): Promise<Approval> {
  const parts = await tx.select().from(invoiceMatchParts).where(eq(invoiceMatchParts.matchId, match.id));
  const [part] = parts;
  const amountMinor = match.kind === 'return' ? null : match.amountMinor;
  return {
    action: match.kind,
    amountMinor,
    payee: parts.length === 1 && part ? `invoice:${part.invoiceId}` : null,
    reason: null,
  };
}

const NOTHING: Approval = { action: null, amountMinor: null, payee: null, reason: null };

/** The effects of a decision about a match. */
async function applyMatch(
  tx: Transaction,
  cipher: FieldCipher,
  { process, request }: Pick<Judged, 'process' | 'request'>,
): Promise<ErrorCode | null> {
  const match = await lockMatch(tx, process.subject);
  if (!match) return 'REVIEW_STALE';
  const choice = request.action === 'modified' ? (request.modification as StoredChoice | null) : null;
  if (choice) return chooseInvoice(tx, cipher, match, choice.invoiceId, request.actor);
  return request.action === 'approved' ? approveMatch(tx, match, request.actor) : rejectMatch(tx, match, request.actor);
}

/** Whether a choice is one of those that the card shows. */
function isShown(shown: unknown, choice: StoredChoice | null): boolean {
  const { match } = shown as { match?: { alternatives?: { id: string }[] } };
  return (match?.alternatives ?? []).some(({ id }) => id === choice?.invoiceId);
}

/** What deciding about payments of invoices does. */
export const reviewKinds = ({ cipher }: { cipher: FieldCipher }) => ({
  invoice_match: {
    async judge(tx, { process, request, shown }) {
      if (request.action === 'modified' && !isShown(shown, request.modification as StoredChoice | null))
        return { ok: false, code: 'VALIDATION_FAILED' };
      const [match] = await tx.select().from(invoiceMatches).where(eq(invoiceMatches.id, process.subject));
      if (!match) return { ok: false, code: 'REVIEW_STALE' };
      return {
        ok: true,
        approval: request.action === 'approved' ? await approvalOf(tx, match) : NOTHING,
        risks: [{ amountMinor: Math.max(match.amountMinor, Math.abs(match.paidMinor)), currency: match.currency }],
        owners: request.action === 'approved' ? await importersOf(tx, match.id) : [],
        problem: null,
      };
    },
    apply: (tx, judged) => applyMatch(tx, cipher, judged),
  } satisfies ReviewKindActivities,
  match_return: {
    async judge(tx, { process, request }) {
      const [found] = await tx
        .select({ row: invoiceMatchReturns, currency: invoiceMatches.currency })
        .from(invoiceMatchReturns)
        .innerJoin(invoiceMatches, eq(invoiceMatches.id, invoiceMatchReturns.matchId))
        .where(eq(invoiceMatchReturns.id, process.subject));
      if (!found) return { ok: false, code: 'REVIEW_STALE' };
      const { row, currency } = found;
      const [only] = row.parts;
      const payee = row.parts.length === 1 && only ? invoicePayee(only.invoiceId) : null;
      const { amountMinor } = row;
      return {
        ok: true,
        approval: request.action === 'approved' ? { action: 'return', amountMinor, payee, reason: null } : NOTHING,
        risks: [{ amountMinor, currency }],
        owners: [row.requestedBy],
        problem: null,
      };
    },
    async apply(tx, { process, request }) {
      const row = await lockReturn(tx, process.subject);
      if (!row) return 'REVIEW_STALE';
      const approves = request.action === 'approved';
      if (approves && !(await isStillLost(tx, row))) return 'REVIEW_STALE';
      return decideReturn(tx, row, approves ? 'approved' : 'rejected', request.actor);
    },
  } satisfies ReviewKindActivities,
  match_in_part: {
    async judge(tx, { task, snapshot, request }) {
      const restMinor = snapshot.maximumMinor ?? 0;
      const approves = request.action === 'approved';
      return {
        ok: true,
        approval: approves ? { action: 'rest', amountMinor: restMinor, payee: snapshot.payee, reason: null } : NOTHING,
        risks: [{ amountMinor: restMinor, currency: task.currency }],
        owners: approves ? await importersOf(tx, task.subject) : [],
        problem: null,
      };
    },
    // The run that asked reads the answer and goes on by it.
    apply: async () => null,
  } satisfies ReviewKindActivities,
});
