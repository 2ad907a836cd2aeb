import { isCurrency } from './money/currencies.ts';
import { limitText } from './money/moneyText.ts';
import { type InstalledSettings, SETTING_KEYS, SETTINGS, type SettingKey, type SettingValue } from './settings.ts';
import { durationWords } from './time/duration.ts';

/** Values of all settings as they stand, by key. */
export type SettingValues = Readonly<Record<SettingKey, SettingValue>>;

const CURRENCY_NAMES = new Intl.DisplayNames('en', { type: 'currency' });
const REGION_NAMES = new Intl.DisplayNames('en', { type: 'region' });
const named = (names: Intl.DisplayNames, code: string): string => {
  try {
    return `${names.of(code) ?? code} (${code})`;
  } catch {
    return code;
  }
};

const NANO_PER_DOLLAR = 1_000_000_000;
const dollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 2,
  maximumFractionDigits: 9,
});

/** The currency that a setting's amounts are in; null = every one, or it is no amount. */
export function currencyOf(key: SettingKey, values: SettingValues): string | null {
  const { unit } = SETTINGS[key];
  if (unit.is !== 'money') return null;
  if ('code' in unit.currency) return unit.currency.code;
  const code = Object.entries(values).find(
    ([name]) => 'setting' in unit.currency && name === unit.currency.setting,
  )?.[1];
  return typeof code === 'string' && isCurrency(code) ? code : null;
}

/** A value that is there, in words. */
function words(key: SettingKey, value: NonNullable<SettingValue>, currency: string | null): string {
  const { unit } = SETTINGS[key];
  if (unit.is === 'money')
    return unit.stored === 'nano_dollars'
      ? dollars.format(Number(value) / NANO_PER_DOLLAR)
      : limitText(Number(value), currency);
  if (unit.is === 'duration') return durationWords(Number(value) * (unit.stored === 'minutes' ? 60 : 1));
  if (unit.is === 'yes_no') return unit.words[value ? 0 : 1];
  if (unit.is === 'choice') return unit.words[String(value)] ?? String(value);
  if (unit.is === 'currency') return named(CURRENCY_NAMES, String(value));
  if (unit.is === 'country') return named(REGION_NAMES, String(value));
  if (unit.is === 'number') return `${String(value)} ${unit.of}`;
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value);
}

/** What holds while nothing is set, by the choice's name: `No limit`, `As the installation says: 7 days`; null = it always has a value. */
export function unsetText(key: SettingKey, currency: string | null, installed: InstalledSettings): string | null {
  const { unset } = SETTINGS[key];
  const value = installed[key] ?? null;
  return unset === null || value === null ? unset : `${unset}: ${words(key, value, currency)}`;
}

/** A value for people; null by the name of the choice that it is. */
export const settingText = (
  key: SettingKey,
  value: SettingValue,
  currency: string | null,
  installed: InstalledSettings,
): string => (value === null ? (unsetText(key, currency, installed) ?? 'nothing') : words(key, value, currency));

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** What a change does, as a clause for whoever approves it: `“Most one refund may pay” becomes no limit, it is $500.00 now`. */
export function settingSummary(
  key: SettingKey,
  before: SettingValue,
  after: SettingValue,
  currency: string | null,
  installed: InstalledSettings,
): string {
  const text = (value: SettingValue) => {
    const said = settingText(key, value, currency, installed);
    return value === null ? lower(said) : said;
  };
  return `“${SETTINGS[key].name}” becomes ${text(after)}, it is ${text(before)} now`;
}

/** What else a change of a currency means: amounts in it keep their digits. Null where there are none, or it is no currency. */
export function currencyNote(key: SettingKey, after: SettingValue, values: SettingValues): string | null {
  const changed = { ...values, [key]: after };
  const lines = SETTING_KEYS.flatMap((name) => {
    const { unit } = SETTINGS[name];
    const follows = unit.is === 'money' && 'setting' in unit.currency && unit.currency.setting === key;
    const value = values[name];
    if (!follows || value === null) return [];
    const text = (under: SettingValues) => limitText(Number(value), currencyOf(name, under));
    return [`“${SETTINGS[name].name}” keeps its digits: ${text(values)} becomes ${text(changed)}`];
  });
  return lines.length > 0 ? lines.join('. ') : null;
}
