import { sql } from 'drizzle-orm';
import { lostMinor, type ReturnReason } from '../../domain/reconciliation/returns.ts';
import type { Transaction } from '../database.ts';

/** A recorded match of which more is not paid any more than was answered so far; in minor units of the match. */
export interface LostPayment {
  matchId: string;
  lostMinor: number;
  reason: Exclude<ReturnReason, 'asked'>;
}

interface Row {
  id: string;
  foreign: boolean;
  recorded: string;
  paid: string;
  left: string;
  answered: string;
  disputed: boolean;
}

/**
 * Recorded matches of Stripe whose payments were refunded or disputed since, the oldest first. What a person refused to take back
 * counts as answered. `matchId`: only that one. `besides`: a return that does not count, because it is the one in question.
 */
export async function lostPayments(
  tx: Transaction,
  limit: number,
  only: { matchId: string; besides: string } | null = null,
): Promise<LostPayment[]> {
  const rows = (await tx.execute(sql`select * from (select m.id, m.created_at, m.currency <> m.paid_currency as foreign,
      (select coalesce(sum(p.amount_minor), 0) from invoice_match_parts p where p.match_id = m.id and p.state = 'recorded') as recorded,
      sum(p.amount_minor) as paid, sum(case when s.status = 'disputed' then 0 else least(p.amount_minor, s.amount_minor - s.refunded_minor) end) as "left",
      (select coalesce(sum(r.amount_minor), 0) from invoice_match_returns r where r.match_id = m.id and r.state <> 'refused'
        and r.id is distinct from ${only?.besides ?? null}::uuid) as answered, bool_or(s.status = 'disputed') as disputed
    from invoice_matches m join invoice_match_payments p on p.tenant_id = m.tenant_id and p.match_id = m.id
    join stripe_payments s on s.tenant_id = p.tenant_id and s.id = p.stripe_payment_id
    where m.state = 'recorded' and m.kind <> 'return' and m.id = coalesce(${only?.matchId ?? null}::uuid, m.id)
    group by m.id) lost where "left" < paid
      -- What was answered takes no place among those that are asked about.
      and answered < case when "foreign" then recorded else recorded - least(recorded, greatest("left", 0)) end
    order by created_at limit ${limit}`)) as unknown as Row[];
  return rows
    .map(({ id, foreign, recorded, paid, left, answered, disputed }) => ({
      matchId: id,
      reason: disputed ? ('disputed' as const) : ('refunded' as const),
      lostMinor: lostMinor({
        foreign,
        recordedMinor: Number(recorded),
        paidMinor: Number(paid),
        leftMinor: Number(left),
        answeredMinor: Number(answered),
      }),
    }))
    .filter((one) => one.lostMinor > 0);
}

/** Whether a return that a refund or dispute asked for is still due: a dispute may have been won meanwhile. */
export async function isStillLost(
  tx: Transaction,
  row: { id: string; matchId: string; reason: ReturnReason; amountMinor: number },
): Promise<boolean> {
  if (row.reason === 'asked') return true;
  const [found] = await lostPayments(tx, 1, { matchId: row.matchId, besides: row.id });
  return (found?.lostMinor ?? 0) >= row.amountMinor;
}
