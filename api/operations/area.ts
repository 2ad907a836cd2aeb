import type { Authenticator } from '../http/authenticate.ts';
import type { ApiArea, Needs } from '../slice.ts';
import { deadLetterRoutes } from './deadLetterRoutes.ts';
import { eventRoutes } from './eventRoutes.ts';
import { keyRoutes } from './keyRoutes.ts';
import type { LiveFeed } from './liveFeed.ts';
import { liveRoutes } from './liveRoutes.ts';
import { monitoringRoutes } from './monitoringRoutes.ts';
import { operatorRoutes } from './operatorRoutes.ts';
import { type OperationsDeps, operationsRoutes } from './routes.ts';
import { runRoutes } from './runRoutes.ts';
import { sandboxRoutes } from './sandboxRoutes.ts';

/** What operators look after. */
export const operations = {
  routes: (
    deps: Needs<typeof keyRoutes> &
      Needs<typeof runRoutes> &
      Needs<typeof operatorRoutes> &
      Needs<typeof monitoringRoutes> &
      Needs<typeof sandboxRoutes> & { live: LiveFeed; authenticator: Authenticator; operations: OperationsDeps },
  ) => [
    ...liveRoutes(deps.live, deps.authenticator),
    ...eventRoutes(deps.db),
    ...keyRoutes(deps),
    ...runRoutes(deps),
    ...operatorRoutes(deps),
    ...deadLetterRoutes(deps.db),
    ...monitoringRoutes(deps),
    ...sandboxRoutes(deps),
    ...operationsRoutes(deps.operations),
  ],
} satisfies ApiArea;
