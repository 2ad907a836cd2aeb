import { type SQL, sql } from 'drizzle-orm';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import type { ReportChartEntry } from '../../domain/operations/reports.ts';
import type { ReportSeries } from '../slice.ts';

/** A tenant's days are those of the place where its properties are. */
export const reportZone = ({ bookings }: { bookings: Pick<BookingSettings, 'timeZone'> }): SQL =>
  sql`coalesce((select time_zone from tenant_settings), ${bookings.timeZone})`;

export const reportCharts = {
  bookings_ended: {
    title: 'How bookings ended',
    about: 'Confirmed by a rule, confirmed by a person, or expired unpaid.',
    unit: 'count',
    by: 'day',
    form: 'stack',
    adds: true,
    order: 20,
    empty: 'No booking was confirmed or expired in this time. Each booking stands here on the day on which it ends.',
  },
} as const satisfies Record<string, ReportChartEntry>;

export const reportSeries = {
  bookings_ended: {
    series: { rule: 'Confirmed by a rule', person: 'Confirmed by a person', expired: 'Expired unpaid' },
    query: ({ within, day }) => sql`
      select ${day('payment_verified_at')}, case when verification_method = 'manual_admin' then 'person' else 'rule' end, null, count(*)
      from bookings where ${within('payment_verified_at')} and verification_method is not null group by 1, 2
      union all
      select ${day('updated_at')}, 'expired', null, count(*) from bookings where status = 'Expired' and ${within('updated_at')} group by 1`,
  },
  money_moved: {
    series: { in: 'In: payments of confirmed bookings' },
    query: ({ within, day }) => sql`
      select ${day('b.payment_verified_at')}, 'in', p.currency, sum(p.amount_minor)
      from bookings b join payments p on p.booking_id = b.booking_id and p.status = 'verified'
      where ${within('b.payment_verified_at')} group by 1, 3`,
  },
} as const satisfies Record<string, ReportSeries>;
