import { sql } from 'drizzle-orm';
import { integer, text } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { reviewKinds } from '../../domain/bookings/reviewKinds.ts';
import { DOMAIN_NAME } from '../../domain/bookings/settings.ts';
import { type BookingStatus, VERIFICATION_MODES } from '../../domain/bookings/states.ts';
import { isPhoneCountry } from '../../domain/phones/phoneNumber.ts';
import { isTimeZone } from '../../domain/time/zone.ts';
import type { DbArea } from '../slice.ts';
import { BOOKING_AUDITS } from './audits.ts';
import { figureQuery, figures, rates } from './figures.ts';
import { report, reportParts } from './report.ts';
import { reportCharts, reportSeries, reportZone } from './reportCharts.ts';
import { runFacts } from './runFacts.ts';
import { subjectNames } from './subjectNames.ts';

export const bookings = {
  subjectNames,
  paidObject: {
    kinds: Object.keys(reviewKinds),
    name: 'Booking',
    table: 'bookings',
    key: 'booking_id',
    status: 'status',
    paid: 'Confirmed' satisfies BookingStatus,
  },
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
  report,
  reportParts,
  reportZone,
  reportCharts,
  reportSeries,
  rates,
  settings: {
    verification_mode: { column: 'verificationMode', value: z.enum(VERIFICATION_MODES).nullable() },
    auto_confirm_min_confidence: { column: 'autoConfirmMinConfidence', value: z.int().min(0).max(100).nullable() },
    booking_expiration_minutes: { column: 'bookingExpirationMinutes', value: z.int().min(1).max(1440).nullable() },
    payment_provider_email: { column: 'paymentProviderEmail', value: z.email().max(254).nullable() },
    payment_provider_name: { column: 'paymentProviderName', value: z.string().min(1).max(100).nullable() },
    phone_country: {
      column: 'phoneCountry',
      value: z.string().refine(isPhoneCountry, 'a country of ISO 3166-1 in two capitals, such as PK').nullable(),
    },
    time_zone: {
      column: 'timeZone',
      value: z.string().refine(isTimeZone, 'a name of the time zone database, such as Asia/Karachi').nullable(),
    },
    payment_provider_domains: {
      column: 'paymentProviderDomains',
      value: z
        .array(z.string().toLowerCase().regex(DOMAIN_NAME, 'a domain such as mail.provider.example'))
        .max(10)
        .nullable(),
    },
  },
  settingColumns: {
    /** Bookings; null = as the installation says (VERIFICATION_MODE, BOOKING_EXPIRATION_MINUTES …). */
    verificationMode: text('verification_mode', { enum: VERIFICATION_MODES }),
    autoConfirmMinConfidence: integer('auto_confirm_min_confidence'),
    bookingExpirationMinutes: integer('booking_expiration_minutes'),
    paymentProviderEmail: text('payment_provider_email'),
    paymentProviderName: text('payment_provider_name'),
    /** ISO 3166-1 alpha-2: how phone numbers without a country code are read. */
    phoneCountry: text('phone_country'),
    /** IANA time zone of properties that name none. */
    timeZone: text('time_zone'),
    /** Further domains whose signature or envelope counts as the provider's; null = as the installation says. */
    paymentProviderDomains: text('payment_provider_domains').array(),
  },
  runFacts,
} as const satisfies DbArea;
