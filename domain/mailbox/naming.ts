import { oneLine } from '../words.ts';

/** A mailbox as people call it: by whose it is and what for. Its address is encrypted in the books, so no name has it. */
export function nameMailbox({ purpose, owner }: { purpose: string; owner: string | null }): string {
  const what = purpose === 'payment_inbox' ? 'payment inbox' : 'mailbox';
  const who = oneLine(owner);
  return who ? `the ${what} of ${who}` : `a ${what}`;
}
