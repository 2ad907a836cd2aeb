import { describe, expect, it } from 'vitest';
import { GROUPS, groupOf } from './groups.ts';
import { raised } from './settingRules.ts';
import { isSettingKey, SETTING_KEYS, SETTINGS, type SettingKey, type SettingValue, widensSetting } from './settings.ts';
import { currencyNote, type SettingValues, settingSummary, settingText, unsetText } from './settingText.ts';

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

describe('what people read of settings', () => {
  const JARGON = /_|null|minor|nano|cents|Policy cap|\b(?:seconds|bool|string)\b/i;

  it('every setting of every area has a group, a name, a unit and words for what is not set', () => {
    for (const key of SETTING_KEYS) {
      const { group, name, about, unset, unit } = SETTINGS[key];
      expect(groupOf(group).title, key).toBeTruthy();
      expect(name, key).toMatch(/^[A-Z].{5,}/);
      expect(about, key).toMatch(/^[A-Z].{15,}[^.]$/);
      for (const text of [name, about, unset ?? '', groupOf(group).title, groupOf(group).about])
        expect(text, key).not.toMatch(JARGON);
      if (unit.is === 'choice')
        for (const words of Object.values(unit.words)) expect(words, key).toMatch(/^[A-Z][^_]+$/);
      if (unset !== null) expect(unset, key).toMatch(/^[A-Z]/);
    }
    expect(new Set(Object.values(GROUPS).map(({ order }) => order)).size).toBe(Object.keys(GROUPS).length);
    expect(() => groupOf('toString')).toThrow(/no group/);
  });

  it.each<[SettingKey, SettingValue, string | null, string]>([
    ['policy_cap_minor', 50_000, 'USD', '$500.00'],
    ['policy_cap_minor', 50_000, 'JPY', '¥50,000'],
    ['policy_cap_minor', 50_000, null, '500.00 of any currency'],
    ['policy_cap_minor', null, 'USD', 'No limit'],
    ['llm_daily_budget_nano', 5_000_000_000, 'USD', '$5.00'],
    ['llm_daily_budget_nano', 1, 'USD', '$0.000000001'],
    ['review_expire_seconds', 259_200, null, '3 days'],
    ['booking_expiration_minutes', 90, null, '1 hour 30 minutes'],
    ['second_factor_required', false, null, 'not needed'],
    ['verification_mode', 'manual', null, 'By a person alone'],
    ['auto_confirm_min_confidence', 80, null, '80 of 100 points'],
    ['limit_currency', 'USD', null, 'US Dollar (USD)'],
    ['phone_country', 'PK', null, 'Pakistan (PK)'],
    ['payment_provider_domains', [], null, 'none'],
    ['payment_provider_domains', ['a.example', 'b.example'], null, 'a.example, b.example'],
  ])('%s of %j in %s is said %s', (key, value, currency, text) =>
    expect(settingText(key, value, currency, {})).toBe(text),
  );

  it('the choice of nothing says what then holds', () => {
    const installed = { review_expire_seconds: 604_800 };
    expect(unsetText('review_expire_seconds', null, installed)).toBe('As the installation says: 7 days');
    expect(unsetText('policy_cap_minor', 'USD', installed)).toBe('No limit');
    expect(unsetText('second_factor_required', null, installed)).toBeNull();
  });

  it('a change is a clause for whoever approves it', () => {
    expect(settingSummary('policy_cap_minor', 50_000, null, 'USD', {})).toBe(
      '“Most one refund may pay” becomes no limit, it is $500.00 now',
    );
    expect(settingSummary('second_factor_required', true, false, null, {})).toBe(
      '“A second factor” becomes not needed, it is needed now',
    );
  });

  it('a changed currency says what becomes of the amounts in it', () => {
    const values = {
      limit_currency: 'USD',
      policy_cap_minor: 50_000,
      reviewer_limit_minor: null,
    } as unknown as SettingValues;
    expect(currencyNote('limit_currency', 'JPY', values)).toBe(
      '“Most one refund may pay” keeps its digits: $500.00 becomes ¥50,000',
    );
    expect(currencyNote('limit_currency', 'JPY', { ...values, policy_cap_minor: null })).toBeNull();
    expect(currencyNote('policy_cap_minor', 1, values)).toBeNull();
  });
});
