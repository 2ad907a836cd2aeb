import { after } from '../events/clauses.ts';
import type { EventSentence } from '../events/sentence.ts';
import { counted } from '../words.ts';

const policy = (about: string | null) => about ?? 'a policy';

/** What each event of policies says. */
export const eventWords = {
  policy_uploaded: ({ who, about, text }) =>
    `${who} uploaded ${about ?? (text('fileName') ? `the policy ${text('fileName')}` : 'a policy')}`,
  policy_ingested: ({ about, count }) =>
    `Read ${policy(about)}${after(': ', count('sections') === null ? null : counted(count('sections') ?? 0, 'section'))}`,
  policy_unreadable: ({ about }) => `${policy(about)} can’t be read`,
  policy_failed: ({ about }) => `Reading ${policy(about)} failed`,
  policy_removed: ({ who, about }) => `${who} removed ${policy(about)}`,
} as const satisfies Record<string, EventSentence>;
