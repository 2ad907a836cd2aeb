import { describe, expect, it } from 'vitest';
import { consentEndMs, consentNearness } from './consentEnd.ts';

const DAY_MS = 86_400_000;
const now = Date.UTC(2026, 2, 1);

describe('the end of a consent', () => {
  it.each([
    ['none is known', null, 'far'],
    ['8 days away', now + 8 * DAY_MS, 'far'],
    ['7 days and a moment away', now + 7 * DAY_MS + 1, 'far'],
    ['7 days away', now + 7 * DAY_MS, 'near'],
    ['a moment away', now + 1, 'near'],
    ['now', now, 'past'],
    ['yesterday', now - DAY_MS, 'past'],
  ] as const)('[U-34] %s', (_name, endsAt, nearness) => {
    expect(consentNearness(endsAt, now)).toBe(nearness);
  });

  it('[U-34] comes 90 days after it was given', () => {
    expect(new Date(consentEndMs(now)).toISOString()).toBe('2026-05-30T00:00:00.000Z');
  });
});
