import type { ZodType } from 'zod';
import { mergeNamed } from '../domain/merge.ts';
import type { SettingKey } from '../domain/settings.ts';
import * as AREAS from './areas.ts';
import type { tenantSettings } from './identity/schema.ts';

/** Where each setting of a tenant stands and what may stand there. A setting that an area declares and no table has does not compile. */
export const SETTING_RULES: Readonly<
  Record<SettingKey, { column: keyof typeof tenantSettings.$inferSelect; value: ZodType }>
> = mergeNamed(AREAS, 'settings');
