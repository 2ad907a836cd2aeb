import type { Schema } from '../api/client.ts';
import type { Tone } from '../ui/parts.tsx';

type Side = Schema<'UnmatchedItem'>['side'];

/** Where money comes from, and what is owed. */
export const SIDE_WORDS: Record<Side, string> = {
  bank: 'Bank',
  stripe: 'Card, by Stripe',
  invoice: 'Invoice',
};

/** How a card payment stands. */
export const PAYMENT_WORDS: Record<Schema<'StripePayment'>['status'], { tone: Tone; text: string }> = {
  pending: { tone: 'info', text: 'Not finished' },
  succeeded: { tone: 'good', text: 'Paid' },
  failed: { tone: 'plain', text: 'Failed' },
  partially_refunded: { tone: 'warn', text: 'A part was paid back' },
  refunded: { tone: 'plain', text: 'Paid back' },
  disputed: { tone: 'bad', text: 'Disputed' },
};

const PAYOUT_STATES: Readonly<Record<string, { tone: Tone; text: string }>> = {
  paid: { tone: 'good', text: 'Paid out' },
  pending: { tone: 'info', text: 'Begun' },
  in_transit: { tone: 'info', text: 'On its way' },
  canceled: { tone: 'plain', text: 'Called off' },
  failed: { tone: 'bad', text: 'Failed' },
};
/** How a payout stands, as Stripe says it. */
export const payoutWords = (status: string): { tone: Tone; text: string } =>
  PAYOUT_STATES[status] ?? { tone: 'plain', text: 'Not known' };

/** `+35` or `−6.2`; nothing added is `0`. */
export const addsText = (points: number): string =>
  points === 0 ? '0' : `${points > 0 ? '+' : '−'}${Math.abs(points)}`;

/** How a match stands, in the order of its life. */
export const MATCH_WORDS: Record<Schema<'InvoiceMatch'>['status'], string> = {
  proposed: 'Waits for a person',
  approved: 'Approved, not yet recorded',
  recorded: 'Recorded',
  rejected: 'Refused by a person',
  superseded: 'Overtaken',
  refused: 'Could not be recorded',
  undone: 'Taken back',
};

/** Why something waits, in one word. */
export const WAIT_WORDS: Record<Schema<'UnmatchedItem'>['wait'], string> = {
  expected: 'Expected',
  mismatched: 'Mismatched',
  asked: 'Several fit',
};

/** The keys of a table of words, as their type says. */
export const keysOf = <Key extends string>(table: Record<Key, unknown>): Key[] => Object.keys(table) as Key[];
