import { z } from 'zod';
import { requestPowerChange } from '../../books/identity/requestPowerChange.ts';
import { lockSettings, type SettingsRow, settingValueOf, writeSetting } from '../../books/identity/writeSetting.ts';
import type { Database } from '../../db/database.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { SETTING_RULES } from '../../db/settings.ts';
import { type BookingSettings, installedSettings } from '../../domain/bookings/settings.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { settingSummary } from '../../domain/identity/powerSummary.ts';
import { isSettingKey, SETTING_KEYS, type SettingValue, widensSetting } from '../../domain/settings.ts';
import { assertUnchanged, etag } from '../http/etag.ts';
import { defineRoute, type Reply, type Route } from '../http/route.ts';
import { powerChangeReply, powerChangeSchema } from './powerChanges.ts';
import { settingJson, settingSchema, settingValue } from './settings.ts';

interface ConfigDeps {
  db: Database;
  bookings: BookingSettings;
}

const params = z.object({ key: z.string().max(100) });

async function settingsOf(db: Database, tenantId: string): Promise<SettingsRow> {
  const [row] = await db.withTenant(tenantId, (tx) => tx.select().from(tenantSettings));
  if (!row) throw new CodedError('NOT_FOUND');
  return row;
}

const listSettings = ({ db }: ConfigDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/config',
    budget: 'admin',
    area: 'admin',
    summary: 'All settings of your tenant',
    access: 'admin:config',
    responses: {
      200: { description: 'Settings', schema: z.object({ config: z.array(settingSchema), count: z.int() }) },
    },
    errors: ['NOT_FOUND'],
    async handle(_context, principal) {
      const row = await settingsOf(db, principal.tenantId);
      const config = SETTING_KEYS.map((key) => settingJson(row, key));
      return { status: 200, body: { config, count: config.length }, headers: etag(row.version) };
    },
  });

const readSetting = ({ db }: ConfigDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/config/:key',
    budget: 'admin',
    area: 'admin',
    summary: 'One setting',
    access: 'admin:config',
    params,
    responses: { 200: { description: 'The setting', schema: settingSchema } },
    errors: ['NOT_FOUND'],
    async handle(_context, principal, { params: { key } }) {
      if (!isSettingKey(key)) throw new CodedError('NOT_FOUND');
      const row = await settingsOf(db, principal.tenantId);
      return { status: 200, body: settingJson(row, key), headers: etag(row.version) };
    },
  });

const changeSetting = ({ db, bookings }: ConfigDeps): Route =>
  defineRoute({
    method: 'put',
    path: '/admin/config/:key',
    budget: 'admin',
    area: 'admin',
    summary: 'Change a setting; it holds for what starts from now on, or once a second person has approved it',
    access: 'admin:config',
    params,
    body: z.strictObject({ value: settingValue }),
    revokes: true,
    responses: {
      200: { description: 'The setting', schema: settingSchema },
      202: { description: 'It widens power over money: a second person must approve it', schema: powerChangeSchema },
    },
    errors: ['NOT_FOUND', 'PRECONDITION_FAILED'],
    example: { value: 50_000 },
    async handle(context, principal, { params: { key }, body }) {
      if (!isSettingKey(key)) throw new CodedError('NOT_FOUND');
      const value = settingValueOf(key, body.value);
      const { tenantId, actor } = principal;
      const { requestId } = context;
      return db.withTenant(tenantId, async (tx): Promise<Reply> => {
        const before = await lockSettings(tx);
        assertUnchanged(context, before.version);
        const now = before[SETTING_RULES[key].column];
        if (widensSetting(key, now as SettingValue, value, installedSettings(bookings)))
          return powerChangeReply(
            await requestPowerChange(tx, {
              tenantId,
              kind: 'setting',
              subject: `config:${key}`,
              subjectUserId: null,
              before: { value: now },
              after: { value },
              summary: settingSummary(key, now as SettingValue, value),
              principal,
              requestId,
            }),
          );
        const row = await writeSetting(tx, before, key, value, { actor, requestId });
        return { status: 200, body: settingJson(row, key), headers: etag(row.version) };
      });
    },
  });

export function configRoutes(deps: ConfigDeps): Route[] {
  return [listSettings(deps), readSetting(deps), changeSetting(deps)];
}
