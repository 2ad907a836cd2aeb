import { sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';

/** What happened to a tenant's bookings, payments, messages and jobs within a span of time. Counts, and times in seconds. */
export interface Figures {
  payments_received: number;
  payments_by_mail: number;
  /** Of those received: how they stand now. */
  payments_unmatched: number;
  payments_rejected: number;
  /** Of those by mail: given a booking by the matcher. */
  payments_matched: number;
  /** From reading a mail to the matcher's verdict, 95th percentile; null = there was none. */
  processing_seconds: number | null;
  bookings_created: number;
  confirmed_automatically: number;
  confirmed_by_hand: number;
  bookings_expired: number;
  bookings_cancelled: number;
  /** Decisions of people about booking payments, and how long each payment waited for its own on average. */
  decisions: number;
  verification_seconds: number | null;
  messages_sent: number;
  messages_undeliverable: number;
  /** Queued for more than 15 minutes: their run stands still. */
  messages_waiting: number;
  inbox_cycles: number;
  inbox_cycles_failed: number;
  inbox_seconds: number | null;
  mails_read: number;
  job_runs: number;
  job_runs_failed: number;
}

/** The one place where these figures are counted: alerts, metrics and the daily report read them here. */
export async function readFigures(tx: Transaction, from: Date, to: Date): Promise<Figures> {
  const within = (column: string) =>
    sql`${sql.raw(column)} >= ${from.toISOString()}::timestamptz and ${sql.raw(column)} < ${to.toISOString()}::timestamptz`;
  const [row] = await tx.execute(sql`
    select p.*, b.*, d.*, m.*, j.* from
      (select count(*) as payments_received,
          count(*) filter (where source = 'gmail') as payments_by_mail,
          count(*) filter (where status = 'unmatched') as payments_unmatched,
          count(*) filter (where status = 'rejected') as payments_rejected,
          count(*) filter (where source = 'gmail' and match_confidence is not null) as payments_matched,
          percentile_cont(0.95) within group (order by extract(epoch from matched_at - created_at))
            filter (where source = 'gmail') as processing_seconds
        from payments where ${within('created_at')}) p,
      (select count(*) filter (where ${within('created_at')}) as bookings_created,
          count(*) filter (where ${within('payment_verified_at')} and verification_method <> 'manual_admin') as confirmed_automatically,
          count(*) filter (where ${within('payment_verified_at')} and verification_method = 'manual_admin') as confirmed_by_hand,
          count(*) filter (where status = 'Expired' and ${within('updated_at')}) as bookings_expired,
          count(*) filter (where status = 'Cancelled' and ${within('updated_at')}) as bookings_cancelled
        from bookings where updated_at >= ${from.toISOString()}::timestamptz) b,
      (select count(*) as decisions, avg(extract(epoch from d.decided_at - t.created_at)) as verification_seconds
        from review_decisions d join review_tasks t on t.id = d.task_id
        where t.kind in ('booking_payment', 'unmatched_payment') and ${within('d.decided_at')}) d,
      (select count(*) filter (where status in ('sent', 'logged')) as messages_sent,
          count(*) filter (where status = 'undeliverable') as messages_undeliverable,
          count(*) filter (where status = 'queued' and created_at < now() - interval '15 minutes') as messages_waiting
        from notifications where ${within('created_at')}) m,
      (select count(*) filter (where job = 'payment-inbox') as inbox_cycles,
          count(*) filter (where job = 'payment-inbox' and not ok) as inbox_cycles_failed,
          avg(duration_ms / 1000.0) filter (where job = 'payment-inbox') as inbox_seconds,
          coalesce(sum((counts->>'fetched')::int) filter (where job = 'payment-inbox'), 0) as mails_read,
          count(*) as job_runs, count(*) filter (where not ok) as job_runs_failed
        from job_runs where ${within('started_at')}) j`);
  // The statement returns exactly these columns; counts and averages arrive as text.
  return Object.fromEntries(
    Object.entries(row ?? {}).map(([name, value]) => [name, value === null ? null : Number(value)]),
  ) as unknown as Figures;
}
