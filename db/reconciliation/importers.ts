import { sql } from 'drizzle-orm';
import type { Transaction } from '../database.ts';

/**
 * Who imported statements that the bank lines of a match came with (`user:…`, `key:…`). Whoever writes what a bank is said to have
 * told must not be the one who lets it count. The books hold it too: `guard_invoice_match`.
 */
export async function importersOf(tx: Transaction, matchId: string): Promise<string[]> {
  const rows = (await tx.execute(sql`select distinct importer from invoice_match_payments p
    join bank_transactions t on t.tenant_id = p.tenant_id and t.id = p.bank_transaction_id
    cross join unnest(t.imported_by) importer where p.match_id = ${matchId}`)) as unknown as { importer: string }[];
  return rows.map(({ importer }) => importer);
}
