import { sql } from 'drizzle-orm';
import { queueLook } from '../../books/operations/queueLook.ts';
import { looksOf } from '../../books/reconciliation/endReconciliation.ts';
import { explainLines } from '../../books/reconciliation/explainLines.ts';
import { lockMatch, staleMatches, supersedeMatch } from '../../books/reconciliation/moveMatch.ts';
import { openReturn } from '../../books/reconciliation/returnMatch.ts';
import { firstRow, type Transaction } from '../../db/database.ts';
import { lostPayments } from '../../db/reconciliation/lostPayments.ts';
import { factsOfMatch } from '../../db/reconciliation/matchFacts.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { nameReturn } from '../../domain/reconciliation/matchNaming.ts';
import { RETURN_REASON_WORDS } from '../../domain/reconciliation/returns.ts';
import type { ReconciliationActivities } from '../../workflows/reconciliation/matching/contract.ts';

import type { MatchDeps } from './matchDeps.ts';

const AT_ONCE = 200;

/** Ends proposals that the books no longer bear out; the run of each is told. */
async function supersede(tx: Transaction, tenantId: string): Promise<number> {
  const stale = await staleMatches(tx, AT_ONCE);
  for (const { id, reason } of stale) {
    const match = await lockMatch(tx, id);
    if (match && (await supersedeMatch(tx, match, reason)))
      await queueLook(tx, { tenantId, processId: match.processId, causeId: id });
  }
  return stale.length;
}

/** Asks for what was recorded of payments that went back since; each is a run of its own. */
async function askForReturns(tx: Transaction, { cipher }: Pick<MatchDeps, 'cipher'>): Promise<void> {
  for (const { matchId, lostMinor, reason } of await lostPayments(tx, AT_ONCE)) {
    const match = await lockMatch(tx, matchId);
    if (match?.state !== 'recorded') continue;
    const { invoices } = await factsOfMatch(tx, cipher, matchId);
    const { title } = nameReturn({
      amountMinor: lostMinor,
      currency: match.currency,
      invoices,
      payer: null,
      why: RETURN_REASON_WORDS[reason],
    });
    // Of a return that ended badly WHMCS may have taken back all: nothing is left to ask for, and the others are asked about.
    await openReturn(tx, match, { reason, amountMinor: lostMinor, requestedBy: 'stripe', comment: null, title }).catch(
      (error: unknown) => {
        if (!(error instanceof CodedError) || error.code !== 'MATCH_NOT_RECORDED') throw error;
      },
    );
  }
}

export const loadUnmatched =
  ({ db, cipher }: MatchDeps): ReconciliationActivities['loadUnmatched'] =>
  async ({ tenantId, processId }) => {
    while ((await db.withTenant(tenantId, (tx) => supersede(tx, tenantId))) === AT_ONCE);
    await db.withTenant(tenantId, (tx) => explainLines(tx, tenantId));
    await db.withTenant(tenantId, (tx) => askForReturns(tx, { cipher }));
    return db.withTenant(tenantId, async (tx) => {
      const looks = await looksOf(tx, processId);
      const row = await firstRow<{ payments: string; invoices: string }>(
        tx,
        sql`select (select count(*) from bank_transactions where match_state in ('new', 'unmatched') and status = 'posted' and removed_at is null)
            + (select count(*) from stripe_payments where status in ('succeeded', 'partially_refunded')) as payments,
          (select count(*) from invoices where state in ('unpaid', 'payment_pending', 'collections')) as invoices`,
      );
      return { payments: Number(row?.payments ?? 0), invoices: Number(row?.invoices ?? 0), looks };
    });
  };
