import { describe, expect, it } from 'vitest';
import { mailboxName, mailboxState } from './mailboxState.ts';

const read = {
  purpose: 'payment_inbox',
  status: 'active',
  notReadBecause: null,
  missingScope: false,
  failures: 0,
  lastCode: null,
  paused: false,
  checkedAt: '2026-11-27T10:00:00.000Z',
} as const;

describe('a mailbox in words', () => {
  it.each([
    [{}, 'good', 'Read', ''],
    [{ checkedAt: null }, 'info', 'Connected, and not read yet', ''],
    [{ status: 'disconnected' }, 'plain', 'Disconnected: not read any more', ''],
    [{ status: 'pending' }, 'info', 'Waits for the consent at Google', 'Finish it there, or connect it again'],
    [
      { status: 'requires_reauth', lastCode: 'GMAIL_REVOKED' },
      'bad',
      'Google has ended the access',
      'Connect it again',
    ],
    [{ status: 'requires_reauth' }, 'bad', 'Google has ended the access', 'Connect it again'],
    [{ missingScope: true }, 'bad', 'A permission is missing', 'Connect it again and leave every box ticked'],
    [
      { failures: 1, lastCode: 'GMAIL_UNAVAILABLE' },
      'warn',
      'Google does not answer: failed once',
      'It is read again by itself',
    ],
    [
      { failures: 3, lastCode: 'NEVER_SEEN', paused: true },
      'bad',
      'It could not be read: failed 3 times, and reading is paused',
      'It is read again by itself',
    ],
  ] as const)('%o is %s: %s', (over, tone, text, next) => {
    expect(mailboxState({ ...read, ...over })).toEqual({ tone, text, next });
  });

  it('a hindrance comes before a failure, because it must be taken away first', () => {
    expect(mailboxState({ ...read, notReadBecause: 'unapproved', failures: 2 }).text).toMatch(/second person/);
  });

  it('has a name by what it is for', () => {
    expect(mailboxName('payment_inbox')).toBe('Payment inbox');
  });
});
