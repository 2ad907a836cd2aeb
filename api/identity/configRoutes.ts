import { z } from 'zod';
import { type PowerChange, requestPowerChange } from '../../books/identity/requestPowerChange.ts';
import { lockSettings, type SettingsRow, settingValueOf, writeSetting } from '../../books/identity/writeSetting.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import {
  type InstalledSettings,
  isSettingKey,
  SETTING_KEYS,
  SETTINGS,
  type SettingKey,
  type SettingValue,
  widensSetting,
} from '../../domain/settings.ts';
import { currencyNote, currencyOf, settingSummary, settingText } from '../../domain/settingText.ts';
import { assertUnchanged, etag } from '../http/etag.ts';
import { defineRoute, type Reply, type RequestContext, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { powerChangeJson, powerChangeReply, powerChangeSchema } from './powerChanges.ts';
import { SHOWN_KEYS, settingSchema, settingValue, valuesOf } from './settings.ts';
import { type InstallationDeps, installedOf, shownSettings } from './shownSettings.ts';

interface ConfigDeps extends InstallationDeps {
  db: Database;
}

const params = z.object({ key: z.string().max(100) });
const changesSchema = z.strictObject({
  values: z
    .strictObject(
      // Every setting by its key, each optional.
      Object.fromEntries(SETTING_KEYS.map((key) => [key, settingValue.optional()])) as Record<
        SettingKey,
        z.ZodOptional<typeof settingValue>
      >,
    )
    .refine((values) => Object.keys(values).length > 0, 'name at least one setting'),
});
const previewSchema = z
  .object({
    key: z.enum(SETTING_KEYS),
    name: z.string(),
    before: z.string().describe('What stands there, in words'),
    after: z.string().describe('What would stand there'),
    note: z.string().nullable().describe('What else it means'),
    widens: z.boolean().describe('It widens power over money: a second person has to agree'),
  })
  .meta({ id: 'SettingChange' });

async function settingsOf(tx: Transaction): Promise<SettingsRow> {
  const [row] = await tx.select().from(tenantSettings);
  if (!row) throw new CodedError('NOT_FOUND');
  return row;
}

/** What is asked of one setting beside what stands there. */
function changeOf(row: SettingsRow, key: SettingKey, given: unknown, installed: InstalledSettings, field: string) {
  const after = settingValueOf(key, given, field);
  const values = valuesOf(row);
  const before = values[key];
  return {
    key,
    before,
    after,
    currency: currencyOf(key, values),
    note: currencyNote(key, after, values),
    widens: widensSetting(key, before, after, installed),
  };
}
type Change = ReturnType<typeof changeOf>;

/** Those of the named settings that would change; what stays as it is is no change. */
const changesOf = (row: SettingsRow, given: Record<string, unknown>, installed: InstalledSettings): Change[] =>
  SHOWN_KEYS.filter((key) => given[key] !== undefined)
    .map((key) => changeOf(row, key, given[key], installed, `values.${key}`))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));

const ask = (
  tx: Transaction,
  { key, before, after, currency }: Change,
  principal: Principal,
  installed: InstalledSettings,
  requestId: string,
): Promise<PowerChange> =>
  requestPowerChange(tx, {
    tenantId: principal.tenantId,
    kind: 'setting',
    subject: `config:${key}`,
    subjectUserId: null,
    before: { value: before },
    after: { value: after },
    summary: settingSummary(key, before, after, currency, installed),
    principal,
    requestId,
  });

const listSettings = (deps: ConfigDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/config',
    budget: 'admin',
    area: 'admin',
    summary: 'All settings of your tenant, with what holds, who changed it last and what waits for a second person',
    access: 'admin:config',
    responses: {
      200: { description: 'Settings', schema: z.object({ config: z.array(settingSchema), count: z.int() }) },
    },
    errors: ['NOT_FOUND'],
    handle: (_context, principal) =>
      deps.db.withTenant(principal.tenantId, async (tx): Promise<Reply> => {
        const row = await settingsOf(tx);
        const config = await shownSettings(tx, row, SHOWN_KEYS, installedOf(deps));
        return { status: 200, body: { config, count: config.length }, headers: etag(row.version) };
      }),
  });

