import { after } from '../events/clauses.ts';
import type { EventSentence } from '../events/sentence.ts';
import { counted } from '../words.ts';

const mailbox = (about: string | null) => about ?? 'a mailbox';

/** What each event of mailboxes says. */
export const eventWords = {
  gmail_oauth_granted: ({ who, about }) => `${who} connected ${mailbox(about)}`,
  gmail_oauth_refused: ({ about, word }) => `${mailbox(about)} was not connected${after(': ', word('result'))}`,
  gmail_oauth_revoked: ({ about }) => `The access to ${mailbox(about)} has ended: it needs a new sign-in`,
  gmail_sync_started: ({ who, about }) => `${who} began to read ${mailbox(about)}`,
  gmail_sync_completed: ({ about, count }) =>
    `Read ${mailbox(about)}${after(': ', count('kept') === null ? null : counted(count('kept') ?? 0, 'new message'))}`,
  gmail_sync_failed: ({ about, reason }) => `Could not read ${mailbox(about)}${after(', because ', reason('code'))}`,
  mail_set_aside: ({ about, reason }) =>
    `Put a mail of ${mailbox(about)} aside${after(', because ', reason('reason'))}`,
  mailbox_read_failed: ({ about, count }) =>
    `Could not read ${mailbox(about)}${after(', ', count('failures') === null ? null : `${counted(count('failures') ?? 0, 'time')} in a row`)}`,
  mailbox_paused: ({ about }) => `Paused ${mailbox(about)} after failed readings`,
  mailbox_resumed: ({ about }) => `${mailbox(about)} can be read again`,
} as const satisfies Record<string, EventSentence>;
