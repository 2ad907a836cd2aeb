import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';

export interface OutboxRow {
  id: string;
  tenant_id: string;
  kind: 'start' | 'decision' | 'look';
  subject_id: string;
  process_id: string | null;
}

/**
 * Claims rows of all tenants that are due. Their next try is put off first, so that a dispatcher which is killed in the
 * middle only delays them. For the platform's login.
 */
export async function claimOutbox(tx: Transaction, most: number): Promise<OutboxRow[]> {
  const rows = await tx.execute(sql`
    update outbox set attempts = attempts + 1, due_at = now() + make_interval(secs => least(60, 5 * power(2, least(attempts, 4))))
    where id in (select id from outbox where delivered_at is null and due_at <= now() order by due_at limit ${most} for update skip locked)
    returning id, tenant_id, kind, subject_id, process_id`);
  // drizzle types raw rows as unknown records; the statement above returns exactly these columns.
  return rows as unknown as OutboxRow[];
}
