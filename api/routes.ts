import type { Database } from '../db/database.ts';
import type { ReviewTimings } from '../workflows/reviews/contract.ts';
import { costRoutes } from './costs/routes.ts';
import { disputeRoutes } from './disputes/routes.ts';
import type { Route } from './http/route.ts';
import type { TokenService } from './http/tokens.ts';
import { identityRoutes } from './identity/routes.ts';
import { moneyRoutes } from './money/routes.ts';
import { type OperationsDeps, operationsRoutes } from './operations/routes.ts';
import { policyRoutes } from './policies/routes.ts';
import type { DecideDeps } from './reviews/decide.ts';
import { reviewRoutes } from './reviews/routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';

export interface RouteDeps {
  db: Database;
  tokens: TokenService;
  review: ReviewTimings;
  stripeWebhookSecret: string;
  startProcess(tenantId: string, processId: string): Promise<string | null>;
  sendDecision: DecideDeps['sendDecision'];
  operations: OperationsDeps;
}

/** Every operation of the API, in the order of its documentation. */
export function createRoutes(deps: RouteDeps): Route[] {
  const { db } = deps;
  return [
    ...identityRoutes(db, deps.tokens),
    ...disputeRoutes(deps),
    ...reviewRoutes(deps),
    ...costRoutes(db),
    ...policyRoutes(db, deps.startProcess),
    ...moneyRoutes(db),
    ...webhookRoutes({ db, stripeSecret: deps.stripeWebhookSecret, review: deps.review }),
    ...operationsRoutes(deps.operations),
  ];
}
