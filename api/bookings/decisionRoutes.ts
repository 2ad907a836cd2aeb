import type { Route } from '../http/route.ts';
import type { DecideDeps } from '../reviews/decide.ts';
import { confirmRoute } from './confirmRoute.ts';
import type { BookingRouteDeps } from './fields.ts';
import { linkRoute } from './linkRoute.ts';
import { rejectRoute } from './rejectRoute.ts';

/** The endpoints that the office uses by booking. Each decision goes through the review of its task. */
export const bookingDecisionRoutes = (deps: BookingRouteDeps & DecideDeps): Route[] => [
  confirmRoute(deps),
  rejectRoute(deps),
  linkRoute(deps),
];
