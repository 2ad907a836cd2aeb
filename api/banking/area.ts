import type { ApiArea } from '../slice.ts';
import { accountRoutes } from './accountRoutes.ts';
import type { BankingRouteDeps } from './fields.ts';
import { mappingRoutes } from './mappingRoutes.ts';
import { statementRoutes } from './statementRoutes.ts';
import { transactionRoutes } from './transactionRoutes.ts';

/** Bank accounts, statement files and bank lines. */
export const banking = {
  routes: (deps: BankingRouteDeps) => [
    ...accountRoutes(deps),
    ...statementRoutes(deps),
    ...mappingRoutes(deps),
    ...transactionRoutes(deps),
  ],
} satisfies ApiArea;
