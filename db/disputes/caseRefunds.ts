import { sql } from 'drizzle-orm';
import type { Transaction } from '../database.ts';

export interface CaseRefund {
  currency: string;
  amountMinor: number;
}

/** What was paid back for the case of a run, over all its runs, with what may still be on its way; one row a currency. */
export async function refundsOfCase(tx: Transaction, processId: string): Promise<CaseRefund[]> {
  const rows = await tx.execute<{ currency: string; minor: string }>(sql`
    select c.currency, sum(c.amount_minor)::text as minor from workflow_states own
    join workflow_states w on w.tenant_id = own.tenant_id and w.case_id = own.case_id
    join money_commands c on c.tenant_id = w.tenant_id and c.process_id = w.process_id
    where own.process_id = ${processId} and c.leg = 'refund' and c.state <> 'refused' and c.failed_later_at is null
    group by c.currency order by c.currency`);
  return rows.map(({ currency, minor }) => ({ currency, amountMinor: Number(minor) }));
}

export const refundedIn = (refunds: readonly CaseRefund[], currency: string | null): number =>
  refunds.find((refund) => refund.currency === currency)?.amountMinor ?? 0;
