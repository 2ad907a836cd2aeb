import type { ApiArea, Needs } from '../slice.ts';
import { alertRoutes } from './alertRoutes.ts';
import { type CodecDeps, codecRoutes } from './codecRoutes.ts';
import { deadLetterRoutes } from './deadLetterRoutes.ts';
import { eventRoutes } from './eventRoutes.ts';
import { type HealthDeps, healthRoutes } from './healthRoutes.ts';
import { keyRoutes } from './keyRoutes.ts';
import { type LiveDeps, liveRoutes } from './liveRoutes.ts';
import { operatorRoutes } from './operatorRoutes.ts';
import { type ReportDeps, reportRoutes } from './reportRoutes.ts';
import { runRoutes } from './runRoutes.ts';
import { sandboxRoutes } from './sandboxRoutes.ts';
import { menuCounts, today } from './today.ts';

/** What operators look after. */
export const operations = {
  routes: (
    deps: Needs<typeof keyRoutes> &
      Needs<typeof runRoutes> &
      Needs<typeof operatorRoutes> &
      Needs<typeof alertRoutes> &
      Needs<typeof sandboxRoutes> &
      ReportDeps &
      LiveDeps & { operations: HealthDeps & CodecDeps },
  ) => [
    ...liveRoutes(deps),
    ...eventRoutes(deps),
    ...keyRoutes(deps),
    ...runRoutes(deps),
    ...operatorRoutes(deps),
    ...deadLetterRoutes(deps.db),
    ...alertRoutes(deps),
    ...reportRoutes(deps),
    ...sandboxRoutes(deps),
    ...healthRoutes(deps.operations),
    ...codecRoutes(deps.operations),
  ],
  menuCounts,
  today,
} satisfies ApiArea;
