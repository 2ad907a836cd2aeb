import { mergeNamed, type NeedsOf, slicesOf } from '../domain/merge.ts';
import * as AREAS from './areas.ts';
import type { ConnectableJson } from './connections/connectionJson.ts';
import { connectionRoutes } from './connections/listRoute.ts';
import type { Route } from './http/route.ts';
import type { DecisionParts } from './slice.ts';
import { type TodayDeps, type TodayParts, todayRoutes } from './today/todayRoutes.ts';

/** What all areas need: whoever composes the API brings it. */
export type RouteDeps = NeedsOf<typeof AREAS, 'routes'> & NeedsOf<typeof AREAS, 'connectable'> & TodayDeps;

/** What comes with a decision about any kind of review. */
const DECISION_PARTS: DecisionParts = {
  fields: mergeNamed(AREAS, 'decisionFields'),
  parts: slicesOf(AREAS, 'decisionPart'),
  errors: slicesOf(AREAS, 'decisionErrors').flat(),
};

const TODAY: TodayParts = {
  parts: slicesOf(AREAS, 'today').flat(),
  counts: mergeNamed(AREAS, 'menuCounts'),
  notices: slicesOf(AREAS, 'notices').flat(),
};

/** Every operation of the API, area by area. */
export const createRoutes = (deps: RouteDeps): Route[] => [
  // Each takes a part of what all need.
  ...slicesOf(AREAS, 'routes').flatMap((routes) =>
    (routes as (needs: RouteDeps, decisionParts: DecisionParts) => Route[])(deps, DECISION_PARTS),
  ),
  ...connectionRoutes(deps, {
    parts: slicesOf(AREAS, 'connections').flat(),
    connectable: () =>
      slicesOf(AREAS, 'connectable').flatMap((connectable) =>
        (connectable as (needs: RouteDeps) => ConnectableJson[])(deps),
      ),
  }),
  ...todayRoutes(deps, TODAY),
];
