import { sql } from 'drizzle-orm';
import type { RunFacts } from '../slice.ts';

/** A booking's run is where the booking is; that of a payment without a booking, where the payment is. */
export const runFacts = [
  {
    kind: 'booking',
    from: sql`bookings b where b.booking_id = processes.subject`,
    step: sql`b.status`,
    since: sql`case when b.status = 'Pending' then b.pending_since else b.updated_at end`,
    until: sql`case when b.status = 'Pending' then b.expires_at end`,
    outcome: sql`case when processes.status = 'closed' then b.status end`,
    failed: sql`false`,
    amountMinor: sql`b.total_minor`,
    currency: sql`b.currency`,
  },
  {
    kind: 'unmatched-payment',
    from: sql`payments y where y.payment_id = case when processes.kind = 'unmatched-payment' then processes.subject::uuid end`,
    step: sql`y.status`,
    since: sql`y.updated_at`,
    outcome: sql`case when processes.status = 'closed' then y.status end`,
    failed: sql`false`,
    amountMinor: sql`nullif(y.amount_minor, 0)`,
    currency: sql`y.currency`,
  },
] as const satisfies readonly RunFacts[];
