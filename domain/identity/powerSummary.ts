import { SETTINGS, type SettingKey, type SettingValue } from '../settings.ts';
import type { PersonPower } from './power.ts';

const limitText = (minor: number | null) => (minor === null ? 'no limit' : `${minor.toLocaleString('en')} minor units`);

function valueText(key: SettingKey, value: SettingValue): string {
  const { says, unset } = SETTINGS[key];
  if (value === null) {
    const words = unset ?? 'none';
    return words.charAt(0).toLowerCase() + words.slice(1);
  }
  if (says === 'amount') return limitText(Number(value));
  if (typeof value === 'boolean') return says?.[value ? 0 : 1] ?? (value ? 'on' : 'off');
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value);
}

/** What a change does, in one sentence for whoever approves it. */
export const settingSummary = (key: SettingKey, before: SettingValue, after: SettingValue): string =>
  `${SETTINGS[key].name}: ${valueText(key, before)} becomes ${valueText(key, after)}`;

const roleText = (roles: readonly string[]) => roles.map((role) => role.replace('_', ' ')).join(', ');

export function personSummary(name: string, before: PersonPower, after: PersonPower): string {
  const parts: string[] = [];
  if (roleText(before.roles) !== roleText(after.roles))
    parts.push(`${roleText(before.roles)} becomes ${roleText(after.roles)}`);
  if (before.reviewLimitMinor !== after.reviewLimitMinor)
    parts.push(`limit ${limitText(before.reviewLimitMinor)} becomes ${limitText(after.reviewLimitMinor)}`);
  if (!before.active && after.active) parts.push('may sign in again');
  return `${name}: ${parts.join('; ')}`;
}

export const invitationSummary = (name: string, email: string, roles: readonly string[]): string =>
  `${name} (${email}) is invited as ${roleText(roles)}`;
export const keySummary = (name: string, scopes: readonly string[]): string =>
  `The API key “${name}” may use ${scopes.join(', ')}`;
