/** Days that something was told of, both included; ISO dates. */
export interface DayRange {
  from: string;
  to: string;
}
const DAY_MS = 86_400_000;
const shifted = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** A file that begins on a Monday and one that ended on a Friday leave no gap; so days without lines are not one. */
const QUIET_DAYS = 7;

/** Spans of more than a week between the first and the last day of which nothing tells. */
export function gapsOf(ranges: readonly DayRange[]): DayRange[] {
  const gaps: DayRange[] = [];
  let end: string | null = null;
  for (const { from, to } of ranges.toSorted((one, other) => (one.from < other.from ? -1 : 1))) {
    if (end !== null && from > shifted(end, QUIET_DAYS + 1))
      gaps.push({ from: shifted(end, 1), to: shifted(from, -1) });
    if (end === null || to > end) end = to;
  }
  return gaps;
}
