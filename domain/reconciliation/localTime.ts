const PARTS = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const;

/** The date and time at a place, as WHMCS writes it (`YYYY-MM-DD HH:mm:ss`); `atMs` is ms since the epoch. */
export function localText(zone: string, atMs: number): string {
  const parts = new Map(
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, ...PARTS })
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: string) => parts.get(name as never) ?? '00';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')}`;
}

/** The instant (ms since the epoch) of a date and time at a place; null for the zero date of WHMCS and for what is none. */
export function instantOfLocal(zone: string, written: string): number | null {
  const shape = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d):(\d\d))?$/.exec(written.trim());
  if (!shape || shape[1] === '0000') return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = shape
    .slice(1)
    .map((text) => Number(text ?? 0));
  const wanted = Date.UTC(year, month - 1, day, hour, minute, second);
  // A day or an hour that is none is carried over by Date.UTC, and shows there.
  const shown = new Date(wanted);
  if (shown.getUTCMonth() !== month - 1 || shown.getUTCDate() !== day || shown.getUTCHours() !== hour) return null;
  // The zone's distance from UTC may change within that day, so it is looked at twice.
  let at = wanted;
  for (let look = 0; look < 2; look += 1) {
    const [days = '', time = ''] = localText(zone, at).split(' ');
    at += wanted - Date.parse(`${days}T${time}Z`);
  }
  return at;
}
