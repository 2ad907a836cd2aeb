import { useEffect, useState } from 'react';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

// Made once: making a formatter costs more than everything else a row of a list does.
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' });
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const USUAL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

/** A calendar day, e.g. `2026-11-29`, as people write it; the same in every zone. */
export const dayText = (day: string): string => DAY.format(new Date(`${day}T00:00:00Z`));

/** `3 hours ago`, `in 2 days`. */
export function relativeText(at: string, now = Date.now()): string {
  const differenceMs = Date.parse(at) - now;
  for (const [unit, ms] of UNITS)
    if (Math.abs(differenceMs) >= ms) return RELATIVE.format(Math.trunc(differenceMs / ms), unit);
  return RELATIVE.format(Math.trunc(differenceMs / 1000), 'second');
}

const exact = (at: string) => `${EXACT.format(new Date(at))} · ${at}`;

/** A time in the person's zone; the exact instant, in both zones, is in its title. */
export function Instant({ at, relative = false }: { at: string | null; relative?: boolean }) {
  const [, tick] = useState(0);
  useEffect(() => {
    if (!relative) return;
    const timer = setInterval(() => tick((count) => count + 1), 30_000);
    return () => clearInterval(timer);
  }, [relative]);
  if (!at) return <span className="quiet">–</span>;
  const text = relative ? relativeText(at) : USUAL.format(new Date(at));
  return (
    <time dateTime={at} title={exact(at)}>
      {text}
    </time>
  );
}

/** Time between two instants, as `420 ms`, `3.2 s`, `4 min`, `2 h 9 min`, `3 days`. */
export function durationText(from: string, to: string): string {
  const ms = Date.parse(to) - Date.parse(from);
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.round(hours / 24)} days`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
