import type { ConsoleArea } from '../slice.ts';
import { fetched } from '../ui/LazyPage.tsx';
import { invoiceForm } from './InvoiceChoice.tsx';
import { reviewKinds } from './reviewKinds.ts';

const READ = 'reconciliation:read';

export const reconciliation = {
  pages: {
    // Where hook files in WHMCS lead.
    billing: { page: fetched(async () => (await import('./BillingLinkPage.tsx')).BillingLinkPage) },
    matches: {
      page: fetched(async () => (await import('./MatchesPage.tsx')).MatchesPage),
      menu: { title: 'Matches', group: 'Work', order: 72, permission: READ },
    },
    'matches/:matchId': { page: fetched(async () => (await import('./MatchPage.tsx')).MatchPage) },
    'not-matched': {
      page: fetched(async () => (await import('./NotMatchedPage.tsx')).NotMatchedPage),
      menu: { title: 'Not matched', group: 'Work', order: 74, permission: READ },
    },
    payments: {
      page: fetched(async () => (await import('./PaymentsPage.tsx')).PaymentsPage),
      menu: { title: 'Card payments', group: 'Work', order: 76, permission: READ },
    },
    proof: {
      page: fetched(async () => (await import('./ProofPage.tsx')).ProofPage),
      menu: { title: 'Proof', group: 'Work', order: 78, permission: READ },
    },
    'payouts-received/:payoutId': { page: fetched(async () => (await import('./PayoutPage.tsx')).PayoutPage) },
    'reconciliation-report': {
      page: fetched(async () => (await import('./ReportPage.tsx')).ReconciliationReportPage),
      menu: { title: 'Reconciliation report', group: 'Work', order: 80, permission: READ },
    },
    'matching-rules': {
      page: fetched(async () => (await import('./RulesPage.tsx')).RulesPage),
      menu: { title: 'Matching rules', group: 'Administer', order: 55, permission: READ },
    },
  },
  subjectPages: { 'invoice-match': { title: 'The match', path: 'matches/{subject}' } },
  connectForms: { whmcs: fetched(async () => (await import('./RegisterWhmcs.tsx')).RegisterWhmcs) },
  connectionExtras: { whmcs: fetched(async () => (await import('./HookFile.tsx')).HookFile) },
  changeForms: { choice: invoiceForm },
  reviewKinds,
} as const satisfies ConsoleArea;
