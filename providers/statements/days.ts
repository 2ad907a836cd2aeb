import type { DateOrder } from '../../domain/banking/csvMapping.ts';
import { refuseValue } from './refuse.ts';

const FIRST_YEAR = 1970;
const LAST_YEAR = 2099;

/** An ISO date; null for a day that no calendar has, or out of range. */
export function isoDay(year: number, month: number, day: number): string | null {
  if (year < FIRST_YEAR || year > LAST_YEAR) return null;
  const at = new Date(Date.UTC(year, month - 1, day));
  const same = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return same ? at.toISOString().slice(0, 10) : null;
}

/** Years of two digits are of 1980 to 2079. */
export const fullYear = (year: number): number => (year >= 100 ? year : year + (year < 80 ? 2000 : 1900));

/** The day of `YYYY-MM-DD` or an ISO instant, as the bank wrote it. Refuses what is no day. */
export function readIsoDay(text: string, line?: number | null): string {
  const [, year, month, day] = /^\s*(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?\s*$/.exec(text) ?? [];
  return isoDay(Number(year), Number(month), Number(day)) ?? refuseValue('this is no day:', text.trim(), line);
}

/** The day of `YYYYMMDD…`. Refuses what is none. */
export function readCompactDay(text: string, line?: number | null): string {
  const [, year, month, day] = /^\s*(\d{4})(\d\d)(\d\d)/.exec(text) ?? [];
  return isoDay(Number(year), Number(month), Number(day)) ?? refuseValue('this is no day:', text.trim(), line);
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const OTHER_MONTHS: Record<string, number> = {
  mai: 5,
  okt: 10,
  dez: 12,
  mär: 3,
  maj: 5,
  mrt: 3,
  mei: 5,
  fev: 2,
  fév: 2,
  avr: 4,
  aoû: 8,
  déc: 12,
  ene: 1,
  abr: 4,
  ago: 8,
  dic: 12,
  out: 10,
  set: 9,
  gen: 1,
  mag: 5,
  giu: 6,
  lug: 7,
  ott: 10,
};
function monthOf(name: string): number {
  const short = name.toLowerCase().slice(0, 3);
  return MONTHS.indexOf(short) + 1 || (OTHER_MONTHS[short] ?? 0);
}

/** A written day: the three numbers as they stand, and the orders that they may have. */
export interface WrittenDay {
  parts: [number, number, number];
  /** The only order that the writing leaves open; null where day and month may change places. */
  order: DateOrder | null;
}

const TIME = String.raw`(?:[T ,]+\d{1,2}:\d\d.*|\d{6}.*|\[.*)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.]?)(\d\d?)\2(\d\d?)${TIME}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d\d?)([-/.]|' ?)\s?(\d\d?)(?:[-/.]|')\s?(\d{1,4})${TIME}$`);
const NAMED = new RegExp(String.raw`^(\d\d?)[-/. ]+(\p{L}{3,9})\.?[-/. ,]+(\d{1,4})${TIME}$`, 'u');
const NAME_FIRST = new RegExp(String.raw`^(\p{L}{3,9})\.?[-/. ]+(\d\d?)[, ]+(\d{4})${TIME}$`, 'u');

/** A year in three or four digits that no statement is of; 0026 is not 2026. */
const isEarly = (year = ''): boolean => year.length > 2 && Number(year) < FIRST_YEAR;

/** Takes a written day apart; null for what is none. */
export function writtenDay(text: string): WrittenDay | null {
  const cell = text.trim();
  const first = YEAR_FIRST.exec(cell);
  if (isEarly(first?.[1])) return null;
  // Eight digits and more that are no day are an id.
  if (first && first[2] === '' && isoDay(Number(first[1]), Number(first[3]), Number(first[4])) === null) return null;
  if (first) return { parts: [Number(first[1]), Number(first[3]), Number(first[4])], order: 'ymd' };
  const named = NAMED.exec(cell);
  if (isEarly(named?.[3])) return null;
  if (named && monthOf(named[2] ?? ''))
    return { parts: [Number(named[1]), monthOf(named[2] ?? ''), Number(named[3])], order: 'dmy' };
  const lead = NAME_FIRST.exec(cell);
  if (lead && monthOf(lead[1] ?? ''))
    return { parts: [monthOf(lead[1] ?? ''), Number(lead[2]), Number(lead[3])], order: 'mdy' };
  const last = YEAR_LAST.exec(cell);
  if (!last || isEarly(last[4])) return null;
  const parts: WrittenDay['parts'] = [Number(last[1]), Number(last[3]), Number(last[4])];
  // With points the day stands first in every country that writes points.
  return { parts, order: last[2] === '.' ? 'dmy' : null };
}

/** The ISO date of a written day under an order. */
export function dayUnder({ parts: [one, two, three], order }: WrittenDay, chosen: DateOrder | null): string | null {
  const under = order ?? chosen;
  if (under === 'ymd') return isoDay(fullYear(one), two, three);
  if (under === 'dmy') return isoDay(fullYear(three), two, one);
  return under === 'mdy' ? isoDay(fullYear(three), one, two) : null;
}

/** The order that all these days can have; null where two can, and days differ under them. */
export function orderOf(days: readonly WrittenDay[]): DateOrder | null {
  const open = days.filter(({ order }) => order === null);
  if (open.length === 0) return days[0]?.order ?? 'ymd';
  const fits = (['dmy', 'mdy'] as const).filter((order) => open.every((day) => dayUnder(day, order) !== null));
  if (fits.length === 2 && open.every((day) => dayUnder(day, 'dmy') === dayUnder(day, 'mdy'))) return 'dmy';
  return fits.length === 1 ? (fits[0] ?? null) : null;
}
/** Whether days contradict each other under every order. */
export const noOrder = (days: readonly WrittenDay[]): boolean =>
  !(['dmy', 'mdy'] as const).some((order) => days.every((day) => dayUnder(day, order) !== null));
