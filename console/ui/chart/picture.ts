/** What a chart shows: a value of each series for each place on the axis; null = unknown there. */
export interface Picture {
  /** Days (`YYYY-MM-DD`). */
  days: readonly string[];
  series: readonly string[];
  /** By series, then by day. */
  values: readonly (readonly (number | null)[])[];
}

const DAY_MS = 86_400_000;

/** Every day from the first to the last. */
export function daysFrom(first: string, last: string): string[] {
  const from = Date.parse(first);
  const count = Math.max(0, Math.round((Date.parse(last) - from) / DAY_MS) + 1);
  return Array.from({ length: count }, (_, index) => new Date(from + index * DAY_MS).toISOString().slice(0, 10));
}

/** The highest value that the axis has to show. */
export function highest({ days, values }: Picture, stacked: boolean): number {
  const of = (day: number) => values.map((line) => line[day] ?? 0);
  const tops = days.map((_, day) =>
    stacked ? of(day).reduce((sum, value) => sum + value, 0) : Math.max(0, ...of(day)),
  );
  return Math.max(0, ...tops);
}

/** The days to name below an axis on which `room` names fit: evenly, the last one always. */
export function namedDays(days: readonly string[], room: number): string[] {
  const every = Math.max(1, Math.ceil(days.length / Math.max(1, room)));
  return days.filter((_, index) => (days.length - 1 - index) % every === 0);
}
