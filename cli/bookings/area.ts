import { z } from 'zod';
import { DOMAIN_NAME } from '../../domain/bookings/settings.ts';
import { VERIFICATION_MODES } from '../../domain/bookings/states.ts';
import { isCurrency } from '../../domain/money/currencies.ts';
import { isPhoneCountry } from '../../domain/phones/phoneNumber.ts';
import { isTimeZone } from '../../domain/time/zone.ts';
import { list } from '../environmentTypes.ts';
import type { CliArea } from '../slice.ts';

export const bookings = {
  environment: {
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
  },
} satisfies CliArea;
