import { describe, expect, it } from 'vitest';
import { instantOfLocal, localText } from './localTime.ts';

describe('[PY-WHM-01] the time of an installation of WHMCS', () => {
  it.each([
    ['UTC', '2026-11-28 12:00:00', '2026-11-28T12:00:00.000Z'],
    ['Europe/Berlin', '2026-11-28 00:30:00', '2026-11-27T23:30:00.000Z'],
    ['Europe/Berlin', '2026-07-01 00:30:00', '2026-06-30T22:30:00.000Z'],
    ['America/New_York', '2026-11-01 12:00:00', '2026-11-01T17:00:00.000Z'],
    ['Asia/Karachi', '2026-01-01', '2025-12-31T19:00:00.000Z'],
  ])('%s %s is %s', (zone, written, instant) => {
    const at = instantOfLocal(zone, written);
    expect(at === null ? null : new Date(at).toISOString()).toBe(instant);
    if (at !== null && written.length > 10) expect(localText(zone, at)).toBe(written);
  });

  it.each([
    '0000-00-00 00:00:00',
    '',
    'yesterday',
    '2026-13',
    '2026-02-30',
    '9999-99-99 99:99:99',
    '2026-01-01 24:00:00',
  ])('%j is no time', (written) => {
    expect(instantOfLocal('UTC', written)).toBeNull();
  });
});
