import { endWhmcsSync } from '../../books/reconciliation/endWhmcsSync.ts';
import type {
  BillingActivities,
  InvoicePaymentActivities,
  WhmcsActivities,
} from '../../workflows/reconciliation/contract.ts';
import type { ActivityArea } from '../slice.ts';
import { noteAtInvoice } from './noteAtInvoice.ts';
import type { InstanceDeps } from './openInstance.ts';
import { readWhmcsList } from './readWhmcsList.ts';
import { recordInvoicePayment } from './recordInvoicePayment.ts';
import { settleUnseenInvoices } from './settleUnseenInvoices.ts';
import { startBillingSyncs } from './startBillingSyncs.ts';
import { takeWhmcsHooks } from './takeWhmcsHooks.ts';

export const reconciliation = {
  activities(deps: InstanceDeps) {
    return {
      core: {
        startBillingSyncs: startBillingSyncs(deps),
        endWhmcsSync: (input) => deps.db.withTenant(input.tenantId, (tx) => endWhmcsSync(tx, input)),
      } satisfies Pick<WhmcsActivities, 'endWhmcsSync'> & BillingActivities,
      integrations: {
        takeWhmcsHooks: takeWhmcsHooks(deps),
        readWhmcsList: readWhmcsList(deps),
        settleUnseenInvoices: settleUnseenInvoices(deps),
        noteAtInvoice: noteAtInvoice(deps),
      } satisfies Omit<WhmcsActivities, 'endWhmcsSync'> & Pick<InvoicePaymentActivities, 'noteAtInvoice'>,
      payouts: {
        recordInvoicePayment: recordInvoicePayment(deps),
      } satisfies Pick<InvoicePaymentActivities, 'recordInvoicePayment'>,
    };
  },
  vendorOf: {
    takeWhmcsHooks: 'whmcs',
    readWhmcsList: 'whmcs',
    settleUnseenInvoices: 'whmcs',
    noteAtInvoice: 'whmcs',
    recordInvoicePayment: 'whmcs',
  },
} satisfies ActivityArea;
