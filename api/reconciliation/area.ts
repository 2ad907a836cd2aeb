import type { ApiArea, Needs } from '../slice.ts';
import { billingConnectionPart, connectableBilling } from './billingConnections.ts';
import { decisionFields, decisionPart } from './chooseChange.ts';
import { instanceRoutes } from './instanceRoutes.ts';
import { invoiceRoutes } from './invoiceRoutes.ts';
import { licenseRoutes } from './licenseRoutes.ts';
import { matchRoutes } from './matchRoutes.ts';
import { modelRoutes } from './modelRoutes.ts';
import { moduleRoutes } from './moduleRoutes.ts';
import { paymentRoutes } from './paymentRoutes.ts';
import { payoutRoutes } from './payoutRoutes.ts';
import { proofRoute } from './proofRoute.ts';
import { reconciliationReportRoute } from './reportRoute.ts';
import { ruleRoutes } from './ruleRoutes.ts';
import { stripeConnectionRoutes } from './stripeConnections.ts';
import { stripeConnectWebhookRoutes } from './stripeConnectWebhook.ts';
import { whmcsSyncRoutes } from './syncRoutes.ts';
import { unmatchedRoute } from './unmatchedRoute.ts';
import { whmcsWebhookRoutes } from './whmcsWebhook.ts';

/** What was invoiced and what was paid by card. */
export const reconciliation = {
  routes: (
    deps: Needs<typeof licenseRoutes> &
      Needs<typeof instanceRoutes> &
      Needs<typeof stripeConnectionRoutes> &
      Needs<typeof stripeConnectWebhookRoutes> &
      Needs<typeof matchRoutes> &
      Needs<typeof ruleRoutes> &
      Needs<typeof proofRoute>,
  ) => [
    ...licenseRoutes(deps),
    ...instanceRoutes(deps),
    ...moduleRoutes(deps),
    ...whmcsSyncRoutes(deps),
    ...whmcsWebhookRoutes(deps),
    ...stripeConnectionRoutes(deps),
    ...stripeConnectWebhookRoutes(deps),
    ...invoiceRoutes(deps),
    ...paymentRoutes(deps),
    ...payoutRoutes(deps),
    ...matchRoutes(deps),
    unmatchedRoute(deps),
    ...ruleRoutes(deps),
    ...modelRoutes(deps),
    reconciliationReportRoute(deps),
    proofRoute(deps),
  ],
  decisionFields,
  decisionPart,
  connections: [billingConnectionPart],
  connectable: connectableBilling,
} satisfies ApiArea;
