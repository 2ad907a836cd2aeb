import type { ApiArea, DecisionParts, Needs } from '../slice.ts';
import { bulkRoutes } from './bulkRoutes.ts';
import { decisionRoutes } from './decisionRoutes.ts';
import { deskRoutes } from './deskRoutes.ts';
import { inboxRoutes } from './inboxRoutes.ts';
import { rateRoutes } from './rateRoutes.ts';
import { summaryRoute } from './summaryRoute.ts';
import { taskRoute } from './taskRoute.ts';
import { menuCounts, today } from './today.ts';
import { viewRoutes } from './viewRoutes.ts';

/** The inbox, decisions one by one and in bulk, and what the desk keeps for a person. */
export const reviews = {
  routes: (
    deps: Needs<typeof inboxRoutes> &
      Needs<typeof decisionRoutes> &
      Needs<typeof bulkRoutes> &
      Needs<typeof deskRoutes>,
    decisionParts: DecisionParts,
  ) => [
    ...inboxRoutes(deps),
    summaryRoute(deps.db),
    ...rateRoutes(deps.db),
    taskRoute(deps.db),
    ...decisionRoutes(deps, decisionParts),
    ...bulkRoutes(deps),
    ...deskRoutes(deps),
    ...viewRoutes(deps.db),
  ],
  menuCounts,
  today,
} satisfies ApiArea;
