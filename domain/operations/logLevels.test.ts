import { describe, expect, it } from 'vitest';
import { failureMessage, LOG_LEVELS, type LogMessage, matchMessage } from './logLevels.ts';

describe('[BK-LOG-02] [BK-LOG-03] the level of each line of the log', () => {
  it.each<[LogMessage, string]>([
    ['candidate compared', 'debug'],
    ['Payment matched to booking', 'info'],
    ['booking ended', 'info'],
    ['overdue bookings not expired together', 'error'],
    ['job started', 'info'],
    ['job completed', 'info'],
    ['payment unmatched', 'warn'],
    ['payment matched with low confidence', 'warn'],
    ['activity failed', 'warn'],
    ['activity broke', 'error'],
    ['outbox not readable', 'error'],
    ['notification undeliverable', 'error'],
    ['job failed', 'error'],
    ['refresh token reused', 'critical'],
    ['encrypted field unreadable', 'critical'],
  ])('%s is %s', (message, level) => {
    expect(LOG_LEVELS[message]).toBe(level);
  });

  it('a verdict of the matcher is as loud as it is doubtful', () => {
    expect(matchMessage('BK-1', 100)).toBe('Payment matched to booking');
    expect(matchMessage('BK-1', 70)).toBe('Payment matched to booking');
    expect(matchMessage('BK-1', 50)).toBe('payment matched with low confidence');
    expect(matchMessage(null, null)).toBe('payment unmatched');
  });

  it('an error nobody has foreseen is louder than one with a code, and a field that was tampered with the loudest', () => {
    expect(failureMessage('GMAIL_RATE_LIMITED', 'x')).toBe('activity failed');
    expect(failureMessage('INTERNAL', 'DrizzleQueryError ECONNREFUSED')).toBe('activity broke');
    expect(failureMessage('INTERNAL', 'UnreadableFieldError UNEXPECTED')).toBe('encrypted field unreadable');
  });
});
