const DAY_MS = 86_400_000;
export const shiftedDay = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
export const earlier = (one: string, other: string): string => (one < other ? one : other);
/** Instants are compared as times: texts of one instant may differ. */
export const isAfter = (one: string, other: string): boolean => Date.parse(one) > Date.parse(other);
