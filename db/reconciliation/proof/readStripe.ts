import { sql } from 'drizzle-orm';
import type { ChargeFact, PayoutFact, SourceFact } from '../../../domain/reconciliation/proof/facts.ts';
import type { Transaction } from '../../database.ts';
import { iso, numbered, rowsOf } from './rows.ts';

export const readStripeSources = (tx: Transaction): Promise<SourceFact[]> =>
  rowsOf<SourceFact>(
    tx,
    sql`select id, 'stripe' as side, coalesce(account_name, 'A Stripe account') as name, status, failures, null as "consentEndsAt",
      ${iso('checked_at')} as "checkedAt", ${iso('created_at')} as "createdAt" from stripe_connections`,
  );

interface ChargeRow extends Omit<ChargeFact, 'held' | 'wait'> {
  matchId: string | null;
  heldState: NonNullable<ChargeFact['held']>['state'];
  heldMinor: number;
  recordedAt: string | null;
  wait: NonNullable<ChargeFact['wait']>['wait'] | null;
  reason: string;
  waitSince: string;
}

/** Card payments, each with the match that holds it or why it waits. */
export async function readCharges(tx: Transaction): Promise<ChargeFact[]> {
  const rows = await rowsOf<never>(
    tx,
    sql`select s.id, s.connection_id as "connectionId", s.status, s.currency, s.amount_minor as "amountMinor", s.refunded_minor as "refundedMinor",
      s.fee_minor as "feeMinor", ${iso('s.paid_at')} as "paidAt", ${iso('s.updated_at')} as "updatedAt", h.match_id as "matchId",
      h.state as "heldState", h.amount_minor as "heldMinor", ${iso('h.recorded_at')} as "recordedAt", u.wait, u.reason, ${iso('u.since')} as "waitSince"
      from stripe_payments s
      left join (select distinct on (p.stripe_payment_id) p.stripe_payment_id, p.match_id, p.amount_minor, m.state, m.recorded_at
        from invoice_match_payments p join invoice_matches m on m.tenant_id = p.tenant_id and m.id = p.match_id
        where p.holds and p.stripe_payment_id is not null order by p.stripe_payment_id, p.match_id) h on h.stripe_payment_id = s.id
      left join unmatched_items u on u.side = 'stripe' and u.item_id = s.id order by s.paid_at, s.id`,
  );
  return numbered<ChargeRow, 'amountMinor' | 'refundedMinor' | 'feeMinor' | 'heldMinor'>(rows, [
    'amountMinor',
    'refundedMinor',
    'feeMinor',
    'heldMinor',
  ]).map(({ matchId, heldState, heldMinor, recordedAt, wait, reason, waitSince, ...charge }) => ({
    ...charge,
    held: matchId === null ? null : { matchId, state: heldState, amountMinor: heldMinor, recordedAt },
    wait: wait === null ? null : { wait, reason, since: waitSince },
  }));
}

/** Payouts, each with what its balance transactions come to now. */
export async function readPayouts(tx: Transaction): Promise<PayoutFact[]> {
  const rows = await rowsOf<never>(
    tx,
    sql`select p.id, p.connection_id as "connectionId", p.status, p.currency, p.amount_minor as "amountMinor", p.explained_minor as "explainedMinor",
      p.arrives_on::text as "arrivesOn", p.automatic, p.statement_descriptor as descriptor, p.trace_id as "traceId", p.bank_transaction_id as "lineId", ${iso('p.made_at')} as "madeAt",
      (select sum(b.net_minor) from stripe_balance_transactions b where b.payout_id = p.stripe_id and b.connection_id = p.connection_id
        and b.type not like 'payout%') as "movesMinor" from stripe_payouts p order by p.made_at, p.id`,
  );
  return numbered<PayoutFact, 'amountMinor' | 'explainedMinor' | 'movesMinor'>(rows, [
    'amountMinor',
    'explainedMinor',
    'movesMinor',
  ]);
}
