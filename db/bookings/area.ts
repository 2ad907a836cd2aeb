import { sql } from 'drizzle-orm';
import type { DbArea } from '../slice.ts';
import { BOOKING_AUDITS } from './audits.ts';
import { figureQuery, figures, rates } from './figures.ts';

export const bookings = {
  encryptedColumns: [
    { table: 'bookings', column: 'customer_phone' },
    { table: 'bookings', column: 'customer_cnic' },
    { table: 'payments', column: 'sender_phone', key: 'payment_id' },
    { table: 'payments', column: 'email_body', key: 'payment_id' },
  ],
  retention: [
    // What was read from a raw mail stays with the payment.
    {
      table: 'payments',
      when: sql`email_body is not null and created_at < now() - interval '90 days'`,
      sets: { values: sql`email_body = null`, as: 'mail_bodies' },
    },
  ],
  audits: BOOKING_AUDITS,
  figures,
  figureQuery,
  rates,
} satisfies DbArea;
