import { z } from 'zod';
import type { LimitPolicy } from '../../api/http/rateLimits.ts';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import { DOMAIN_NAME } from '../../domain/bookings/settings.ts';
import { VERIFICATION_MODES } from '../../domain/bookings/states.ts';
import { isCurrency } from '../../domain/money/currencies.ts';
import { isPhoneCountry } from '../../domain/phones/phoneNumber.ts';
import { isTimeZone } from '../../domain/time/zone.ts';
import type { ScheduleSettings } from '../../workers/reconcileEngine.ts';
import { flag, list } from '../environmentTypes.ts';
import type { CliArea, Installation, Read } from '../slice.ts';
import { demoMailSender } from './demoMail.ts';

const environment = {
  RATE_LIMIT_PAYMENTS_PER_MINUTE: z.coerce.number().int().nonnegative().optional(),
  VERIFICATION_MODE: z.enum(VERIFICATION_MODES).default('manual'),
  BOOKING_EXPIRATION_MINUTES: z.coerce.number().positive().max(1440).default(15),
  BOOKING_EXPIRATION_CHECK_INTERVAL_MINUTES: z.coerce.number().positive().max(1440).default(5),
  AUTO_CONFIRM_MIN_CONFIDENCE: z.coerce.number().min(0).max(100).default(50),
  PAYMENT_PROVIDER_EMAIL: z.email().default('nayapay@example.com'),
  PAYMENT_PROVIDER_NAME: z.string().min(1).default('NayaPay'),
  /** Further domains that sign or send the provider's mail, comma separated. */
  PAYMENT_PROVIDER_DOMAINS: list.pipe(z.array(z.string().toLowerCase().regex(DOMAIN_NAME)).max(10)).default([]),
  /** Largest believable booking payment, major units. */
  MAX_PAYMENT_AMOUNT: z.coerce.number().positive().default(1_000_000),
  DEFAULT_PHONE_COUNTRY: z
    .string()
    .refine(isPhoneCountry, 'a country of ISO 3166-1 in two capitals, such as PK')
    .default('PK'),
  DEFAULT_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'a name of the time zone database, such as Asia/Karachi')
    .default('Asia/Karachi'),
  /** Of payment mails that name no currency. */
  BOOKING_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .refine(isCurrency, 'a currency of ISO 4217')
    .default('PKR'),
  /** Different transaction ids that one customer may name within 24 hours: guessing strangers' ids finds none. */
  CLAIMED_IDS_PER_DAY: z.coerce.number().int().min(1).max(1_000).optional(),
  /** Routes that make up bookings and payment mails; never in production. */
  DEMO_MODE: flag.default(false),
};
type Env = Read<typeof environment>;

const settings = (env: Env, { production }: Installation): BookingSettings => ({
  mode: env.VERIFICATION_MODE,
  minimumConfidence: env.AUTO_CONFIRM_MIN_CONFIDENCE,
  expirationMinutes: env.BOOKING_EXPIRATION_MINUTES,
  providerEmail: env.PAYMENT_PROVIDER_EMAIL,
  providerName: env.PAYMENT_PROVIDER_NAME,
  providerDomains: env.PAYMENT_PROVIDER_DOMAINS,
  maximumAmount: env.MAX_PAYMENT_AMOUNT,
  claimIdsPerDay: env.CLAIMED_IDS_PER_DAY ?? (production ? 10 : 1_000),
  phoneCountry: env.DEFAULT_PHONE_COUNTRY,
  timeZone: env.DEFAULT_TIME_ZONE,
  currency: env.BOOKING_CURRENCY,
});

/** Payments one customer may claim; null = no limit. */
function paymentTries({ RATE_LIMIT_PAYMENTS_PER_MINUTE: perMinute }: Env, production: boolean): LimitPolicy | null {
  if (perMinute === undefined) return production ? { capacity: 5, windowSeconds: 600 } : null;
  return perMinute === 0 ? null : { capacity: perMinute, windowSeconds: 60 };
}

export const bookings = {
  demo: { order: 2, load: () => import('./demo.ts') },
  environment,
  configure: (env: Env, installation) => ({ bookings: settings(env, installation) }),
  rateLimits: (env: Env, { production }) => ({ paymentTries: paymentTries(env, production) }),
  schedules: (env: Env) =>
    ({
      'booking-expiry-sweep': { everyMs: env.BOOKING_EXPIRATION_CHECK_INTERVAL_MINUTES * 60_000 },
    }) satisfies ScheduleSettings,
  api: (env: Env, common) => ({
    bookings: settings(env, common),
    timeZone: env.DEFAULT_TIME_ZONE,
    sendPaymentMail: env.DEMO_MODE && env.SANDBOX_URL && !common.production ? demoMailSender(env.SANDBOX_URL) : null,
  }),
  worker: (env: Env, common) => ({ bookings: settings(env, common) }),
} satisfies CliArea;
