import { type NeedsOf, slicesOf } from '../domain/merge.ts';
import * as AREAS from './areas.ts';
import type { Route } from './http/route.ts';

/** What all areas need: whoever composes the API brings it. */
export type RouteDeps = NeedsOf<typeof AREAS, 'routes'>;

/** Every operation of the API, area by area. */
export const createRoutes = (deps: RouteDeps): Route[] =>
  // Each takes a part of what all need.
  slicesOf(AREAS, 'routes').flatMap((routes) => (routes as (needs: RouteDeps) => Route[])(deps));
