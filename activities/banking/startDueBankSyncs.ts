import { and, eq, sql } from 'drizzle-orm';
import { startBankSync } from '../../books/banking/startBankSync.ts';
import { bankConnections } from '../../db/banking/schema.ts';
import type { Database } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { type BankingActivities, bankSyncWorkflowId } from '../../workflows/banking/contract.ts';

/** Readings of a tenant at once. */
const AT_ONCE = 20;

export const startDueBankSyncs =
  ({ db }: { db: Database }): BankingActivities['startDueBankSyncs'] =>
  ({ tenantId, sinceMs }) =>
    db.withTenant(tenantId, async (tx) => {
      const due = await tx
        .select()
        .from(bankConnections)
        .where(
          and(
            eq(bankConnections.status, 'active'),
            sql`coalesce(${bankConnections.pausedUntil}, '-infinity') <= now()`,
            sql`not exists (select 1 from processes p where p.kind = 'bank-sync'
              and p.workflow_id = ${bankSyncWorkflowId(tenantId, '')} || ${bankConnections.id}::text
              and (p.status = 'open' or p.created_at >= to_timestamp(${sinceMs}::float8 / 1000)))`,
          ),
        )
        .orderBy(sql`checked_at nulls first`);
      const open = await tx.$count(processes, and(eq(processes.kind, 'bank-sync'), eq(processes.status, 'open')));
      const now = due.slice(0, Math.max(0, AT_ONCE - open));
      for (const bank of now) await startBankSync(tx, bank, { startedBy: 'schedule' });
      return { started: now.length, waiting: due.length - now.length };
    });
