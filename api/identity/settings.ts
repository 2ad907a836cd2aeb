import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { DOMAIN_NAME } from '../../domain/bookings/settings.ts';
import { VERIFICATION_MODES } from '../../domain/bookings/states.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { SettingKey, SettingValue } from '../../domain/identity/power.ts';
import { isPhoneCountry } from '../../domain/phones/phoneNumber.ts';
import { isTimeZone } from '../../domain/time/zone.ts';
import { revoke } from '../http/revocations.ts';

const amount = z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable();

/** Every setting of a tenant with its rule and what it means. All take effect without a restart. */
export const SETTINGS = {
  policy_cap_minor: {
    column: 'policyCapMinor',
    value: amount,
    name: 'Policy cap of one refund',
    about: 'Most one refund may pay, in minor units (cents)',
    unset: 'No cap',
  },
  reviewer_limit_minor: {
    column: 'reviewerLimitMinor',
    value: amount,
    name: 'Limit of every reviewer',
    about: 'Amount up to which any one reviewer may decide, in minor units (cents)',
    unset: 'No limit',
  },
  limit_currency: {
    column: 'limitCurrency',
    value: z
      .string()
      .regex(/^[A-Z]{3}$/, 'a currency such as USD')
      .nullable(),
    name: 'Currency of limits and cap',
    about: 'Amounts in another currency are above them',
    unset: 'The numbers hold in each currency',
  },
  review_expire_seconds: {
    column: 'reviewExpireSeconds',
    value: z.int().min(60).max(31_536_000).nullable(),
    name: 'Deadline of a review',
    about: 'Seconds after which a review that nobody decided expires without action',
    unset: 'As the installation says',
  },
  llm_daily_budget_nano: {
    column: 'llmDailyBudgetNano',
    value: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
    name: 'Model budget per day',
    about: 'In billionths of a US dollar: 5000000000 is 5 dollars',
    unset: null,
  },
  operator_signal_allowed: {
    column: 'operatorSignalAllowed',
    value: z.boolean(),
    name: 'Operators may decide by Signal',
    about: 'Whether a Signal without identity may decide money in production',
    unset: null,
  },
  second_factor_required: {
    column: 'secondFactorRequired',
    value: z.boolean(),
    name: 'Second factor is needed',
    about: 'Whether roles that decide or stop money need a second factor',
    unset: null,
  },
  verification_mode: {
    column: 'verificationMode',
    value: z.enum(VERIFICATION_MODES).nullable(),
    name: 'How booking payments are verified',
    about: 'By rules alone, by a person alone, or by rules with a person where they are not sure',
    unset: 'As the installation says',
  },
  auto_confirm_min_confidence: {
    column: 'autoConfirmMinConfidence',
    value: z.int().min(0).max(100).nullable(),
    name: 'Score that confirms a booking',
    about: 'Score from which a payment by mail confirms its booking without a person, 0 to 100',
    unset: 'As the installation says',
  },
  booking_expiration_minutes: {
    column: 'bookingExpirationMinutes',
    value: z.int().min(1).max(1440).nullable(),
    name: 'Minutes an unpaid booking is held',
    about: 'For bookings made from now on, 1 to 1440',
    unset: 'As the installation says',
  },
  payment_provider_email: {
    column: 'paymentProviderEmail',
    value: z.email().max(254).nullable(),
    name: 'Address of the payment provider',
    about: 'Sender of payment mails; no other address ever confirms a booking',
    unset: 'As the installation says',
  },
  payment_provider_name: {
    column: 'paymentProviderName',
    value: z.string().min(1).max(100).nullable(),
    name: 'Name of the payment provider',
    about: 'What customers know the payment provider as',
    unset: 'As the installation says',
  },
  phone_country: {
    column: 'phoneCountry',
    value: z.string().refine(isPhoneCountry, 'a country of ISO 3166-1 in two capitals, such as PK').nullable(),
    name: 'Country of phone numbers',
    about: 'How phone numbers without a country code are read',
    unset: 'As the installation says',
  },
  time_zone: {
    column: 'timeZone',
    value: z.string().refine(isTimeZone, 'a name of the time zone database, such as Asia/Karachi').nullable(),
    name: 'Time zone',
    about: 'What today is at properties that name no time zone of their own',
    unset: 'As the installation says',
  },
  payment_provider_domains: {
    column: 'paymentProviderDomains',
    value: z
      .array(z.string().toLowerCase().regex(DOMAIN_NAME, 'a domain such as mail.provider.example'))
      .max(10)
      .nullable(),
    name: 'Further domains of the payment provider',
    about:
      'Domains besides that of its address that sign or send the provider’s mail, parted by commas. A mail they prove may confirm a booking',
    unset: 'None',
  },
} as const satisfies Record<
  SettingKey,
  {
    column: keyof typeof tenantSettings.$inferSelect;
    value: z.ZodType;
    /** For people: what it is, what it does, and what holds while it is null; `unset` null = it always has a value. */
    name: string;
    about: string;
    unset: string | null;
  }
