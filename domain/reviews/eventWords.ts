import { after, joined } from '../events/clauses.ts';
import type { EventSentence } from '../events/sentence.ts';
import { counted } from '../words.ts';

const DECIDED: Record<string, string> = {
  approved: 'approved',
  modified: 'changed and approved',
  rejected: 'rejected',
  retry: 'asked for another try for',
  found: 'found what became of',
  absent: 'says that nothing became of',
  linked: 'linked',
};
const task = (about: string | null) => about ?? 'a task';
const tasks = (count: number | null) => (count === null ? 'tasks' : counted(count, 'task'));

/** What each event of reviews says. */
export const eventWords = {
  review_task_opened: ({ about }) => `A person is asked about ${task(about)}`,
  review_task_taken: ({ who, about }) => `${who} took ${task(about)}`,
  bulk_decision_started: ({ who, count, is }) =>
    `${who} began to ${is('decision') === 'rejected' ? 'reject' : 'approve'} ${tasks(count('total'))} at once`,
  bulk_decision_aborting: ({ who, count }) =>
    joined(`${who} stopped a decision about`, count('total') === null ? 'many tasks' : tasks(count('total'))),
  bulk_decision_ended: ({ count }) => `A decision about ${tasks(count('total'))} has ended`,
  review_decided: ({ who, about, whom, amount, is }) => {
    const did = DECIDED[String(is('decision'))] ?? 'decided';
    return amount ? `${who} ${did} ${amount}${after(' for ', whom)}` : `${who} ${did} ${task(about)}`;
  },
  review_decision_refused: ({ who, about }) => `A decision of ${who} about ${task(about)} was not taken`,
  review_signal_refused: ({ about }) => `A Signal without a name tried to decide ${task(about)} and was not taken`,
  review_reminded: ({ about }) => `Reminded everybody who may decide ${task(about)}`,
  review_escalated: ({ who, about, is }) =>
    is('escalationId')
      ? `${who} handed on ${task(about)}`
      : `Nobody has decided ${task(about)}: everybody was told again`,
  review_expired: ({ about }) => `Nobody decided ${task(about)} in time: nothing was done`,
  currency_rates_set: ({ who }) => `${who} set the rates by which amounts of several currencies are compared`,
} as const satisfies Record<string, EventSentence>;
