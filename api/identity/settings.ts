import { z } from 'zod';
import type { SettingsRow } from '../../books/identity/writeSetting.ts';
import { SETTING_RULES } from '../../db/settings.ts';
import { groupOf } from '../../domain/groups.ts';
import {
  type InstalledSettings,
  SETTING_KEYS,
  SETTINGS,
  type SettingKey,
  type SettingValue,
} from '../../domain/settings.ts';
import { currencyOf, type SettingValues, settingText, unsetText } from '../../domain/settingText.ts';
import type { LastChange } from '../lastChanges.ts';
import { powerChangeSchema } from './powerChanges.ts';

export const settingValue = z.union([
  z.int(),
  z.boolean(),
  z.string().max(254),
  z.array(z.string().max(253)).max(10),
  z.null(),
]);
const KINDS = [
  'money',
  'duration',
  'number',
  'yes_no',
  'choice',
  'currency',
  'country',
  'time_zone',
  'text',
  'list',
] as const;
export const settingSchema = z
  .object({
    key: z.enum(SETTING_KEYS),
    value: settingValue,
    group: z.string().describe('The headline it stands under'),
    group_about: z.string(),
    name: z.string().describe('For people'),
    about: z.string(),
    kind: z.enum(KINDS).describe('How it is typed and said'),
    stored_in: z
      .enum(['minor_units', 'nano_dollars', 'seconds', 'minutes'])
      .nullable()
      .describe('What the stored number counts; null where it is no amount and no span of time'),
    currency: z.string().nullable().describe('Of money; null = the number holds in every currency'),
    choices: z
      .array(z.object({ value: settingValue, name: z.string() }))
      .nullable()
      .describe('What it may be, in words; null where it is typed'),
    unset: z.string().nullable().describe('The name of the choice that sets nothing; null = it always has a value'),
    text: z.string().describe('What stands there, in words'),
    holds: z.string().describe('What holds now, in words'),
    source: z
      .enum(['tenant', 'installation'])
      .describe('Where what holds comes from: set in this tenant, or left to the installation'),
    minimum: z.int().nullable().describe('Of a number'),
    maximum: z.int().nullable(),
    changed_at: z.string().nullable().describe('When somebody changed it last; null = nobody has'),
    changed_by_name: z.string().nullable(),
    approved_by_name: z.string().nullable().describe('The second person, where the change took one'),
    waiting: powerChangeSchema.nullable().describe('A change of it that a second person has still to approve'),
  })
  .meta({ id: 'Setting' });

/** The bounds a number's own rule names, so that the desk can say them before it sends anything. */
function boundsOf(rule: z.ZodType): { minimum: number | null; maximum: number | null } {
  const own = rule instanceof z.ZodNullable ? rule.unwrap() : rule;
  return own instanceof z.ZodNumber
    ? { minimum: own.minValue, maximum: own.maxValue }
    : { minimum: null, maximum: null };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function choicesOf(key: SettingKey): { value: SettingValue; name: string }[] | null {
  const { unit } = SETTINGS[key];
  if (unit.is === 'choice') return Object.entries(unit.words).map(([value, name]) => ({ value, name }));
  if (unit.is !== 'yes_no') return null;
  return unit.words.map((name, index) => ({ value: index === 0, name: capital(name) }));
}

/** All values as they stand in a row. */
export const valuesOf = (row: SettingsRow): SettingValues =>
  // One value a key, each as its rule allows.
  Object.fromEntries(SETTING_KEYS.map((key) => [key, row[SETTING_RULES[key].column]])) as SettingValues;

export const settingJson = (
  row: SettingsRow,
  key: SettingKey,
  installed: InstalledSettings,
  past: LastChange | undefined,
  waiting: z.infer<typeof powerChangeSchema> | undefined,
) => {
  const values = valuesOf(row);
  const { group, name, about, unit } = SETTINGS[key];
  const value = values[key];
  const currency = currencyOf(key, values);
  const fromInstallation = value === null && (installed[key] ?? null) !== null;
  return {
    key,
    value: value as z.infer<typeof settingValue>,
    group: groupOf(group).title,
    group_about: groupOf(group).about,
    name,
    about,
    kind: unit.is,
    stored_in: 'stored' in unit ? unit.stored : null,
    currency,
    choices: choicesOf(key) as { value: z.infer<typeof settingValue>; name: string }[] | null,
    unset: unsetText(key, currency, installed),
    text: settingText(key, value, currency, installed),
    holds: capital(settingText(key, fromInstallation ? (installed[key] ?? null) : value, currency, installed)),
    source: fromInstallation ? ('installation' as const) : ('tenant' as const),
    ...boundsOf(SETTING_RULES[key].value),
    changed_at: past?.changedAt ?? null,
    changed_by_name: past?.changedBy ?? null,
    approved_by_name: past?.approvedBy ?? null,
    waiting: waiting ?? null,
  };
};

/** Keys as people look for them: group by group. */
export const SHOWN_KEYS: readonly SettingKey[] = SETTING_KEYS.toSorted((left, right) => {
  const place = (key: SettingKey) => groupOf(SETTINGS[key].group).order * 1_000 + SETTINGS[key].order;
  return place(left) - place(right);
});
