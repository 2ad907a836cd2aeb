import type { ProcessKindEntry } from '../operations/processKinds.ts';

export const processKinds = {
  'whmcs-sync': { name: 'Reading of a WHMCS instance', many: 'Readings of WHMCS instances', housekeeping: true },
  'stripe-connection': { name: 'Connection of Stripe', many: 'Connections of Stripe', housekeeping: true },
  'stripe-sync': { name: 'Reading of a Stripe account', many: 'Readings of Stripe accounts', housekeeping: true },
} satisfies Record<string, ProcessKindEntry>;

export const stepNames = {
  whmcsSyncWorkflow: 'Read invoices and clients of WHMCS',
  stripeConnectionWorkflow: 'Connect or disconnect a Stripe account',
  stripeSyncWorkflow: 'Read payments and payouts of Stripe',
  billingFanoutWorkflow: 'Begin the readings of billing that are due',
  takeWhmcsHooks: 'Read what WHMCS has told of',
  readWhmcsList: 'Read a list of WHMCS',
  settleUnseenInvoices: 'Look after invoices that are listed no more',
  endWhmcsSync: 'Note what was read',
  recordInvoicePayment: 'Record the payment at its invoice',
  noteAtInvoice: 'Note the match at the invoice',
  connectStripe: 'Ask Stripe for access',
  disconnectStripe: 'End the access at Stripe',
  takeStripeHooks: 'Read what Stripe has told of',
  readStripeList: 'Read a list of Stripe',
  explainPayouts: 'Read what payouts are made of',
  endStripeSync: 'Note what was read',
  startBillingSyncs: 'Begin the readings that are due',
} as const;
