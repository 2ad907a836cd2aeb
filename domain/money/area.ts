import type { DomainArea } from '../slice.ts';
import { eventWords } from './eventWords.ts';
import { reviewKinds } from './reviewKinds.ts';
import { processKinds, stepNames } from './runWords.ts';

const MINUTE_MS = 60_000;

/** Money commands, the ledger, and what vendors say of both. */
export const money = {
  errorCodes: {
    MONEY_STOPPED: {
      status: 503,
      kind: 'retryable',
      title: 'Money is stopped',
      next: 'Wait until an administrator lets money go again; nothing is lost',
    },
    MONEY_OUTCOME_UNKNOWN: {
      status: 502,
      kind: 'retryable',
      title: 'The outcome of a money call is not known yet',
      next: 'Nothing is needed yet: it is looked up by itself',
    },
  },
  eventsTitle: 'Money',
  events: eventWords,
  permissions: {
    'money:stop': { name: 'stop money of the tenant', roles: ['admin', 'super_user'], money: true, power: true },
    'money:stop-all': { name: 'stop money of all tenants', roles: ['super_user'], money: true, power: true },
    'ledger:read': { name: 'see the ledger', roles: ['admin', 'super_user'] },
  },
  groups: {
    limits: { title: 'Money limits', about: 'How much may be paid at once, and by whom', order: 10 },
  },
  powerKinds: { money_stop: 'money:stop' },
  mailTemplates: {
    money_unknown: 'nobody knows whether a refund was made',
  },
  schedules: [
    { id: 'money-reconciler', workflowType: 'moneyReconcilerWorkflow', everyMs: 5 * MINUTE_MS, jitterMs: 10_000 },
  ],
  queues: {
    /** Money writes. */
    payouts: { hostsWorkflows: false, activitySlots: 4, activitiesPerSecond: 20 },
  },
  reviewKinds,
  processKinds,
  stepNames,
} as const satisfies DomainArea;
