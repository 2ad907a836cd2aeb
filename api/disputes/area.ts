import type { ApiArea, Needs } from '../slice.ts';
import { costRoutes } from './costRoutes.ts';
import { humanReviewRoutes } from './humanReviewRoutes.ts';
import { myDisputeRoutes } from './myRoutes.ts';
import { decisionFields, decisionPart } from './resolutionChange.ts';
import { disputeRoutes } from './routes.ts';
import { stripeWebhookRoutes } from './stripeWebhook.ts';

/** Disputes, what they cost, and what the payment vendor says of their refunds. */
export const disputes = {
  routes: (deps: Needs<typeof disputeRoutes> & Needs<typeof humanReviewRoutes> & Needs<typeof stripeWebhookRoutes>) => [
    ...disputeRoutes(deps),
    ...humanReviewRoutes(deps),
    ...myDisputeRoutes(deps.db),
    ...costRoutes(deps.db),
    ...stripeWebhookRoutes(deps),
  ],
  decisionFields,
  decisionPart,
} satisfies ApiArea;
