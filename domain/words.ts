/** Small pieces that names, mails and sentences are made of. English, without markup. */

/** A code as it is read aloud: `full_refund` is “full refund”. */
export const spaced = (code: string): string => code.replaceAll('_', ' ').trim().toLowerCase();

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `1 refund`, `2 refunds`; `many` where an s is not enough. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** `a, b and c`. */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The day of an ISO date or instant as people say it, e.g. `28 Nov`; other text stays as it is. */
export function dayText(iso: string): string {
  const [, month, day] = /^\d{4}-(\d\d)-(\d\d)/.exec(iso) ?? [];
  const name = MONTHS[Number(month) - 1];
  return name ? `${Number(day)} ${name}` : iso;
}

/** As much of somebody's own words as stands in a title. */
const QUOTED_LENGTH = 80;

/** Text of outsiders in one line that fits into a title; null where nothing is left of it. */
export function oneLine(text: string | null | undefined, length = QUOTED_LENGTH): string | null {
  const line = (text ?? '').replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  if (line === '') return null;
  const characters = [...line];
  return characters.length <= length ? line : `${characters.slice(0, length - 1).join('')}…`;
}
