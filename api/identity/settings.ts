import { z } from 'zod';
import type { SettingsRow } from '../../books/identity/writeSetting.ts';
import { SETTING_RULES } from '../../db/settings.ts';
import { SETTING_KEYS, SETTINGS, type SettingKey } from '../../domain/settings.ts';

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

/** The bounds a number's own rule names, so that the desk can say them before it sends anything. */
function boundsOf(rule: z.ZodType): { minimum: number | null; maximum: number | null } {
  const own = rule instanceof z.ZodNullable ? rule.unwrap() : rule;
  return own instanceof z.ZodNumber
    ? { minimum: own.minValue, maximum: own.maxValue }
    : { minimum: null, maximum: null };
}

export const settingJson = (row: SettingsRow, key: SettingKey) => ({
  key,
  value: row[SETTING_RULES[key].column],
  kind: SETTINGS[key].kind,
  choices: SETTINGS[key].choices ? [...SETTINGS[key].choices] : null,
  name: SETTINGS[key].name,
  about: SETTINGS[key].about,
  unset: SETTINGS[key].unset,
  ...boundsOf(SETTING_RULES[key].value),
});
