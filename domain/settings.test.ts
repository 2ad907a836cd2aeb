import { describe, expect, it } from 'vitest';
import { raised } from './settingRules.ts';
import { isSettingKey, SETTING_KEYS, type SettingKey, type SettingValue, widensSetting } from './settings.ts';

describe('a bound was raised', () => {
  it.each<[SettingValue, SettingValue, boolean]>([
    [100, 101, true],
    [100, 100, false],
    [100, 99, false],
    [100, null, true],
    [null, 100, false],
    [null, null, false],
    [0, 1, true],
    [1, 0, false],
  ])('from %s to %s: %s', (before, after, isRaised) => expect(raised(before, after)).toBe(isRaised));
});

describe('a change of a setting needs a second person', () => {
  const widens = (key: SettingKey, before: SettingValue, after: SettingValue, installed = {}) =>
    widensSetting(key, before, after, installed);
  it.each<[SettingKey, SettingValue, SettingValue, boolean]>([
    ['reviewer_limit_minor', 100, 200, true],
    ['reviewer_limit_minor', 100, null, true],
    ['reviewer_limit_minor', null, 100, false],
    ['limit_currency', 'USD', 'JPY', true],
    ['limit_currency', 'USD', null, true],
    ['limit_currency', null, 'USD', false],
    ['operator_signal_allowed', false, true, true],
    ['operator_signal_allowed', true, false, false],
    ['review_expire_seconds', 100, 1_000, false],
  ])('%s from %s to %s: %s', (key, before, after, widened) => expect(widens(key, before, after)).toBe(widened));

  it('null is what the installation says: to take a value away may widen, or change nothing', () => {
    expect(widens('reviewer_limit_minor', 100, null, { reviewer_limit_minor: 50 })).toBe(false);
    expect(widens('reviewer_limit_minor', null, 60, { reviewer_limit_minor: 50 })).toBe(true);
    expect(widens('reviewer_limit_minor', null, 50, { reviewer_limit_minor: 50 })).toBe(false);
  });

  it('what stays as it is never does, lists too', () => {
    for (const key of SETTING_KEYS)
      for (const value of [null, 5, true, ['a']]) expect(widens(key, value, structuredClone(value)), key).toBe(false);
  });

  it('only names of settings are settings', () => {
    for (const key of ['constructor', '__proto__', 'toString', '', 'reviewer_limit'])
      expect(isSettingKey(key), key).toBe(false);
    for (const key of SETTING_KEYS) expect(isSettingKey(key)).toBe(true);
  });
});
