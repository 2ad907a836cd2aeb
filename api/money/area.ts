import type { Database } from '../../db/database.ts';
import type { ApiArea } from '../slice.ts';
import { journalRoute } from './journalRoute.ts';
import { stopRoutes } from './stopRoutes.ts';

/** The money stop and the journal. */
export const money = {
  routes: ({ db }: { db: Database }) => [...stopRoutes(db), journalRoute(db)],
} satisfies ApiArea;
