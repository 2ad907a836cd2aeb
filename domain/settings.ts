import * as AREAS from './areas.ts';
import { mergeNamed } from './merge.ts';

/** Values of a tenant's settings, as they are stored. */
export type SettingValue = string | number | boolean | readonly string[] | null;

/** What a value is: how it is typed, and how it is said. The stored form never shows. */
type SettingUnit =
  /** `currency`: a fixed one, or the setting that names it; where that one is unset the number holds in every currency. */
  | { is: 'money'; stored: 'minor_units' | 'nano_dollars'; currency: { code: string } | { setting: string } }
  | { is: 'duration'; stored: 'seconds' | 'minutes' }
  | { is: 'number'; of: string }
  | { is: 'yes_no'; words: readonly [yes: string, no: string] }
  /** Each choice by the words that say it. */
  | { is: 'choice'; words: Readonly<Record<string, string>> }
  | { is: 'currency' | 'country' | 'time_zone' | 'text' | 'list' };

/** What a setting of a tenant means. What may stand there, and where, is said in `db/<area>/area.ts`. */
export interface SettingEntry {
  /** Of `groups`: what it stands beside. */
  group: string;
  /** Place inside its group, low first. */
  order: number;
  unit: SettingUnit;
  /** For people: what it is, what it does, and what holds while it is null, by name; `unset` null = it always has a value. */
  name: string;
  about: string;
  unset: string | null;
  /**
   * Whether the second value lets people, or the machine in their place, do more with money than the first; then a second
   * person approves it. Null stands here only where the installation says nothing either.
   */
  widens?(before: SettingValue, after: SettingValue): boolean;
}

const TABLE = mergeNamed(AREAS, 'settings');
export type SettingKey = keyof typeof TABLE;
/** Every setting of a tenant, as the areas declare it. All take effect without a restart. */
export const SETTINGS: Readonly<Record<SettingKey, SettingEntry>> = TABLE;
// Object.keys loses the literal type; the keys are exactly the table's.
export const SETTING_KEYS = Object.keys(SETTINGS) as [SettingKey, ...SettingKey[]];
export const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(SETTINGS, key);

/** What the installation says of settings that a tenant leaves null. */
export type InstalledSettings = Readonly<Partial<Record<SettingKey, SettingValue>>>;

export function widensSetting(
  key: SettingKey,
  before: SettingValue,
  after: SettingValue,
  installed: InstalledSettings,
): boolean {
  if (JSON.stringify(before) === JSON.stringify(after)) return false;
  const holds = (value: SettingValue) => value ?? installed[key] ?? null;
  return SETTINGS[key].widens?.(holds(before), holds(after)) ?? false;
}