>;
// Object.keys loses the literal type; the keys are exactly those written above.
export const SETTING_KEYS = Object.keys(SETTINGS) as [SettingKey, ...SettingKey[]];

export const settingValue = z.union([
  z.int(),
  z.boolean(),
  z.string().max(254),
  z.array(z.string().max(253)).max(10),
  z.null(),
]);
export const settingSchema = z
  .object({
    key: z.enum(SETTING_KEYS),
    value: settingValue,
    kind: z.enum(['number', 'switch', 'text', 'choice', 'list']),
    choices: z.array(z.string()).nullable().describe('What a choice may be; null beside the other kinds'),
    name: z.string().describe('For people'),
    about: z.string(),
    unset: z.string().nullable().describe('What holds while the value is null, in words; null = it always has a value'),
    minimum: z.int().nullable().describe('Of a number'),
    maximum: z.int().nullable(),
  })
  .meta({ id: 'Setting' });

/** How a setting is entered, where it is no number. */
const KINDS: Partial<Record<SettingKey, 'switch' | 'text' | 'choice' | 'list'>> = {
  operator_signal_allowed: 'switch',
  second_factor_required: 'switch',
  verification_mode: 'choice',
  limit_currency: 'text',
  payment_provider_email: 'text',
  payment_provider_name: 'text',
  phone_country: 'text',
  time_zone: 'text',
  payment_provider_domains: 'list',
};

/** The bounds a number's own rule names, so that the desk can say them before it sends anything. */
function boundsOf(rule: z.ZodType): { minimum: number | null; maximum: number | null } {
  const own = rule instanceof z.ZodNullable ? rule.unwrap() : rule;
  return own instanceof z.ZodNumber
    ? { minimum: own.minValue, maximum: own.maxValue }
    : { minimum: null, maximum: null };
}

export type SettingsRow = typeof tenantSettings.$inferSelect;
export const settingJson = (row: SettingsRow, key: SettingKey) => ({
  key,
  value: row[SETTINGS[key].column],
  kind: KINDS[key] ?? 'number',
  choices: key === 'verification_mode' ? [...VERIFICATION_MODES] : null,
  name: SETTINGS[key].name,
  about: SETTINGS[key].about,
  unset: SETTINGS[key].unset,
  ...boundsOf(SETTINGS[key].value),
});

export const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(SETTINGS, key);

/** A value of a setting as it is stored. Throws VALIDATION_FAILED where it is of another kind or out of bounds. */
export function settingValueOf(key: SettingKey, given: unknown): SettingValue {
  const wanted = SETTINGS[key].value.safeParse(given);
  if (wanted.success) return wanted.data;
  const rule = wanted.error.issues[0]?.message ?? 'another kind of value';
  throw new CodedError('VALIDATION_FAILED', `value: ${rule}`, { fields: [{ field: 'value', rule }] });
}

/** The settings of the transaction's tenant, locked until it ends. */
export async function lockSettings(tx: Transaction): Promise<SettingsRow> {
  const [row] = await tx.select().from(tenantSettings).for('update');
  if (!row) throw new CodedError('NOT_FOUND');
  return row;
}

/** Writes one setting with its event. `approvedBy`: the second person, where it widens power over money. */
export async function writeSetting(
  tx: Transaction,
  before: SettingsRow,
  key: SettingKey,
  value: SettingValue,
  by: { actor: string; approvedBy?: string; requestId: string },
): Promise<SettingsRow> {
  const { tenantId } = before;
  const { column } = SETTINGS[key];
  const [after] = await tx
    .update(tenantSettings)
    .set({ [column]: value, version: sql`version + 1`, updatedAt: sql`now()` })
    .returning();
  // Tokens made under the laxer rule must not outlive it.
  if (key === 'second_factor_required' && value === true)
    await revoke(tx, { tenantId, kind: 'tenant', subject: tenantId });
  await appendEvent(tx, {
    type: 'config_changed',
    actor: by.actor,
    subject: `config:${key}`,
    data: { from: before[column], to: value, ...(by.approvedBy ? { approvedBy: by.approvedBy } : {}) },
    requestId: by.requestId,
  });
  return after ?? before;
}
