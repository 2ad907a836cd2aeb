import { and, inArray, sql } from 'drizzle-orm';
import type { SettingsRow } from '../../books/identity/writeSetting.ts';
import type { Transaction } from '../../db/database.ts';
import { peopleBehind } from '../../db/identity/people.ts';
import { powerChanges } from '../../db/identity/powerSchema.ts';
import { type BookingSettings, installedSettings } from '../../domain/bookings/settings.ts';
import type { InstalledSettings, SettingKey } from '../../domain/settings.ts';
import { lastChanges } from '../lastChanges.ts';
import { approversOf } from './approvers.ts';
import { powerChangeJson } from './powerChanges.ts';
import { settingJson } from './settings.ts';

/** What the installation says of settings. */
export interface InstallationDeps {
  bookings: BookingSettings;
  review: { expireMs: number };
}
export const installedOf = ({ bookings, review }: InstallationDeps): InstalledSettings => ({
  ...installedSettings(bookings),
  review_expire_seconds: Math.round(review.expireMs / 1_000),
});

const subjectOf = (key: SettingKey) => `config:${key}`;

/** Changes of settings that wait for a second person, by the setting's subject. */
async function waitingChanges(tx: Transaction, subjects: readonly string[]) {
  const changes = await tx
    .select()
    .from(powerChanges)
    .where(and(inArray(powerChanges.subject, [...subjects]), sql`state = 'pending' and expires_at > now()`));
  const people = await peopleBehind(
    tx,
    changes.map((change) => change.requestedBy),
  );
  const approvers = await approversOf(tx, changes);
  return new Map(changes.map((change) => [change.subject, powerChangeJson(change, people, approvers)]));
}

/** Settings as they stand, with who changed them last and what waits. */
export async function shownSettings(
  tx: Transaction,
  row: SettingsRow,
  keys: readonly SettingKey[],
  installed: InstalledSettings,
) {
  const subjects = keys.map(subjectOf);
  const past = await lastChanges(tx, subjects);
  const waiting = await waitingChanges(tx, subjects);
  return keys.map((key) => settingJson(row, key, installed, past.get(subjectOf(key)), waiting.get(subjectOf(key))));
}
