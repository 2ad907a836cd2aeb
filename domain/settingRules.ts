import type { SettingValue } from './settings.ts';

const bound = (limit: SettingValue): number => (limit === null ? Number.POSITIVE_INFINITY : Number(limit));

/** Whether an upper bound was raised; null = there is none. */
export const raised = (before: SettingValue, after: SettingValue): boolean => bound(after) > bound(before);
