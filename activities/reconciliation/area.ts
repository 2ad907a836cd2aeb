import { endReconciliation } from '../../books/reconciliation/endReconciliation.ts';
import { endWhmcsSync } from '../../books/reconciliation/endWhmcsSync.ts';
import { endStripeSync } from '../../books/reconciliation/stripeEvents.ts';
import type {
  BillingActivities,
  InvoicePaymentActivities,
  InvoiceReturnActivities,
  StripeActivities,
  WhmcsActivities,
} from '../../workflows/reconciliation/contract.ts';
import type {
  InvoiceMatchActivities,
  MatchReturnActivities,
  ReconciliationActivities,
} from '../../workflows/reconciliation/matching/contract.ts';
import type { ActivityArea } from '../slice.ts';
import { approvedPayments } from './approvedPayments.ts';
import { askAboutInvoicePayment } from './askAboutInvoicePayment.ts';
import { askAboutParts } from './askAboutParts.ts';
import { closeMatch } from './closeMatch.ts';
import { connectStripe, disconnectStripe } from './connectStripe.ts';
import { explainPayouts } from './explainPayouts.ts';
import { loadUnmatched } from './loadUnmatched.ts';
import { mails } from './mails.ts';
import { noteMatch } from './noteMatch.ts';
import { noteReturn } from './noteReturn.ts';
import type { InstanceDeps } from './openInstance.ts';
import { openMatch } from './openMatch.ts';
import type { StripeDeps } from './openStripe.ts';
import { readStripeList } from './readStripeList.ts';
import { readWhmcsList } from './readWhmcsList.ts';
import { recordInvoicePayment } from './recordInvoicePayment.ts';
import { approvedReturns, closeReturn, openReturn } from './returnSteps.ts';
import { reviewKinds } from './reviewKinds.ts';
import { settleInvoicePayment } from './settleInvoicePayment.ts';
import { settleUnseenInvoices } from './settleUnseenInvoices.ts';
import { startBillingSyncs } from './startBillingSyncs.ts';
import { startReconciliation } from './startReconciliation.ts';
import { storeMatches } from './storeMatches.ts';
import { takeStripeHooks } from './takeStripeHooks.ts';
import { takeWhmcsHooks } from './takeWhmcsHooks.ts';
import { trainMatcher } from './trainMatcher.ts';

type Ends = Pick<WhmcsActivities, 'endWhmcsSync'> & Pick<StripeActivities, 'endStripeSync'>;
type Reads = Omit<WhmcsActivities, 'endWhmcsSync'> & Omit<StripeActivities, 'endStripeSync'>;

export const reconciliation = {
  activities(deps: InstanceDeps & StripeDeps & { approverEmails: string[] }) {
    const { db } = deps;
    return {
      core: {
        startBillingSyncs: startBillingSyncs(deps),
        endWhmcsSync: (input) => db.withTenant(input.tenantId, (tx) => endWhmcsSync(tx, input)),
        endStripeSync: (input) => db.withTenant(input.tenantId, (tx) => endStripeSync(tx, input)),
        loadUnmatched: loadUnmatched(deps),
        storeMatches: storeMatches(deps),
        endReconciliation: (input) => db.withTenant(input.tenantId, (tx) => endReconciliation(tx, input)),
        startReconciliation: startReconciliation(deps),
        trainMatcher: trainMatcher(deps),
        openMatch: openMatch(deps),
        approvedPayments: approvedPayments(deps),
        askAboutParts: askAboutParts(deps),
        askAboutInvoicePayment: askAboutInvoicePayment(deps),
        closeMatch: closeMatch(deps),
        openReturn: openReturn(deps),
        approvedReturns: approvedReturns(deps),
        closeReturn: closeReturn(deps),
      } satisfies Ends & BillingActivities & ReconciliationActivities & InvoiceMatchActivities & MatchReturnActivities,
      integrations: {
        takeWhmcsHooks: takeWhmcsHooks(deps),
        readWhmcsList: readWhmcsList(deps),
        settleUnseenInvoices: settleUnseenInvoices(deps),
        noteMatch: noteMatch(deps),
        noteReturn: noteReturn(deps),
        connectStripe: connectStripe(deps),
        disconnectStripe: disconnectStripe(deps),
        takeStripeHooks: takeStripeHooks(deps),
        readStripeList: readStripeList(deps),
        explainPayouts: explainPayouts(deps),
      } satisfies Reads & Pick<InvoicePaymentActivities, 'noteMatch'> & InvoiceReturnActivities,
      payouts: {
        recordInvoicePayment: recordInvoicePayment(deps),
        settleInvoicePayment: settleInvoicePayment(deps),
      } satisfies Pick<InvoicePaymentActivities, 'recordInvoicePayment' | 'settleInvoicePayment'>,
    };
  },
  reviewKinds,
  mails,
  vendorOf: {
    takeWhmcsHooks: 'whmcs',
    readWhmcsList: 'whmcs',
    settleUnseenInvoices: 'whmcs',
    noteMatch: 'whmcs',
    noteReturn: 'whmcs',
    settleInvoicePayment: 'whmcs',
    recordInvoicePayment: 'whmcs',
  },
} satisfies ActivityArea;
