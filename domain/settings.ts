import * as AREAS from './areas.ts';
import { mergeNamed } from './merge.ts';

/** Values of a tenant's settings, as they are stored. */
export type SettingValue = string | number | boolean | readonly string[] | null;

/** What a setting of a tenant means. What may stand there, and where, is said in `db/<area>/area.ts`. */
export interface SettingEntry {
  /** How it is entered. */
  kind: 'number' | 'switch' | 'text' | 'choice' | 'list';
  /** Of a choice. */
  choices?: readonly string[];
  /** For people: what it is, what it does, and what holds while it is null; `unset` null = it always has a value. */
  name: string;
  about: string;
  unset: string | null;
  /** How its value is said: an amount in minor units, or the words of on and off. */
  says?: 'amount' | readonly [on: string, off: string];
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

/** `installed`: what the installation says of settings that a tenant leaves null. */
export function widensSetting(
  key: SettingKey,
  before: SettingValue,
  after: SettingValue,
  installed: Partial<Record<SettingKey, SettingValue>>,
): boolean {
  if (JSON.stringify(before) === JSON.stringify(after)) return false;
  const holds = (value: SettingValue) => value ?? installed[key] ?? null;
  return SETTINGS[key].widens?.(holds(before), holds(after)) ?? false;
}
