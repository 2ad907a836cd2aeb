import type { Database } from '../../db/database.ts';
import type { ApiArea } from '../slice.ts';
import { policyRoutes } from './routes.ts';

/** Company policies. */
export const policies = {
  routes: (deps: { db: Database; startProcess: Parameters<typeof policyRoutes>[1] }) => [
    ...policyRoutes(deps.db, deps.startProcess),
  ],
} satisfies ApiArea;
