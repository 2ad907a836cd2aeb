import type { BookingSettings } from '../domain/bookings/settings.ts';
import type { ReviewTimings } from '../workflows/reviews/contract.ts';
import { apiKeyRoutes } from './admin/apiKeyRoutes.ts';
import { configRoutes } from './admin/configRoutes.ts';
import { eventRoutes } from './admin/eventRoutes.ts';
import { type KeyAdminDeps, keyRoutes } from './admin/keyRoutes.ts';
import { powerRoutes } from './admin/powerRoutes.ts';
import { type TenantAdminDeps, tenantAdminRoutes } from './admin/tenantRoutes.ts';
import { userAdminRoutes } from './admin/userRoutes.ts';
import { bookingAdminRoutes } from './bookings/adminRoutes.ts';
import { bookingDecisionRoutes } from './bookings/decisionRoutes.ts';
import { type DemoDeps, demoRoutes } from './bookings/demoRoutes.ts';
import { paymentHealthRoutes } from './bookings/healthRoutes.ts';
import { messageRoutes } from './bookings/messageRoutes.ts';
import { type PropertyDeps, propertyRoutes } from './bookings/propertyRoutes.ts';
import { type BookingRouteDeps, bookingRoutes } from './bookings/routes.ts';
import { costRoutes } from './costs/routes.ts';
import { type DeskDeps, deskRoutes } from './desk/routes.ts';
import { myDisputeRoutes } from './disputes/myRoutes.ts';
import { disputeRoutes } from './disputes/routes.ts';
import type { Authenticator } from './http/authenticate.ts';
import type { Route } from './http/route.ts';
import { credentialRoutes } from './identity/credentialRoutes.ts';
import { profileRoutes } from './identity/profileRoutes.ts';
import { sessionRoutes } from './identity/sessionRoutes.ts';
import type { IdentityDeps } from './identity/signedIn.ts';
import { signInRoutes } from './identity/signInRoutes.ts';
import { signUpRoutes } from './identity/signUpRoutes.ts';
import type { LiveFeed } from './live/liveFeed.ts';
import { liveRoutes } from './live/routes.ts';
import { consentRoutes } from './mailbox/consentRoutes.ts';
import { type MailboxRouteDeps, mailboxRoutes } from './mailbox/routes.ts';
import { setAsideRoutes } from './mailbox/setAsideRoutes.ts';
import { syncRoutes } from './mailbox/syncRoutes.ts';
import { moneyRoutes } from './money/routes.ts';
import { deadLetterRoutes } from './operations/deadLetterRoutes.ts';
import { monitoringRoutes } from './operations/monitoringRoutes.ts';
import { notificationRoutes } from './operations/notificationRoutes.ts';
import { type OperatorDeps, operatorRoutes } from './operations/operatorRoutes.ts';
import { type OperationsDeps, operationsRoutes } from './operations/routes.ts';
import { type SandboxDeps, sandboxRoutes } from './operations/sandboxRoutes.ts';
import { policyRoutes } from './policies/routes.ts';
import { bulkRoutes } from './reviews/bulkRoutes.ts';
import type { DecideDeps } from './reviews/decide.ts';
import { humanReviewRoutes } from './reviews/humanReviewRoutes.ts';
import { inboxRoutes } from './reviews/inboxRoutes.ts';
import { reviewRoutes } from './reviews/routes.ts';
import { type RunDeps, runRoutes } from './runs/routes.ts';
import { type WebhookDeps, webhookRoutes } from './webhooks/routes.ts';

export interface RouteDeps
  extends IdentityDeps,
    TenantAdminDeps,
    KeyAdminDeps,
    RunDeps,
    OperatorDeps,
    SandboxDeps,
    DeskDeps,
    PropertyDeps,
    BookingRouteDeps,
    DemoDeps,
    MailboxRouteDeps {
  authenticator: Authenticator;
  live: LiveFeed;
  bookings: BookingSettings;
  gmailEnabled: boolean;
  vendorTenantId: string;
  review: ReviewTimings;
  stripeWebhookSecret: string | null;
  whatsapp: WebhookDeps['whatsapp'];
  startProcess(tenantId: string, processId: string): Promise<string | null>;
  sendDecision: DecideDeps['sendDecision'];
  operations: OperationsDeps;
}

/** Every operation of the API, in the order of its documentation. */
export function createRoutes(deps: RouteDeps): Route[] {
  const { db } = deps;
  return [
    ...signUpRoutes(deps),
    ...signInRoutes(deps),
    ...sessionRoutes(deps),
    ...credentialRoutes(deps),
    ...profileRoutes(deps),
    ...disputeRoutes(deps),
    ...myDisputeRoutes(deps.db),
    ...inboxRoutes(db),
    ...reviewRoutes(deps),
    ...bulkRoutes(deps),
    ...humanReviewRoutes(deps),
    ...bookingRoutes(deps),
    ...messageRoutes(db),
    ...bookingAdminRoutes(deps),
    ...bookingDecisionRoutes(deps),
    ...propertyRoutes(deps),
    ...demoRoutes(deps),
    ...consentRoutes(deps),
    ...mailboxRoutes(deps),
    ...setAsideRoutes(deps),
    ...syncRoutes(deps),
    ...liveRoutes(deps.live, deps.authenticator),
    ...costRoutes(db),
    ...policyRoutes(db, deps.startProcess),
    ...moneyRoutes(db),
    ...userAdminRoutes(deps),
    ...tenantAdminRoutes(deps),
    ...apiKeyRoutes(db),
    ...configRoutes(deps),
    ...powerRoutes(deps),
    ...eventRoutes(db),
    ...keyRoutes(deps),
    ...webhookRoutes({ ...deps, stripeSecret: deps.stripeWebhookSecret }),
    ...runRoutes(deps),
    ...operatorRoutes(deps),
    ...deadLetterRoutes(db),
    ...monitoringRoutes(deps),
    ...notificationRoutes(db),
    ...sandboxRoutes(deps),
    ...deskRoutes(deps),
    ...paymentHealthRoutes({ ...deps, engineHealthy: deps.operations.engineHealthy }),
    ...operationsRoutes(deps.operations),
  ];
}
