import type { ApiArea } from '../slice.ts';
import { accountRoutes } from './accountRoutes.ts';
import { bankConnectionPart, bankToday, connectableBanks } from './bankConnections.ts';
import { type BankWebhookDeps, bankWebhookRoutes } from './bankWebhooks.ts';
import type { BankingRouteDeps } from './fields.ts';
import { mappingRoutes } from './mappingRoutes.ts';
import { openBankingRoutes } from './openBankingRoutes.ts';
import { plaidRoutes } from './plaidRoutes.ts';
import { statementRoutes } from './statementRoutes.ts';
import { transactionRoutes } from './transactionRoutes.ts';

/** Bank accounts, statement files and bank lines. */
export const banking = {
  routes: (deps: BankingRouteDeps & BankWebhookDeps) => [
    ...accountRoutes(deps),
    ...statementRoutes(deps),
    ...mappingRoutes(deps),
    ...transactionRoutes(deps),
    ...plaidRoutes(deps),
    ...openBankingRoutes(deps),
    ...bankWebhookRoutes(deps),
  ],
  connections: [bankConnectionPart],
  connectable: connectableBanks,
  today: [bankToday],
} satisfies ApiArea;
