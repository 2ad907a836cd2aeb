import type { ApiArea, Needs } from '../slice.ts';
import { bookingAdminRoutes } from './adminRoutes.ts';
import { bookingDecisionRoutes } from './decisionRoutes.ts';
import { demoRoutes } from './demoRoutes.ts';
import { paymentHealthRoutes } from './healthRoutes.ts';
import { DECISION_ERRORS_OF_BOOKINGS, decisionFields, decisionPart } from './linkChange.ts';
import { messageRoutes } from './messageRoutes.ts';
import { propertyRoutes } from './propertyRoutes.ts';
import { bookingRoutes } from './routes.ts';

/** Bookings, their payments, properties and messages. */
export const bookings = {
  routes: (
    deps: Needs<typeof bookingAdminRoutes> &
      Needs<typeof bookingDecisionRoutes> &
      Needs<typeof demoRoutes> &
      Needs<typeof propertyRoutes> &
      Needs<typeof bookingRoutes> &
      Omit<Needs<typeof paymentHealthRoutes>, 'engineHealthy'> & { operations: { engineHealthy(): Promise<boolean> } },
  ) => [
    ...bookingRoutes(deps),
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
} satisfies ApiArea;
