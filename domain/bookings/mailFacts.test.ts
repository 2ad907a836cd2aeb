import { describe, expect, it } from 'vitest';
import { ignoredFor, isAddressedTo } from './mailFacts.ts';

describe('what a mailbox knows of a mail', () => {
  it('a draft, sent mail, spam and trash are no payments, whatever other labels they have', () => {
    expect(ignoredFor(['INBOX', 'UNREAD', 'IMPORTANT', 'CATEGORY_UPDATES', 'Label_7'])).toBeNull();
    expect(ignoredFor([])).toBeNull();
    for (const label of ['DRAFT', 'SENT', 'SPAM', 'TRASH'])
      expect(ignoredFor(['INBOX', 'UNREAD', label]), label).toBe(label.toLowerCase());
  });

  it('is addressed to the mailbox when To or Cc names it, in any spelling that reaches it', () => {
    const office = 'Office@Bugs.example';
    expect(isAddressedTo(['other@x.example', 'office@bugs.example'], [office])).toBe(true);
    expect(isAddressedTo(['OFFICE+pay@bugs.example'], [office])).toBe(true);
    expect(isAddressedTo(['o.f.fice@gmail.com'], ['office@googlemail.com'])).toBe(true);
    for (const other of [
      'o.ffice@bugs.example',
      'office@bugs.example.evil.example',
      'office',
      '',
      'office@@bugs.example',
    ])
      expect(isAddressedTo([other], [office]), other).toBe(false);
    expect(isAddressedTo([], [office])).toBe(false);
    expect(isAddressedTo([''], [''])).toBe(false);
  });
});
