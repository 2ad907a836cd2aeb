import { desc, eq, sql } from 'drizzle-orm';
import { bookings, messages, properties } from '../../db/bookings/schema.ts';
import { bookingState, bookingTitle } from '../../domain/bookings/bookingWords.ts';
import { oneLine } from '../../domain/words.ts';
import { type MenuCount, SHOWN_ITEMS, type TodayItem, type TodayPart } from '../today/todayPart.ts';

interface Sum extends Record<string, unknown> {
  currency: string;
  minor: string;
  count: number;
}

/** A customer's own bookings in a state, as lines of Today. */
const ownBookings =
  (
    status: 'Pending' | 'Waiting',
    item: (title: string, next: string, text: string) => Pick<TodayItem, 'title' | 'subtitle'>,
  ): TodayPart['read'] =>
  async (tx, { userId }) => {
    const rows = await tx
      .select({ booking: bookings, property: properties.name })
      .from(bookings)
      .innerJoin(properties, eq(properties.id, bookings.propertyId))
      .where(sql`${bookings.userId} = ${userId}::uuid and ${bookings.status} = ${status}`)
      .orderBy(bookings.expiresAt)
      .limit(SHOWN_ITEMS);
    return {
      items: rows.map(({ booking, property }) => {
        const facts = { ...booking, property, date: booking.bookingDate };
        const { tone, text, next } = bookingState(facts, 'customer');
        return {
          ...item(bookingTitle(facts), next, text),
          amount: { minor: booking.totalMinor, currency: booking.currency },
          since: status === 'Waiting' ? booking.updatedAt.toISOString() : null,
          due: status === 'Pending' ? booking.expiresAt.toISOString() : null,
          tone,
          href: `/bookings/${booking.bookingId}`,
        };
      }),
    };
  };

const money: TodayPart = {
  section: 'money',
  permission: 'bookings:read',
  more: { text: 'Confirmed bookings', href: '/bookings?status=Confirmed' },
  async read(tx, { dayStart }) {
    const rows = await tx.execute<Sum>(sql`select currency, sum(amount_minor) as minor, count(*)::int as count
      from payments where status = 'verified' and verified_at >= ${dayStart} group by currency order by currency`);
    return {
      items: rows.map(({ currency, minor, count }) => ({
        title: 'Came in for bookings',
        subtitle:
          count === 1 ? 'One payment that confirmed its booking' : `${count} payments that confirmed their bookings`,
        amount: { minor: Number(minor), currency },
        tone: 'good' as const,
        href: '/bookings?status=Confirmed',
      })),
    };
  },
};

const news: TodayPart = {
  section: 'news',
  permission: null,
  role: 'user',
  more: { text: 'My messages', href: '/my-messages' },
  async read(tx, { userId }) {
    const rows = await tx
      .select()
      .from(messages)
      .where(sql`${messages.userId} = ${userId}::uuid and ${messages.direction} = 'out'`)
      .orderBy(desc(messages.createdAt))
      .limit(3);
    return {
      items: rows.map((message) => ({
        title: oneLine(message.body, 160) ?? 'A message without words',
        subtitle: 'The office wrote',
        since: message.createdAt.toISOString(),
        tone: 'plain' as const,
        href: '/my-messages',
      })),
    };
  },
};

export const today: readonly TodayPart[] = [
  {
    section: 'next',
    permission: null,
    role: 'user',
    more: { text: 'My bookings', href: '/my-bookings' },
    read: ownBookings('Pending', (title, next) => ({ title: `Pay for ${title}`, subtitle: next })),
  },
  {
    section: 'own',
    permission: null,
    role: 'user',
    read: ownBookings('Waiting', (title, next, text) => ({ title, subtitle: `${text}. ${next}` })),
  },
  money,
  news,
];

export const menuCounts = {
  'unmatched-payments': {
    permission: 'bookings:verify',
    one: 'payment without a booking',
    many: 'payments without a booking',
    tone: 'warn',
    count: () => sql`select count(*) from payments where status = 'unmatched'`,
  },
  'my-bookings': {
    permission: null,
    role: 'user',
    one: 'booking waits for your payment',
    many: 'bookings wait for your payment',
    tone: 'warn',
    count: ({ userId }) => sql`select count(*) from bookings where user_id = ${userId}::uuid and status = 'Pending'`,
  },
} as const satisfies Record<string, MenuCount>;
