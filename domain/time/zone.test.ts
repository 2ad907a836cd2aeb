import { describe, expect, it } from 'vitest';
import { dayIn, isTimeZone } from './zone.ts';

const at = (text: string) => Date.parse(text);

describe('today, where it is', () => {
  it.each([
    // Karachi is five hours ahead, without summer time.
    ['Asia/Karachi', '2026-11-26T18:59:59.999Z', '2026-11-26'],
    ['Asia/Karachi', '2026-11-26T19:00:00Z', '2026-11-27'],
    ['Asia/Karachi', '2026-11-26T23:48:00Z', '2026-11-27'],
    // Kiritimati begins each day first of all, fourteen hours ahead.
    ['Pacific/Kiritimati', '2026-11-26T09:59:59.999Z', '2026-11-26'],
    ['Pacific/Kiritimati', '2026-11-26T10:00:00Z', '2026-11-27'],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00Z', '2027-01-01'],
    // Los Angeles: eight hours behind, seven in summer.
    ['America/Los_Angeles', '2026-11-27T00:00:00Z', '2026-11-26'],
    ['America/Los_Angeles', '2026-11-27T07:59:59.999Z', '2026-11-26'],
    ['America/Los_Angeles', '2026-11-27T08:00:00Z', '2026-11-27'],
    ['America/Los_Angeles', '2026-07-01T07:00:00Z', '2026-07-01'],
    // The days on which the clocks change there.
    ['America/Los_Angeles', '2026-03-08T07:59:59Z', '2026-03-07'],
    ['America/Los_Angeles', '2026-03-09T06:59:59Z', '2026-03-08'],
    ['America/Los_Angeles', '2026-03-09T07:00:00Z', '2026-03-09'],
    ['America/Los_Angeles', '2026-11-01T06:59:59Z', '2026-10-31'],
    ['America/Los_Angeles', '2026-11-02T07:59:59Z', '2026-11-01'],
    ['America/Los_Angeles', '2026-11-02T08:00:00Z', '2026-11-02'],
    // Half and quarter hours.
    ['Asia/Kathmandu', '2026-11-26T18:14:59Z', '2026-11-26'],
    ['Asia/Kathmandu', '2026-11-26T18:15:00Z', '2026-11-27'],
    ['UTC', '2026-11-26T23:59:59.999Z', '2026-11-26'],
  ])('%s at %s: %s', (zone, instant, day) => {
    expect(dayIn(zone, at(instant))).toBe(day);
  });

  it('a place is a name of the time zone database, nothing else', () => {
    for (const zone of ['Asia/Karachi', 'America/Argentina/Buenos_Aires', 'UTC', 'Europe/Berlin'])
      expect(isTimeZone(zone)).toBe(true);
    for (const zone of ['', 'Karachi', 'Asia/Karachy', '+05:00', '05:00', 'Mars/Olympus', "'; drop table", 'PKT5'])
      expect(isTimeZone(zone), zone).toBe(false);
  });
});
