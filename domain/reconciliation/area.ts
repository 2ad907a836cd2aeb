import type { DomainArea } from '../slice.ts';
import { eventWords } from './eventWords.ts';
import { reviewKinds } from './reviewKinds.ts';
import { processKinds, stepNames } from './runWords.ts';

const MINUTE_MS = 60_000;

/** What was invoiced and what was paid by card: licence keys, WHMCS instances, Stripe accounts that are read. */
export const reconciliation = {
  errorCodes: {
    LICENSE_KEY_UNKNOWN: {
      status: 403,
      kind: 'terminal',
      title: 'This licence key is not known',
      next: 'Check the licence key, or ask the operator of this installation for one',
    },
    LICENSE_KEY_SUSPENDED: {
      status: 403,
      kind: 'blocked',
      title: 'This licence key is suspended',
      next: 'Ask the operator of this installation to make it active again',
    },
    LICENSE_KEY_EXPIRED: {
      status: 402,
      kind: 'blocked',
      title: 'This licence key has expired',
      next: 'Ask the operator of this installation to extend it',
    },
    LICENSE_LIMIT_REACHED: {
      status: 402,
      kind: 'blocked',
      title: 'As many instances as the licence key allows are registered',
      next: 'Disconnect an instance that is not needed, or ask the operator for a larger licence',
    },
    INSTANCE_IN_USE: {
      status: 409,
      kind: 'terminal',
      title: 'This installation of WHMCS is registered already',
      next: 'Change the instance that is registered, or have it disconnected first',
    },
    MATCH_NOT_RECORDED: {
      status: 409,
      kind: 'terminal',
      title: 'Nothing of this match is recorded that could be taken back',
      next: 'Look at the match again: it may be taken back already, or not recorded yet',
    },
    RULES_TOO_COSTLY: {
      status: 422,
      kind: 'terminal',
      title: 'Trying these rules takes too long',
      next: 'Lower the effort of the search, or how many invoices one payment may pay, and try again',
    },
    PAYMENT_WITHDRAWN: {
      status: 409,
      kind: 'terminal',
      title: 'The payment went back before it was recorded',
      next: 'Nothing was recorded: look at the payment again',
    },
    INVOICE_ALREADY_SETTLED: {
      status: 409,
      kind: 'terminal',
      title: 'Less is left to pay of this invoice than is to be recorded',
      next: 'Look at the invoice again: another payment has settled it, or a part of it',
    },
  },
  events: eventWords,
  eventsTitle: 'Billing connections',
  permissions: {
    'licenses:manage': { name: 'issue licence keys', roles: ['super_user'] },
    'reconciliation:manage': { name: 'change matching rules and start a matching', roles: ['admin'], power: true },
    'reconciliation:read': { name: 'see invoices, payments and payouts', roles: ['reviewer', 'admin'] },
  },
  powerKinds: {
    whmcs_instance: 'integrations:manage',
    matching_rules: 'reconciliation:manage',
    matching_model: 'reconciliation:manage',
  },
  mailTemplates: {
    payment_unknown: 'nobody knows whether WHMCS has a payment',
  },
  logFields: ['pages', 'changed', 'list', 'waiting'],
  schedules: [
    { id: 'reconciliation', workflowType: 'reconciliationSweepWorkflow', everyMs: 30 * MINUTE_MS, jitterMs: MINUTE_MS },
    {
      id: 'matcher-training',
      workflowType: 'matcherTrainingWorkflow',
      everyMs: 24 * 60 * MINUTE_MS,
      jitterMs: 60 * MINUTE_MS,
    },
    { id: 'sync-fanout-billing', workflowType: 'billingFanoutWorkflow', everyMs: 15 * MINUTE_MS, jitterMs: MINUTE_MS },
  ],
  reviewKinds,
  processKinds,
  stepNames,
} as const satisfies DomainArea;
