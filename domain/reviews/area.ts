import { raised } from '../settingRules.ts';
import type { DomainArea } from '../slice.ts';
import { eventWords } from './eventWords.ts';
import { processKinds, stepNames } from './runWords.ts';

/** The desk: tasks, decisions, reminders, decisions in bulk. */
export const reviews = {
  errorCodes: {
    SELF_REVIEW_FORBIDDEN: {
      status: 403,
      kind: 'terminal',
      title: 'Nobody decides a task about their own request',
      next: 'Leave it to somebody else',
    },
    REVIEWER_LIMIT_EXCEEDED: {
      status: 403,
      kind: 'terminal',
      title: 'The amount is above your limit; another reviewer must decide',
      next: 'Hand it on to somebody with a higher limit',
    },
    REVIEW_HANDED_ON: {
      status: 403,
      kind: 'terminal',
      title: 'You handed this task on; somebody else decides it',
      next: 'Nothing is needed: somebody else decides it',
    },
    OPERATOR_SIGNAL_REFUSED: {
      status: 403,
      kind: 'terminal',
      title: 'A signal without identity may not decide this task',
      next: 'Decide it on the desk or through the API',
    },
    REVIEW_ALREADY_DECIDED: {
      status: 409,
      kind: 'terminal',
      title: 'Another decision came first',
      next: 'Nothing is needed: read what was decided',
    },
    REVIEW_STALE: {
      status: 409,
      kind: 'terminal',
      title: 'What you were shown has changed; read it again',
      next: 'Read the card again, then decide',
    },
    REVIEW_EXPIRED: {
      status: 409,
      kind: 'terminal',
      title: 'The task expired without a decision',
      next: 'Start the case again if it still has to be decided',
    },
    NOBODY_ELSE_DECIDES: {
      status: 409,
      kind: 'terminal',
      title: 'There is nobody else who may decide this; it stays with you',
      next: 'Decide it yourself, or ask an administrator to name another reviewer',
    },
    BULK_ABORTED: {
      status: 409,
      kind: 'terminal',
      title: 'The bulk decision was aborted before it came to this task',
      next: 'Decide the task by itself',
    },
    OVERRIDE_REQUIRED: {
      status: 422,
      kind: 'terminal',
      title: 'Something speaks against this; give override_reason, 10 to 1000 characters, to do it all the same',
      next: 'Give your reason, or decide otherwise',
    },
  },
  eventsTitle: 'Reviews and decisions',
  events: eventWords,
  permissions: {
    'review:read': { name: 'see reviews', roles: ['reviewer', 'admin'] },
    'review:decide': { name: 'decide reviews', roles: ['reviewer', 'admin'], money: true, power: true },
  },
  mailTemplates: {
    review_reminder: 'a review still waits',
    review_escalated: 'nobody has decided a review',
    review_handed_on: 'a colleague handed a review on',
  },
  groups: {
    reviews: { title: 'Reviews', about: 'How long a decision may take, and who may give one', order: 20 },
  },
  settings: {
    reviewer_limit_minor: {
      group: 'limits',
      order: 20,
      unit: { is: 'money', stored: 'minor_units', currency: { setting: 'limit_currency' } },
      name: 'Most one person may decide',
      about: 'Holds for everybody who decides reviews; a person may have a lower limit of their own, under Users',
      unset: 'No limit',
      widens: raised,
    },
    limit_currency: {
      group: 'limits',
      order: 30,
      unit: { is: 'currency' },
      name: 'Currency of these limits',
      about: 'Amounts in another currency count as above every limit. When it changes, the digits of the limits stay',
      unset: 'The same number in every currency',
      // The numbers of all limits mean something else in another currency; with none they bind in every one.
      widens: (before) => before !== null,
    },
    review_expire_seconds: {
      group: 'reviews',
      order: 10,
      unit: { is: 'duration', stored: 'seconds' },
      name: 'A review waits at most',
      about:
        'A review that nobody has decided by then ends, and nothing is paid. Holds for cases that come in from now on',
      unset: 'As the installation says',
    },
    base_currency: {
      group: 'reviews',
      order: 30,
      unit: { is: 'currency' },
      name: 'Currency that the inbox compares in',
      about: 'Amounts in other currencies are put in order by the currency rates. It moves no money',
      unset: 'US dollars',
    },
    operator_signal_allowed: {
      group: 'reviews',
      order: 20,
      unit: { is: 'yes_no', words: ['allowed', 'not allowed'] },
      name: 'Decisions from the workflow engine',
      about: 'Whether an operator may decide about money in the Temporal UI, where nobody knows who they are',
      unset: null,
      widens: (_before, after) => after === true,
    },
  },
  processKinds,
  stepNames,
} as const satisfies DomainArea;
