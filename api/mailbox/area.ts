import type { ApiArea, Needs } from '../slice.ts';
import { consentRoutes } from './consentRoutes.ts';
import { mailboxConnectionPart } from './mailboxConnections.ts';
import { mailboxRoutes } from './routes.ts';
import { setAsideRoutes } from './setAsideRoutes.ts';
import { syncRoutes } from './syncRoutes.ts';
import { today } from './today.ts';

/** Connected mailboxes. */
export const mailbox = {
  routes: (
    deps: Needs<typeof consentRoutes> &
      Needs<typeof mailboxRoutes> &
      Needs<typeof setAsideRoutes> &
      Needs<typeof syncRoutes>,
  ) => [...consentRoutes(deps), ...mailboxRoutes(deps), ...setAsideRoutes(deps), ...syncRoutes(deps)],
  connections: [mailboxConnectionPart],
  today,
} satisfies ApiArea;