async function shown(deps: ConfigDeps, tx: Transaction, row: SettingsRow, key: SettingKey): Promise<Reply> {
  const [setting] = await shownSettings(tx, row, [key], installedOf(deps));
  return { status: 200, body: setting, headers: etag(row.version) };
}

const readSetting = (deps: ConfigDeps): Route =>
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
      return deps.db.withTenant(principal.tenantId, async (tx) => shown(deps, tx, await settingsOf(tx), key));
    },
  });

const changeSetting = (deps: ConfigDeps): Route =>
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
      const installed = installedOf(deps);
      return deps.db.withTenant(principal.tenantId, async (tx): Promise<Reply> => {
        const row = await lockSettings(tx);
        assertUnchanged(context, row.version);
        const change = changeOf(row, key, body.value, installed, 'value');
        if (change.widens) return powerChangeReply(await ask(tx, change, principal, installed, context.requestId));
        const by = { actor: principal.actor, requestId: context.requestId };
        return shown(deps, tx, await writeSetting(tx, row, key, change.after, by), key);
      });
    },
  });

const previewSettings = (deps: ConfigDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/admin/config/preview',
    budget: 'admin',
    area: 'admin',
    summary: 'What a change of several settings would do, in words; nothing is changed',
    access: 'admin:config',
    body: changesSchema,
    responses: {
      200: {
        description: 'What would change; settings that stay as they are are left out',
        schema: z.object({ changes: z.array(previewSchema), count: z.int() }),
      },
    },
    errors: ['NOT_FOUND'],
    example: { values: { policy_cap_minor: 50_000 } },
    async handle(_context, principal, { body }) {
      const installed = installedOf(deps);
      const row = await deps.db.withTenant(principal.tenantId, settingsOf);
      const changes = changesOf(row, body.values, installed).map(({ key, before, after, currency, note, widens }) => ({
        key,
        name: SETTINGS[key].name,
        before: settingText(key, before, currency, installed),
        after: settingText(key, after, currency, installed),
        note,
        widens,
      }));
      return { status: 200, body: { changes, count: changes.length }, headers: etag(row.version) };
    },
  });

/** Makes changes of locked settings in one transaction; those that widen power over money are kept for a second person. */
async function makeChanges(
  deps: ConfigDeps,
  tx: Transaction,
  given: Record<string, SettingValue | undefined>,
  principal: Principal,
  context: RequestContext,
): Promise<Reply> {
  const installed = installedOf(deps);
  let row = await lockSettings(tx);
  assertUnchanged(context, row.version);
  const changes = changesOf(row, given, installed);
  const by = { actor: principal.actor, requestId: context.requestId };
  const asked: PowerChange[] = [];
  for (const change of changes)
    if (change.widens) asked.push(await ask(tx, change, principal, installed, context.requestId));
    else row = await writeSetting(tx, row, change.key, change.after, by);
  const keys = changes.map(({ key }) => key);
  const config = await shownSettings(tx, row, keys, installed);
  const power_changes = asked.map((change) => powerChangeJson(change));
  return { status: 200, body: { config, power_changes }, headers: etag(row.version) };
}

const changeSettings = (deps: ConfigDeps): Route =>
  defineRoute({
    method: 'patch',
    path: '/admin/config',
    budget: 'admin',
    area: 'admin',
    summary: 'Change several settings at once, all or none; what widens power over money waits for a second person',
    access: 'admin:config',
    body: changesSchema,
    revokes: true,
    responses: {
      200: {
        description: 'The named settings as they stand now, and what waits',
        schema: z.object({ config: z.array(settingSchema), power_changes: z.array(powerChangeSchema) }),
      },
    },
    errors: ['NOT_FOUND', 'PRECONDITION_FAILED'],
    example: { values: { review_expire_seconds: 259_200 } },
    handle: (context, principal, { body }) =>
      deps.db.withTenant(principal.tenantId, (tx) => makeChanges(deps, tx, body.values, principal, context)),
  });

export function configRoutes(deps: ConfigDeps): Route[] {
  return [listSettings(deps), previewSettings(deps), changeSettings(deps), readSetting(deps), changeSetting(deps)];
}
