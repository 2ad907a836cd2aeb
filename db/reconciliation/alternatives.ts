import { sql } from 'drizzle-orm';
import type { Transaction } from '../database.ts';
import type { invoiceMatches } from './matchSchema.ts';

/** Other invoices that are offered for one payment. */
const MOST = 8;

/**
 * Other open invoices that a payment may be meant for, of the match's instance and currency: the runner-up, those of the same
 * amount, and those of the same client. None for a match of several payments or invoices, or of money that went back.
 */
export async function alternativesOf(tx: Transaction, match: typeof invoiceMatches.$inferSelect): Promise<string[]> {
  const next = match.explanation.runnerUp?.invoiceId ?? null;
  const found = (await tx.execute(sql`with own as (select i.id, i.client_id from invoice_match_parts p
      join invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id where p.match_id = ${match.id})
    select i.id from invoices i, own where (select count(*) from own) = 1
      and (select count(*) from invoice_match_payments where match_id = ${match.id}) = 1
      and i.id <> own.id and i.instance_id = ${match.instanceId} and i.currency = ${match.currency}
      and i.state in ('unpaid', 'payment_pending', 'collections') and i.balance_minor > 0
      and (i.id = ${next}::uuid or i.balance_minor = ${match.paidMinor} or i.client_id = own.client_id)
    order by (i.id = ${next}::uuid) desc nulls last, abs(i.balance_minor - ${match.paidMinor}), i.id limit ${MOST}`)) as unknown as {
    id: string;
  }[];
  return match.kind === 'return' || match.paidCurrency !== match.currency ? [] : found.map(({ id }) => id);
}
