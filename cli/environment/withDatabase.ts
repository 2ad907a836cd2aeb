import type { Database } from '../../db/database.ts';
import type { Configuration } from '../configuration.ts';
import { openConfiguredDatabase } from './connect.ts';

export async function withDatabase(configuration: Configuration, work: (db: Database) => Promise<void>): Promise<void> {
  const db = openConfiguredDatabase(configuration, 2);
  try {
    await work(db);
  } finally {
    await db.end();
  }
}
