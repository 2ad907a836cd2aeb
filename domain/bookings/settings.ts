import type { VerificationMode } from './states.ts';

/** How bookings are verified. The installation has one of these; a tenant may override single fields. */
export interface BookingSettings {
  mode: VerificationMode;
  /** Score from which a match is confirmed without a person, 0 to 100. */
  minimumConfidence: number;
  expirationMinutes: number;
  providerEmail: string;
  providerName: string;
  /** Domains besides that of its address that sign or send for the provider. */
  providerDomains: readonly string[];
  /** Largest believable payment, major units. */
  maximumAmount: number;
  /** Different transaction ids that one customer may name within 24 hours. */
  claimIdsPerDay: number;
  /** ISO 3166-1 alpha-2: how phone numbers without a country code are read. */
  phoneCountry: string;
  /** IANA time zone of properties that name none: what "today" is there. */
  timeZone: string;
  /** Of mails that name none. */
  currency: string;
}

interface TenantOverrides {
  verificationMode: VerificationMode | null;
  autoConfirmMinConfidence: number | null;
  bookingExpirationMinutes: number | null;
  paymentProviderEmail: string | null;
  paymentProviderName: string | null;
  paymentProviderDomains: string[] | null;
  phoneCountry: string | null;
  timeZone: string | null;
}

/** A domain with at least two names, lower case. */
export const DOMAIN_NAME = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** The settings that hold for a tenant now. Read anew for each payment, so a change acts at once. */
export const settingsOf = (defaults: BookingSettings, tenant: TenantOverrides | undefined): BookingSettings => ({
  ...defaults,
  mode: tenant?.verificationMode ?? defaults.mode,
  minimumConfidence: tenant?.autoConfirmMinConfidence ?? defaults.minimumConfidence,
  expirationMinutes: tenant?.bookingExpirationMinutes ?? defaults.expirationMinutes,
  providerEmail: tenant?.paymentProviderEmail ?? defaults.providerEmail,
  providerName: tenant?.paymentProviderName ?? defaults.providerName,
  providerDomains: tenant?.paymentProviderDomains ?? defaults.providerDomains,
  phoneCountry: tenant?.phoneCountry ?? defaults.phoneCountry,
  timeZone: tenant?.timeZone ?? defaults.timeZone,
});

/** What the installation says of settings that a tenant leaves null, by the setting's name. */
export const installedSettings = (installation: BookingSettings) => ({
  verification_mode: installation.mode,
  auto_confirm_min_confidence: installation.minimumConfidence,
  booking_expiration_minutes: installation.expirationMinutes,
  payment_provider_email: installation.providerEmail,
  payment_provider_name: installation.providerName,
  payment_provider_domains: installation.providerDomains,
  phone_country: installation.phoneCountry,
  time_zone: installation.timeZone,
});
