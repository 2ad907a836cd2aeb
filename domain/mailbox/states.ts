import { CONNECTION_STATUSES, type ConnectionStatus, connectionStatesBefore } from '../connections/states.ts';

/** A mailbox lives as every outside account does. */
export const MAILBOX_STATUSES = CONNECTION_STATUSES;
export type MailboxStatus = ConnectionStatus;
/** The states from which a mailbox may come to this one. */
export const mailboxStatesBefore = connectionStatesBefore;

/**
 * What became of a message. listed: only its id is known; payment, other: read; kept: its metadata is; gone: deleted before it was read;
 * ignored: a draft, sent from here, spam or trash; set_aside: it can't be read, and is not tried again.
 */
export const MESSAGE_STATES = ['listed', 'payment', 'other', 'kept', 'gone', 'ignored', 'set_aside'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];
/** What a message may be once it has been looked at. */
export type SettledState = Exclude<MessageState, 'listed'>;

const MESSAGE_MOVES: Record<MessageState, readonly MessageState[]> = {
  listed: ['payment', 'other', 'kept', 'gone', 'ignored', 'set_aside'],
  payment: [],
  other: [],
  kept: [],
  gone: [],
  // Taken out of spam or the trash, it is read after all.
  ignored: ['listed'],
  set_aside: [],
};
/** The states from which a message may come to this one. */
export const messageStatesBefore = (to: MessageState): MessageState[] =>
  MESSAGE_STATES.filter((from) => MESSAGE_MOVES[from].includes(to));
