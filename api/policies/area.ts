import type { ApiArea } from '../slice.ts';
import { policyRoutes } from './routes.ts';

/** Company policies. */
export const policies = { routes: policyRoutes } satisfies ApiArea;
