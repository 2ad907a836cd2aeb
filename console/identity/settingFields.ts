import { isCurrency } from '../../domain/money/currencies.ts';
import { currencyExponent, formatAmount } from '../../domain/money/money.ts';
import {
  type NumberMarks,
  readTypedAmount,
  readTypedNumber,
  type Typed as TypedNumber,
} from '../../domain/money/typedAmount.ts';
import type { Schema } from '../api/client.ts';

export type Setting = Schema<'Setting'>;

/** Units in which a span of time is typed, with their seconds. */
export const SPANS = [
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
  ['seconds', 1],
] as const;
type Span = (typeof SPANS)[number][0];

/** What stands in a field. Unset is chosen, never what is left when a text can't be read. */
export interface Typed {
  set: boolean;
  text: string;
  span: Span;
}

type Read = { ok: true; value: Setting['value'] } | { ok: false; problem: string };

const NANO = 1_000_000_000;
const PER_CENT_UNITS = 100;
const secondsOf = (span: Span) => SPANS.find(([name]) => name === span)?.[1] ?? 1;
const storedSeconds = (setting: Setting) => (setting.stored_in === 'minutes' ? 60 : 1);

/** The largest unit in which a span is a whole number. */
const spanOf = (seconds: number): Span =>
  SPANS.find(([, size]) => seconds >= size && seconds % size === 0)?.[0] ?? 'seconds';

/** A limit as its field shows it; without a currency as in one with two decimals. */
export const typedLimit = (minor: number, currency: string | null): string =>
  formatAmount(minor, currency !== null && isCurrency(currency) ? currency : 'USD');

/** A typed limit in minor units; without a currency the number holds in each, typed as in one with two decimals. */
export function readLimit(text: string, currency: string | null, marks: NumberMarks): TypedNumber {
  return currency !== null && isCurrency(currency)
    ? readTypedAmount(text, currency, marks)
    : readScaled(text, PER_CENT_UNITS, 2, marks);
}

function readScaled(text: string, factor: number, decimals: number, marks: NumberMarks): TypedNumber {
  const maximum = Math.floor(Number.MAX_SAFE_INTEGER / factor);
  const read = readTypedNumber(text, { minimum: 0, maximum, decimals }, marks);
  return read.ok ? { ok: true, value: Math.round(read.value * factor) } : read;
}

/** What a field shows of a stored value. */
export function typedOf(setting: Setting): Typed {
  const { value, kind, stored_in: storedIn, currency } = setting;
  if (value === null) return { set: false, text: '', span: storedIn === 'minutes' ? 'minutes' : 'days' };
  const plain = (text: string): Typed => ({ set: true, text, span: 'seconds' });
  if (kind === 'money')
    return plain(storedIn === 'nano_dollars' ? String(Number(value) / NANO) : typedLimit(Number(value), currency));
  if (kind === 'duration') {
    const seconds = Number(value) * storedSeconds(setting);
    const span = spanOf(seconds);
    return { set: true, text: String(seconds / secondsOf(span)), span };
  }
  return plain(Array.isArray(value) ? value.join(', ') : String(value));
}

function readMoney({ stored_in: storedIn, currency }: Setting, text: string, marks: NumberMarks): Read {
  return storedIn === 'nano_dollars' ? readScaled(text, NANO, 9, marks) : readLimit(text, currency, marks);
}

const spanWords = (seconds: number): string => {
  const span = spanOf(seconds);
  const count = seconds / secondsOf(span);
  return `${count} ${count === 1 ? span.slice(0, -1) : span}`;
};

function readSpan(setting: Setting, { text, span }: Typed, marks: NumberMarks): Read {
  const unit = storedSeconds(setting);
  const [minimum, maximum] = [setting.minimum ?? 0, setting.maximum ?? Number.MAX_SAFE_INTEGER].map(
    (bound) => bound * unit,
  ) as [number, number];
  const bounds = `Write a span from ${spanWords(minimum)} to ${spanWords(maximum)}.`;
  const read = readTypedNumber(text, { minimum: 0, maximum: 1e9, decimals: 2 }, marks);
  if (!read.ok)
    return read.problem.startsWith('Write')
      ? { ok: false, problem: bounds }
      : { ok: false, problem: `${read.problem.split('. ')[0]}. ${bounds}` };
  const seconds = read.value * secondsOf(span);
  if (seconds < minimum || seconds > maximum) return { ok: false, problem: bounds };
  const value = Math.round(seconds) / unit;
  return Number.isInteger(value) && Number.isInteger(seconds)
    ? { ok: true, value }
    : { ok: false, problem: unit === 60 ? 'Write whole minutes.' : 'Write whole seconds.' };
}

/** The value that would be kept, or why what stands there can't be. */
export function readSetting(setting: Setting, typed: Typed, marks: NumberMarks): Read {
  if (!typed.set)
    return setting.unset === null ? { ok: false, problem: 'Choose something here.' } : { ok: true, value: null };
  const { kind } = setting;
  if (kind === 'money') return readMoney(setting, typed.text, marks);
  if (kind === 'duration') return readSpan(setting, typed, marks);
  if (kind === 'number')
    return readTypedNumber(
      typed.text,
      { minimum: setting.minimum ?? 0, maximum: setting.maximum ?? Number.MAX_SAFE_INTEGER, decimals: 0 },
      marks,
    );
  if (kind === 'yes_no') return { ok: true, value: typed.text === 'true' };
  const text = typed.text.trim();
  if (text === '') return { ok: false, problem: 'Write something here.' };
  if (kind === 'country') return { ok: true, value: text.toUpperCase() };
  if (kind !== 'list') return { ok: true, value: text };
  const parts = text.split(',').map((part) => part.trim());
  return parts.every((part) => part !== '')
    ? { ok: true, value: parts }
    : { ok: false, problem: 'There is nothing between two commas.' };
}

/** Whether it differs from what stands there. */
export const isChanged = (setting: Setting, typed: Typed, marks: NumberMarks): boolean => {
  const read = readSetting(setting, typed, marks);
  return !read.ok || JSON.stringify(read.value) !== JSON.stringify(setting.value);
};

/** What the number in a field means, beside it: the currency, or that it holds in each. */
export function unitHint({ kind, stored_in: storedIn, currency }: Setting): string {
  if (kind !== 'money') return '';
  return storedIn === 'nano_dollars' ? 'In US dollars.' : limitHint(currency);
}

export function limitHint(currency: string | null): string {
  if (currency === null || !isCurrency(currency))
    return 'The same number in every currency, as long as no currency of limits is set.';
  return currencyExponent(currency) === 0 ? `In ${currency}, without decimals.` : `In ${currency}.`;
}
