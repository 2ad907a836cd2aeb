import { after } from '../events/clauses.ts';
import type { EventSentence } from '../events/sentence.ts';
import { counted } from '../words.ts';

const rows = (count: number | null) => (count === null ? null : counted(count, 'field'));

/** What each event of operations says. */
export const eventWords = {
  codec_token_issued: ({ who }) => `${who} may read the contents of runs in Temporal for an hour`,
  key_rotated: ({ count }) => `Encrypted with a new key${after(': ', rows(count('fields')))}`,
  data_purged: () => 'Deleted what is kept no longer',
  schedule_changed: ({ who, about, word }) => `${who} changed ${about ?? 'a schedule'}${after(': ', word('change'))}`,
  alert_opened: ({ about }) => `An alert opened${after(': ', about)}`,
  alert_closed: ({ about }) => `An alert closed${after(': ', about)}`,
  alert_rule_changed: ({ who, about }) => `${who} changed the alert rule${after(': ', about)}`,
  daily_report_written: ({ about }) => `Wrote the report${after(' of ', about)}`,
  dead_letter_replayed: ({ who }) => `${who} sent a message again that nobody could read`,
  sandbox_fault_changed: ({ who }) => `${who} changed a fault of the sandbox`,
} as const satisfies Record<string, EventSentence>;
