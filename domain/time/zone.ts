/** A name of the IANA time zone database that this runtime knows. */
export function isTimeZone(zone: string): boolean {
  try {
    // Offsets such as +05:00 are no places: they know no summer time.
    return /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}

/** The date (YYYY-MM-DD) at a place and instant; instants are ms since the epoch. */
export const dayIn = (zone: string, atMs: number): string =>
  // en-CA writes dates as ISO 8601 does.
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(atMs);
