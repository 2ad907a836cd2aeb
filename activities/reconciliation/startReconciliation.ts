import { sql } from 'drizzle-orm';
import { startReconciliation as start } from '../../books/reconciliation/startReconciliation.ts';
import { type Database, firstRow } from '../../db/database.ts';
import type { ReconciliationActivities } from '../../workflows/reconciliation/matching/contract.ts';

export const startReconciliation =
  ({ db }: { db: Database }): ReconciliationActivities['startReconciliation'] =>
  ({ tenantId }) =>
    db.withTenant(tenantId, async (tx) => {
      const open = await firstRow<{ open: boolean }>(
        tx,
        sql`select exists (select 1 from bank_transactions where match_state in ('new', 'unmatched') and removed_at is null)
          or exists (select 1 from stripe_payments where status in ('succeeded', 'partially_refunded'))
          or exists (select 1 from invoice_matches where state = 'proposed') as open`,
      );
      if (!open?.open) return { started: 0 };
      const { created } = await start(tx, { tenantId, startedBy: 'schedule' });
      return { started: created ? 1 : 0 };
    });
