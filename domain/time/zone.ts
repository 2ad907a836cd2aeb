/** A name of the IANA time zone database that this runtime knows. */
export function isTimeZone(zone: string): boolean {
  try {
    // Offsets such as +05:00 are no places: they know no summer time.
    return /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The date (YYYY-MM-DD) at a place and instant; instants are ms since the epoch. */
export function dayIn(zone: string, atMs: number): string {
  let format = formats.get(zone);
  if (!format) {
    // en-CA writes dates as ISO 8601 does.
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(zone, format);
  }
  return format.format(atMs);
}
