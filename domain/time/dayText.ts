const DAYS = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A date (YYYY-MM-DD) for people in English text, e.g. `28 Nov 2026`. */
export const dayText = (day: string): string => DAYS.format(Date.parse(`${day}T00:00:00Z`));
