import { describe, expect, it } from 'vitest';
import { isGrantEnded, pauseMinutes } from './readingFailures.ts';
import { mailboxStatesBefore, messageStatesBefore } from './states.ts';

describe('states of a mailbox', () => {
  it('only a connected one loses its grant; every one may be connected, and given up once', () => {
    expect(mailboxStatesBefore('requires_reauth')).toEqual(['active']);
    expect(mailboxStatesBefore('active')).toEqual(['pending', 'active', 'requires_reauth', 'disconnected']);
    expect(mailboxStatesBefore('disconnected')).toEqual(['pending', 'active', 'requires_reauth']);
    expect(mailboxStatesBefore('pending')).toEqual([]);
  });

  it('a message is settled once; only what was ignored is listed again', () => {
    expect(messageStatesBefore('listed')).toEqual(['ignored']);
    for (const state of ['payment', 'other', 'kept', 'gone', 'ignored', 'set_aside'] as const)
      expect(messageStatesBefore(state), state).toEqual(['listed']);
  });
});

describe('readings that fail', () => {
  it('pause after the third in a row, each time twice as long, at most four hours', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map(pauseMinutes)).toEqual([null, null, 15, 30, 60, 120, 240, 240, 240]);
  });

  it('an ended grant is told from a mailbox that does not answer', () => {
    expect(['GMAIL_REVOKED', 'GMAIL_PERMISSION', 'GMAIL_SCOPE_MISSING'].every(isGrantEnded)).toBe(true);
    expect(['GMAIL_UNAVAILABLE', 'GMAIL_RATE_LIMITED', 'RETRIES_EXHAUSTED', ''].some(isGrantEnded)).toBe(false);
  });
});
