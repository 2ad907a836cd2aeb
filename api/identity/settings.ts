import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { appendEvent } from '../../books/events.ts';
import type { Transaction } from '../../db/database.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { SETTING_RULES } from '../../db/settings.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { SETTING_KEYS, SETTINGS, type SettingKey, type SettingValue } from '../../domain/settings.ts';
import { revoke } from '../http/revocations.ts';

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

export type SettingsRow = typeof tenantSettings.$inferSelect;
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

export const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(SETTINGS, key);

/** A value of a setting as it is stored. Throws VALIDATION_FAILED where it is of another kind or out of bounds. */
export function settingValueOf(key: SettingKey, given: unknown): SettingValue {
  const wanted = SETTING_RULES[key].value.safeParse(given);
  // The rules of settings allow nothing else.
  if (wanted.success) return wanted.data as SettingValue;
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
  const { column } = SETTING_RULES[key];
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
