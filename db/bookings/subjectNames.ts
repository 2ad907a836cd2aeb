import { sql } from 'drizzle-orm';
import { placeAndDay } from '../../domain/bookings/naming.ts';
import { moneyText } from '../../domain/money/moneyText.ts';
import { oneLine } from '../../domain/words.ts';
import type { SubjectNames } from '../slice.ts';

/** How people call what its events are about. */
export const subjectNames = {
  booking: {
    ids: 'text',
    rows: (ids) => sql`
      select b.booking_id as id, b.customer_name, b.booking_date::text as date, p.name as property
      from bookings b left join properties p on p.id = b.property_id where b.booking_id in ${ids}`,
    name: ({ customer_name: customer, date, property }) => {
      const person = oneLine(String(customer));
      const place = placeAndDay({ property: property === null ? null : String(property), date: String(date) });
      return { name: `the booking of ${person ?? 'a customer'}, ${place}`, person };
    },
  },
  payment: {
    ids: 'uuid',
    rows: (ids) => sql`
      select payment_id as id, amount_minor, currency, sender_name from payments where payment_id in ${ids}`,
    name: ({ amount_minor: minor, currency, sender_name: sender }) => {
      const person = typeof sender === 'string' ? oneLine(sender) : null;
      const amount = Number(minor) ? `a payment of ${moneyText(Number(minor), String(currency))}` : 'a payment';
      return { name: person ? `${amount} from ${person}` : amount, person };
    },
  },
  property: {
    ids: 'uuid',
    rows: (ids) => sql`select id, name from properties where id in ${ids}`,
    name: (row) => ({ name: String(row.name), person: null }),
  },
} satisfies Record<string, SubjectNames>;
