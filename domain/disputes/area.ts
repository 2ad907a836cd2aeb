import { raised } from '../settingRules.ts';
import type { DomainArea } from '../slice.ts';
import { eventWords } from './eventWords.ts';
import { reviewKinds } from './reviewKinds.ts';
import { processKinds, stepNames } from './runWords.ts';

/** Billing disputes: what is proposed, decided and paid back. */
export const disputes = {
  errorCodes: {
    RUN_CASE_MISMATCH: {
      status: 409,
      kind: 'terminal',
      title: 'The run belongs to another case',
      next: 'Name the case of this run, or the run of this case',
    },
    CASE_ALREADY_REFUNDED: {
      status: 409,
      kind: 'terminal',
      title: 'The case already has an executed refund',
      next: 'Nothing is needed: the customer has the money',
    },
    INVALID_DISPUTE: {
      status: 422,
      kind: 'terminal',
      title: 'The dispute does not fit the records',
      next: 'Correct the case in the CRM, then start it again',
    },
    EVENT_IN_FUTURE: {
      status: 422,
      kind: 'terminal',
      title: 'The event is dated in the future',
      next: 'Correct the clock or the date, then send it again',
    },
    MODEL_REFUSED: {
      status: 502,
      kind: 'blocked',
      title: 'The model refused to answer',
      next: 'Decide the case by hand',
    },
    MODEL_OUTPUT_INVALID: {
      status: 502,
      kind: 'blocked',
      title: 'The model answered nonsense twice',
      next: 'Decide the case by hand, or ask the model again',
    },
    MODEL_QUOTA_EXHAUSTED: {
      status: 502,
      kind: 'blocked',
      title: 'The model account has no quota left',
      next: 'Add quota to the model account, or decide by hand',
    },
    LLM_BUDGET_EXHAUSTED: {
      status: 503,
      kind: 'blocked',
      title: 'The daily model budget is spent',
      next: 'Decide by hand, raise the budget in the settings, or wait for tomorrow',
    },
    LLM_COST_CAP_EXCEEDED: {
      status: 503,
      kind: 'blocked',
      title: 'One dispute may not cost this much',
      next: 'Decide the case by hand',
    },
    RUN_PAST_THIS: {
      status: 409,
      kind: 'terminal',
      title: 'The run has ended, or no review has let it come this far',
      next: 'Nothing is needed: read the run to see how it ended',
    },
    CHARGE_CHANGED: {
      status: 409,
      kind: 'blocked',
      title: 'The charge changed after the approval',
      next: 'Decide the new review of this case',
    },
  },
  eventsTitle: 'Disputes',
  events: eventWords,
  permissions: {
    'disputes:read': { name: 'see disputes', roles: ['reviewer', 'admin'] },
    'disputes:start': { name: 'start disputes', roles: ['admin'] },
    'costs:read': { name: 'see what the model costs', roles: ['reviewer', 'admin'] },
  },
  mailTemplates: {
    review_requested: 'a dispute waits for a decision',
    customer_refunded: 'a refund was made',
    customer_closed: 'a dispute was closed',
    dispute_ended: 'a dispute has ended',
  },
  queues: {
    /** Model calls. */
    llm: { hostsWorkflows: false, activitySlots: 4, activitiesPerSecond: 20 },
  },
  reviewKinds,
  groups: {
    model: { title: 'Language model', about: 'What proposals may cost', order: 50 },
  },
  settings: {
    policy_cap_minor: {
      group: 'limits',
      order: 10,
      unit: { is: 'money', stored: 'minor_units', currency: { setting: 'limit_currency' } },
      name: 'Most one refund may pay',
      about: 'Nobody can approve a refund above it, whatever their own limit',
      unset: 'No limit',
      widens: raised,
    },
    llm_daily_budget_nano: {
      group: 'model',
      order: 10,
      unit: { is: 'money', stored: 'nano_dollars', currency: { code: 'USD' } },
      name: 'Most the model may cost in a day',
      about: 'Proposals that would cost more wait until the next day begins, at midnight UTC',
      unset: null,
    },
  },
  processKinds,
  stepNames,
} as const satisfies DomainArea;
