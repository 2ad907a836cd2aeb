import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { SETTING_RULES } from '../../db/settings.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { SettingKey, SettingValue } from '../../domain/settings.ts';
import { approval, type By } from '../by.ts';
import { appendEvent } from '../events.ts';
import { reorderTasks } from '../reviews/reorderTasks.ts';
import { revoke } from './revoke.ts';

export type SettingsRow = typeof tenantSettings.$inferSelect;

/** A value of a setting as it is stored. Throws VALIDATION_FAILED, about `field` of the body, where it is of another kind or out of bounds. */
export function settingValueOf(key: SettingKey, given: unknown, field = 'value'): SettingValue {
  const wanted = SETTING_RULES[key].value.safeParse(given);
  // The rules of settings allow nothing else.
  if (wanted.success) return wanted.data as SettingValue;
  const rule = wanted.error.issues[0]?.message ?? 'another kind of value';
  throw new CodedError('VALIDATION_FAILED', `${field}: ${rule}`, { fields: [{ field, rule }] });
}

/** The settings of the transaction's tenant, locked until it ends. Throws NOT_FOUND. */
export async function lockSettings(tx: Transaction): Promise<SettingsRow> {
  const [row] = await tx.select().from(tenantSettings).for('update');
  if (!row) throw new CodedError('NOT_FOUND');
  return row;
}

/**
 * Writes one setting of locked settings, with its event. `by.approvedBy`: the second person, where it widens power over
 * money; the database refuses it without one. Throws VALIDATION_FAILED for a value that the setting does not allow.
 */
export async function writeSetting(
  tx: Transaction,
  before: SettingsRow,
  key: SettingKey,
  given: unknown,
  by: By,
): Promise<SettingsRow> {
  const { tenantId } = before;
  const value = settingValueOf(key, given);
  const { column } = SETTING_RULES[key];
  const [after] = await tx
    .update(tenantSettings)
    .set({ [column]: value, version: sql`version + 1`, updatedAt: sql`now()` })
    .returning();
  // Tokens made under the laxer rule must not outlive it.
  if (key === 'second_factor_required' && value === true)
    await revoke(tx, { tenantId, kind: 'tenant', subject: tenantId });
  if (key === 'base_currency') await reorderTasks(tx);
  await appendEvent(tx, {
    type: 'config_changed',
    actor: by.actor,
    subject: `config:${key}`,
    data: { from: before[column], to: value, ...approval(by) },
    requestId: by.requestId,
  });
  return after ?? before;
}
