import type { ApiArea, Needs } from '../slice.ts';
import { instanceRoutes } from './instanceRoutes.ts';
import { licenseRoutes } from './licenseRoutes.ts';
import { moduleRoutes } from './moduleRoutes.ts';

/** What was invoiced and what was paid by card. */
export const reconciliation = {
  routes: (deps: Needs<typeof licenseRoutes> & Needs<typeof instanceRoutes>) => [
    ...licenseRoutes(deps),
    ...instanceRoutes(deps),
    ...moduleRoutes(deps),
  ],
} satisfies ApiArea;
