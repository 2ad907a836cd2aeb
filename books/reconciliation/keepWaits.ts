import { sql } from 'drizzle-orm';
import { arrayOf, columnsOf } from '../../db/arrays.ts';
import type { Transaction } from '../../db/database.ts';
import type { PlannedWait } from '../../domain/reconciliation/planMatches.ts';

/**
 * Keeps why payments and invoices have no match. The same reason again writes nothing, and its age goes on. Returns how many are
 * new or differ.
 */
export async function keepWaits(tx: Transaction, tenantId: string, waits: readonly PlannedWait[]): Promise<number> {
  if (waits.length === 0) return 0;
  const given = columnsOf(waits, {
    side: ['text', ({ side }) => side],
    id: ['uuid', ({ id }) => id],
    wait: ['text', ({ wait }) => wait],
    reason: ['text', ({ reason }) => reason],
    alternatives: ['text', ({ alternatives }) => (alternatives ? JSON.stringify(alternatives) : null)],
  });
  const written =
    (await tx.execute(sql`insert into unmatched_items as u (tenant_id, side, item_id, wait, reason, alternatives)
    select ${tenantId}, side, id, wait, reason, alternatives::jsonb from ${given}
    on conflict (tenant_id, side, item_id) do update set wait = excluded.wait, reason = excluded.reason, alternatives = excluded.alternatives,
      since = case when u.reason = excluded.reason then u.since else now() end
    where (u.wait, u.reason, u.alternatives) is distinct from (excluded.wait, excluded.reason, excluded.alternatives) returning item_id`)) as unknown as unknown[];
  await tx.execute(sql`update bank_transactions t set match_state = 'unmatched', match_reason = given.reason, match_since = now() from ${given}
    where given.side = 'bank' and t.id = given.id and t.match_state in ('new', 'unmatched')
      and (t.match_state, t.match_reason) is distinct from ('unmatched', given.reason)`);
  return written.length;
}

/** Forgets everything that is not among what is open now. */
export async function keepOnly(tx: Transaction, open: readonly string[]): Promise<void> {
  await tx.execute(sql`delete from unmatched_items where item_id <> all(${arrayOf(open, 'uuid')})`);
}
