import type { BookingSettings } from '../bookings/settings.ts';
import type { VerificationMode } from '../bookings/states.ts';
import { POWER_PERMISSIONS, permissionsOf } from './permissions.ts';

/** What a change that widens power may be about. */
export const POWER_CHANGE_KINDS = [
  'setting',
  'user',
  'invitation',
  'api_key',
  'vendor_account',
  'mailbox',
  'money_stop',
] as const;
export type PowerChangeKind = (typeof POWER_CHANGE_KINDS)[number];
/** What stands there, or will: plain JSON of the kind's own shape. */
export type PowerChangeBody = Record<string, unknown>;

export const powerAmong = (permissions: readonly string[]): string[] =>
  POWER_PERMISSIONS.filter((permission) => permissions.includes(permission));

/** A person as far as their power over money goes. */
export interface PersonPower {
  roles: readonly string[];
  active: boolean;
  /** null = no bound of their own. */
  reviewLimitMinor: number | null;
}

const bound = (limit: number | null): number => limit ?? Number.POSITIVE_INFINITY;

/** Whether somebody could do more with money afterwards. `before` is null for a person who is not there yet. */
export function widensPerson(before: PersonPower | null, after: PersonPower): boolean {
  const had = before?.active ? powerAmong(permissionsOf(before.roles)) : [];
  const gains = after.active && powerAmong(permissionsOf(after.roles)).some((permission) => !had.includes(permission));
  // Also of somebody who is disabled: a limit that was lifted meanwhile would come back with them.
  const lifts = before !== null && bound(after.reviewLimitMinor) > bound(before.reviewLimitMinor);
  const gathers =
    !after.active && powerAmong(permissionsOf(after.roles)).some((p) => !powerOfRoles(before).includes(p));
  return gains || lifts || gathers;
}
const powerOfRoles = (person: PersonPower | null) => powerAmong(permissionsOf(person?.roles ?? []));

/** Values of a tenant's settings, as they are stored. */
export type SettingValue = string | number | boolean | readonly string[] | null;
const raised = (before: SettingValue, after: SettingValue) =>
  bound(after as number | null) > bound(before as number | null);
const never = () => false;
/** How much is confirmed without a person. */
const AUTOMATION: Record<VerificationMode, number> = { manual: 0, hybrid: 1, automated: 2 };

/** Per setting: whether the second value lets people, or the machine in their place, do more with money than the first. */
const SETTING_WIDENS = {
  policy_cap_minor: raised,
  reviewer_limit_minor: raised,
  // The numbers of all limits mean something else in another currency; with none they bind in every one.
  limit_currency: (before) => before !== null,
  review_expire_seconds: never,
  llm_daily_budget_nano: never,
  operator_signal_allowed: (_before, after) => after === true,
  second_factor_required: (_before, after) => after === false,
  verification_mode: (before, after, { mode }) =>
    AUTOMATION[(after ?? mode) as VerificationMode] > AUTOMATION[(before ?? mode) as VerificationMode],
  auto_confirm_min_confidence: (before, after, { minimumConfidence }) =>
    ((after ?? minimumConfidence) as number) < ((before ?? minimumConfidence) as number),
  booking_expiration_minutes: never,
  // Mails from this address confirm bookings by themselves: another one is trusted from then on.
  payment_provider_email: (before, after, { providerEmail }) => (after ?? providerEmail) !== (before ?? providerEmail),
  payment_provider_name: never,
  phone_country: never,
  time_zone: never,
  payment_provider_domains: (before, after, { providerDomains }) => {
    const trusted = (before ?? providerDomains) as readonly string[];
    return ((after ?? providerDomains) as readonly string[]).some((domain) => !trusted.includes(domain));
  },
} as const satisfies Record<
  string,
  (before: SettingValue, after: SettingValue, installation: BookingSettings) => boolean
>;
export type SettingKey = keyof typeof SETTING_WIDENS;

export function widensSetting(
  key: SettingKey,
  before: SettingValue,
  after: SettingValue,
  installation: BookingSettings,
): boolean {
  return JSON.stringify(before) !== JSON.stringify(after) && SETTING_WIDENS[key](before, after, installation);
}

/** Why this person may not be the second one, or null. The request is never judged by whoever made it or gains by it. */
export function secondPersonProblem(
  change: { requestedByUser: string | null; subjectUserId: string | null },
  decider: { userId: string; isPerson: boolean; since: Date },
  requestedAt: Date,
): string | null {
  if (!decider.isPerson) return 'A key never approves what widens power over money';
  if (decider.userId === change.requestedByUser) return 'Whoever asked for a change does not approve it';
  if (decider.userId === change.subjectUserId) return 'Nobody approves what widens their own power';
  // An account that came after the request could have been made for it.
  if (decider.since.getTime() >= requestedAt.getTime()) return 'This account is younger than the request';
  return null;
}
