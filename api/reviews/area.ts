import type { ApiArea, Needs } from '../slice.ts';
import { bulkRoutes } from './bulkRoutes.ts';
import { deskRoutes } from './deskRoutes.ts';
import { inboxRoutes } from './inboxRoutes.ts';
import { reviewRoutes } from './routes.ts';

/** The inbox, decisions one by one and in bulk, and what the desk keeps for a person. */
export const reviews = {
  routes: (deps: Needs<typeof reviewRoutes> & Needs<typeof bulkRoutes> & Needs<typeof deskRoutes>) => [
    ...inboxRoutes(deps.db),
    ...reviewRoutes(deps),
    ...bulkRoutes(deps),
    ...deskRoutes(deps),
  ],
} satisfies ApiArea;
