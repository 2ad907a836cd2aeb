import type { Database } from '../../db/database.ts';
import type { ApiArea } from '../slice.ts';
import { journalRoute } from './journalRoute.ts';
import { stopRoutes } from './stopRoutes.ts';
import { notices, today } from './today.ts';

/** The money stop and the journal. */
export const money = {
  routes: ({ db }: { db: Database }) => [...stopRoutes(db), journalRoute(db)],
  notices,
  today,
} satisfies ApiArea;
