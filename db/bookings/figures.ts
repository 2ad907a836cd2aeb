import { type SQL, sql } from 'drizzle-orm';
import type { FigureEntry, Within } from '../slice.ts';

export const figures = {
  payments_received: { kind: 'count', metric: { name: 'payments_received', help: 'Payments received' } },
  payments_by_mail: { kind: 'count' },
  /** Of those received: how they stand now. */
  payments_unmatched: {
    kind: 'count',
    metric: { name: 'payments_unmatched', help: 'Payments received that have no booking' },
  },
  payments_rejected: { kind: 'count' },
  /** Of those by mail: given a booking by the matcher. */
  payments_matched: {
    kind: 'count',
    metric: { name: 'payments_matched', help: 'Payments by mail that the matcher gave a booking' },
  },
  /** From reading a mail to the matcher's verdict, 95th percentile; null = there was none. */
  processing_seconds: {
    kind: 'mean',
    metric: { name: 'payment_processing_seconds', help: 'From reading a payment mail to the verdict, p95' },
  },
  bookings_created: { kind: 'count' },
  confirmed_automatically: {
    kind: 'count',
    metric: { name: 'bookings_confirmed_automatically', help: 'Bookings confirmed without a person' },
  },
  confirmed_by_hand: {
    kind: 'count',
    metric: { name: 'bookings_confirmed_by_hand', help: 'Bookings confirmed by a person' },
  },
  bookings_expired: { kind: 'count', metric: { name: 'bookings_expired', help: 'Bookings that expired unpaid' } },
  bookings_cancelled: { kind: 'count' },
  /** Decisions of people about booking payments, and how long each payment waited for its own on average. */
  decisions: { kind: 'count' },
  verification_seconds: {
    kind: 'mean',
    metric: { name: 'payment_verification_seconds', help: 'Mean wait of a payment for its decision' },
  },
} as const satisfies Record<string, FigureEntry>;

export const figureQuery = (within: Within, from: SQL): SQL => sql`
  select * from
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
    from bookings where updated_at >= ${from}) b,
    (select count(*) as decisions, avg(extract(epoch from d.decided_at - t.created_at)) as verification_seconds
    from review_decisions d join review_tasks t on t.id = d.task_id
    where t.kind in ('booking_payment', 'unmatched_payment') and ${within('d.decided_at')}) d`;

/** Metrics that are one figure by another. */
export const rates = [
  {
    name: 'payment_match_rate',
    help: 'Share of payments by mail matched',
    part: 'payments_matched',
    whole: 'payments_by_mail',
  },
] as const;
