import { sql } from 'drizzle-orm';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import { figurePart, type ReportPart } from '../../domain/operations/reports.ts';
import type { Transaction } from '../database.ts';
import type { ReportDay } from '../slice.ts';

/** Money received for bookings, and money confirmed, by currency; minor units. */
interface DayMoney {
  currency: string;
  received_minor: number;
  confirmed_minor: number;
  unmatched_minor: number;
}
/** How well payments were verified without a person: shares from 0 to 1, null where nothing happened. */
interface Effectiveness {
  mode: string;
  matched_share: number | null;
  confirmed_without_person_share: number | null;
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** What bookings add to the report of a day. */
export async function report(
  { bookings: { mode } }: { bookings: Pick<BookingSettings, 'mode'> },
  tx: Transaction,
  { within, figures }: ReportDay,
): Promise<{ money: DayMoney[]; effectiveness: Effectiveness }> {
  const money = await tx.execute(sql`
    select currency, coalesce(sum(amount_minor), 0) as received, coalesce(sum(amount_minor) filter (where status = 'verified'), 0) as confirmed,
      coalesce(sum(amount_minor) filter (where status = 'unmatched'), 0) as unmatched
    from payments where ${within('created_at')} group by currency order by currency`);
  const [tenant] = await tx.execute(sql`select verification_mode from tenant_settings`);
  const count = (name: string) => figures[name] ?? 0;
  const confirmed = count('confirmed_automatically') + count('confirmed_by_hand');
  return {
    money: money.map((row) => ({
      currency: String(row.currency),
      received_minor: Number(row.received),
      confirmed_minor: Number(row.confirmed),
      unmatched_minor: Number(row.unmatched),
    })),
    effectiveness: {
      mode: String(tenant?.verification_mode ?? mode),
      matched_share: share(count('payments_matched'), count('payments_by_mail')),
      confirmed_without_person_share: share(count('confirmed_automatically'), confirmed),
    },
  };
}

const FIGURE_LINES = [
  ['payments_received', 'Payments received', 'count'],
  ['payments_by_mail', 'Payments that a mail told of', 'count'],
  ['payments_matched', 'Payments by mail that were matched with a booking', 'count'],
  ['payments_unmatched', 'Payments without a booking', 'count'],
  ['bookings_created', 'Bookings made', 'count'],
  ['confirmed_automatically', 'Bookings confirmed by a rule', 'count'],
  ['confirmed_by_hand', 'Bookings confirmed by a person', 'count'],
  ['bookings_expired', 'Bookings expired unpaid', 'count'],
  ['bookings_cancelled', 'Bookings cancelled', 'count'],
  ['decisions', 'Decisions of people about payments', 'count'],
  ['processing_seconds', 'From reading a payment mail to the verdict, 95 of 100 within', 'duration'],
  ['verification_seconds', 'Wait of a payment for its decision, on average', 'duration'],
] as const;
const SHARES = [
  ['matched_share', 'Share of payments by mail that were matched'],
  ['confirmed_without_person_share', 'Share of confirmations by a rule'],
] as const;

/** The same in words. */
export function reportParts(report: {
  figures: Readonly<Record<string, number | null>>;
  money?: readonly DayMoney[];
  effectiveness?: Effectiveness;
}): ReportPart[] {
  const { figures, money = [], effectiveness } = report;
  const part = figurePart('Bookings and payments', FIGURE_LINES, figures);
  const shares = SHARES.map(([name, title]) => ({
    title,
    cells: [{ unit: 'percent' as const, value: effectiveness?.[name] ?? null }],
  }));
  return [
    {
      title: 'Money of payments',
      first: 'Currency',
      columns: ['Received', 'Confirmed', 'Without a booking'],
      rows: money.map(({ currency, ...row }) => ({
        title: currency,
        cells: [row.received_minor, row.confirmed_minor, row.unmatched_minor].map((value) => ({
          unit: 'money',
          value,
          currency,
        })),
      })),
      empty:
        'No payment arrived on this day. Payments stand here by currency once a customer claims one or a mail tells of it.',
    },
    { ...part, rows: [...part.rows, ...shares] },
  ];
}
