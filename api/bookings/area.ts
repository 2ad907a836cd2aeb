import type { ApiArea, Needs } from '../slice.ts';
import { bookingAdminRoutes } from './adminRoutes.ts';
import { claimRoute } from './claimRoute.ts';
import { bookingDecisionRoutes } from './decisionRoutes.ts';
import { demoRoutes } from './demoRoutes.ts';
import type { BookingRouteDeps } from './fields.ts';
import { paymentHealthRoutes } from './healthRoutes.ts';
import { DECISION_ERRORS_OF_BOOKINGS, decisionFields, decisionPart } from './linkChange.ts';
import { cancelBooking, makeBooking } from './makeRoutes.ts';
import { messageRoutes } from './messageRoutes.ts';
import { propertyRoutes } from './propertyRoutes.ts';
import { listBookings, showBooking } from './readRoutes.ts';
import { menuCounts, today } from './today.ts';

/** Bookings, their payments, properties and messages. */
export const bookings = {
  routes: (
    deps: Needs<typeof bookingAdminRoutes> &
      Needs<typeof bookingDecisionRoutes> &
      Needs<typeof demoRoutes> &
      Needs<typeof propertyRoutes> &
      BookingRouteDeps &
      Omit<Needs<typeof paymentHealthRoutes>, 'engineHealthy'> & { operations: { engineHealthy(): Promise<boolean> } },
  ) => [
    makeBooking(deps),
    listBookings(deps),
    showBooking(deps),
    claimRoute(deps),
    cancelBooking(deps),
    ...messageRoutes(deps.db),
    ...bookingAdminRoutes(deps),
    ...bookingDecisionRoutes(deps),
    ...propertyRoutes(deps),
    ...demoRoutes(deps),
    ...paymentHealthRoutes({ ...deps, engineHealthy: deps.operations.engineHealthy }),
  ],
  decisionFields,
  decisionPart,
  decisionErrors: DECISION_ERRORS_OF_BOOKINGS,
  menuCounts,
  today,
} satisfies ApiArea;
