const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A span of time for people, e.g. `7 days`, `1 hour 30 minutes`; nothing of it is left out. Seconds may have a fraction. */
export function durationWords(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1_000)} milliseconds`;
  let rest = seconds < 60 ? Math.round(seconds * 10) / 10 : Math.round(seconds);
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = unit === 'second' ? rest : Math.floor(rest / size);
    if (count === 0) continue;
    parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
    rest -= count * size;
  }
  return parts.join(' ');
}
