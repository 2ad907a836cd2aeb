import type { ApiArea, Needs } from '../slice.ts';
import { dayCostRoutes } from './dayCostRoutes.ts';
import { humanReviewRoutes } from './humanReviewRoutes.ts';
import { myDisputeRoutes } from './myRoutes.ts';
import { decisionFields, decisionPart } from './resolutionChange.ts';
import { runCostRoutes } from './runCostRoutes.ts';
import { runRoutes } from './runRoutes.ts';
import { startRoute } from './startRoute.ts';
import { stripeWebhookRoutes } from './stripeWebhook.ts';
import { today } from './today.ts';

/** Disputes, what they cost, and what the payment vendor says of their refunds. */
export const disputes = {
  routes: (deps: Needs<typeof startRoute> & Needs<typeof humanReviewRoutes> & Needs<typeof stripeWebhookRoutes>) => [
    startRoute(deps),
    ...runRoutes(deps.db),
    ...humanReviewRoutes(deps),
    ...myDisputeRoutes(deps.db),
    ...dayCostRoutes(deps.db),
    ...runCostRoutes(deps.db),
    ...stripeWebhookRoutes(deps),
  ],
  decisionFields,
  decisionPart,
  today,
} satisfies ApiArea;
