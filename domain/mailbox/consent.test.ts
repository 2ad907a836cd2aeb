import { describe, expect, it } from 'vitest';
import { type MailboxPurpose, missingScope } from './consent.ts';

const [READ, MODIFY, ALL, SEND] = [
  'https://www.googleapis.com/auth/gmail.readonly',
  'https://www.googleapis.com/auth/gmail.modify',
  'https://mail.google.com/',
  'https://www.googleapis.com/auth/gmail.send',
];

describe('what was not granted of what a mailbox is for', () => {
  it.each<[MailboxPurpose, string[], string | null]>([
    ['payment_inbox', [MODIFY], null],
    ['payment_inbox', [ALL], null],
    ['payment_inbox', [READ], MODIFY],
    ['payment_inbox', [SEND, READ], MODIFY],
    ['evidence', [READ], null],
    ['evidence', [MODIFY], null],
    ['evidence', [ALL], null],
    ['evidence', [SEND], READ],
    ['evidence', [`${READ}.x`], READ],
    ['summaries', [READ], MODIFY],
    // Google leaves the list out where all was granted.
    ['summaries', [], null],
  ])('%s with %j: %s', (purpose, granted, missing) => expect(missingScope(purpose, granted)).toBe(missing));
});
