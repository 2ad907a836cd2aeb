import { after } from '../events/clauses.ts';
import type { EventParts, EventSentence } from '../events/sentence.ts';
import { counted } from '../words.ts';

const bank = (about: string | null) => about ?? 'a bank';

const began: EventSentence = ({ who, about }) => `${who} began to read ${bank(about)}`;
const completed = ({ about, count }: EventParts) =>
  `Read ${bank(about)}${after(': ', count('added') === null ? null : counted(count('added') ?? 0, 'new line'))}`;
const failed: EventSentence = ({ about, reason }) =>
  `Could not read ${bank(about)}${after(', because ', reason('code'))}`;
const linked: EventSentence = ({ who, about }) => `${who} connected ${bank(about)}`;
const ended: EventSentence = ({ who, about }) => `${who} disconnected ${bank(about)}`;
const reauth: EventSentence = ({ about }) => `The access to ${bank(about)} has ended: it needs a new consent`;

/** What each event of connected banks says; those of Plaid have names of their own. */
export const syncEventWords = {
  plaid_sync_started: began,
  plaid_sync_completed: completed,
  plaid_sync_failed: failed,
  plaid_item_linked: linked,
  plaid_item_disconnected: ended,
  plaid_reauth_required: reauth,
  bank_sync_started: began,
  bank_sync_completed: completed,
  bank_sync_failed: failed,
  bank_connected: linked,
  bank_disconnected: ended,
  bank_reauth_required: reauth,
  bank_consent_refused: ({ about, word }) => `${bank(about)} was not connected${after(': ', word('result'))}`,
  bank_consent_ends: ({ about }) => `The consent of ${bank(about)} ends soon`,
  bank_lines_set_aside: ({ about, count }) =>
    `Left ${counted(count('lines') ?? 0, 'line')} of ${bank(about)} aside, because they break a rule`,
} as const satisfies Record<string, EventSentence>;
