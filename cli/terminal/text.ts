/** Text for one line of a terminal: whatever is printed may be a customer's own words, and none may move the cursor. */
export const oneLine = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();

const SPANS = [
  ['day', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** How long, in one unit: `3 days`, `2 h`, `5 min`, `now`. */
function spanOf(seconds: number): string {
  for (const [unit, length] of SPANS) {
    const count = Math.floor(seconds / length);
    if (count > 0) return `${count} ${unit}${unit === 'day' && count > 1 ? 's' : ''}`;
  }
  return `${Math.max(0, Math.floor(seconds))} s`;
}

/** How long ago an instant is. */
export const ago = (instant: string | null, nowMs = Date.now()): string =>
  instant === null ? '' : `${spanOf((nowMs - Date.parse(instant)) / 1_000)} ago`;

/** How long until an instant; empty where there is none. */
export function until(instant: string | null, nowMs = Date.now()): string {
  if (instant === null) return '';
  const seconds = (Date.parse(instant) - nowMs) / 1_000;
  return seconds <= 0 ? 'over' : `in ${spanOf(seconds)}`;
}

let clock: Intl.DateTimeFormat | undefined;
/** An instant by the clock of this machine, e.g. `27 Nov 2026, 19:49`. */
export function when(instant: string | null): string {
  if (instant === null) return '';
  clock ??= new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  return clock.format(new Date(instant));
}

/** How long something took; empty while it is not over. */
export function lasted(began: string, ended: string | null): string {
  if (ended === null) return '';
  const ms = Date.parse(ended) - Date.parse(began);
  return ms < 1_000 ? `${Math.max(0, ms)} ms` : spanOf(ms / 1_000);
}
