import { eq, sql } from 'drizzle-orm';
import { type Database, firstRow, type Transaction } from '../../db/database.ts';
import { invoiceMatches, invoiceMatchParts } from '../../db/reconciliation/matchSchema.ts';
import { reviewDecisions, reviewSnapshots } from '../../db/reviews/schema.ts';
import { invoicePayee } from '../../domain/reconciliation/invoices.ts';
import type { InvoiceMatchActivities } from '../../workflows/reconciliation/matching/contract.ts';

/** The payments that a decision showed: all of a match, or what was left of it. */
async function shownPayees(tx: Transaction, decisionId: string): Promise<Set<string>> {
  const [row] = await tx
    .select({ json: reviewSnapshots.canonicalJson })
    .from(reviewDecisions)
    .innerJoin(reviewSnapshots, eq(reviewSnapshots.id, reviewDecisions.snapshotId))
    .where(eq(reviewDecisions.id, decisionId));
  const { payments = [] } = JSON.parse(row?.json ?? '{}') as { payments?: { payee: string }[] };
  return new Set(payments.map(({ payee }) => payee));
}

/** When the money came in, and what the gateway kept of it in the invoices' currency. */
const receivedOf = (tx: Transaction, { id, currency }: typeof invoiceMatches.$inferSelect) =>
  firstRow<{ at: string; fee: string | null }>(
    tx,
    sql`select to_char(max(coalesce(s.paid_at, t.booked_on::timestamptz)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
      sum(s.fee_minor) filter (where s.settled_currency = ${currency}) as fee from invoice_match_payments p
      left join bank_transactions t on t.tenant_id = p.tenant_id and t.id = p.bank_transaction_id
      left join stripe_payments s on s.tenant_id = p.tenant_id and s.id = p.stripe_payment_id where p.match_id = ${id}`,
  );

export const approvedPayments =
  ({ db }: { db: Database }): InvoiceMatchActivities['approvedPayments'] =>
  async ({ tenantId, processId, matchId, decisionId }) =>
    db.withTenant(tenantId, async (tx) => {
      const [match] = await tx.select().from(invoiceMatches).where(eq(invoiceMatches.id, matchId));
      // Money that went back records nothing, and what was recorded is not recorded again.
      if (match?.state !== 'approved' || match.kind === 'return') return [];
      const parts = await tx
        .select()
        .from(invoiceMatchParts)
        .where(eq(invoiceMatchParts.matchId, matchId))
        .orderBy(invoiceMatchParts.invoiceId);
      const [shown, received] = [await shownPayees(tx, decisionId), await receivedOf(tx, match)];
      const all = parts.map(({ invoiceId, amountMinor }, index) => ({
        tenantId,
        processId,
        requestId: matchId,
        decisionId,
        invoiceRowId: invoiceId,
        part: parts.length === 1 ? 0 : index + 1,
        amountMinor,
        feeMinor: parts.length === 1 && received?.fee != null ? Number(received.fee) : null,
        receivedAt: received?.at ?? new Date().toISOString(),
      }));
      return all.filter(({ invoiceRowId }) => shown.has(invoicePayee(invoiceRowId)));
    });
