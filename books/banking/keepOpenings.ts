import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { appendEvent } from '../events.ts';

/**
 * Fixes where the accounts of a bank begin, once each, after a reading that ended well: what the bank says is there, less the lines
 * that are held up to that day. From then on a line that is lost, doubled or changed shows as a difference to the balance.
 * Accounts without a told balance wait for one. Again it writes nothing.
 */
export async function keepOpenings(tx: Transaction, connectionId: string): Promise<number> {
  const fixed = (await tx.execute(sql`
    update bank_accounts a set opening_on = h.first_day, opening_minor = a.balance_minor - h.held from (
      select o.id, coalesce(min(t.booked_on), o.balance_on) as first_day,
        coalesce(sum(t.amount_minor) filter (where t.booked_on <= o.balance_on), 0) as held
      from bank_accounts o left join bank_transactions t on t.tenant_id = o.tenant_id and t.account_id = o.id and t.status = 'posted'
        and t.removed_at is null and t.currency = o.currency
      where o.opening_on is null and o.balance_minor is not null and o.balance_on is not null and exists (select 1 from bank_account_links l
        where l.tenant_id = o.tenant_id and l.account_id = o.id and l.connection_id = ${connectionId} and l.ended_at is null)
      group by o.id) h where h.id = a.id and a.opening_on is null returning a.id, a.currency`)) as unknown as {
    id: string;
    currency: string;
  }[];
  for (const { id, currency } of fixed)
    await appendEvent(tx, {
      type: 'bank_opening_fixed',
      actor: 'workflow',
      subject: `bank-account:${id}`,
      data: { currency },
    });
  return fixed.length;
}
