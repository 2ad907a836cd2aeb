const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' });
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

export const clockText = (at: string): string => CLOCK.format(new Date(at));

/** Events in the order in which they come, by the days of whoever looks. */
export function byDay<Item extends { occurred_at: string }>(events: readonly Item[]): [day: string, Item[]][] {
  const days = new Map<string, Item[]>();
  for (const event of events) {
    const day = DAY.format(new Date(event.occurred_at));
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days];
}
