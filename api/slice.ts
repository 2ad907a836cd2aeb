import type { Route } from './http/route.ts';

/** What a function needs to be handed. */
export type Needs<Made extends (needs: never) => unknown> = Parameters<Made>[0];

/** What an area adds to the API: `api/<area>/area.ts`, listed in `api/areas.ts`. */
export interface ApiArea {
  /** Its operations, in the order of its documentation, from what it says it needs. */
  routes(needs: never): Route[];
}
