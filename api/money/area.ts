import type { Database } from '../../db/database.ts';
import type { ApiArea } from '../slice.ts';
import { moneyRoutes } from './routes.ts';

/** The money stop and the journal. */
export const money = {
  routes: (deps: { db: Database }) => [...moneyRoutes(deps.db)],
} satisfies ApiArea;
