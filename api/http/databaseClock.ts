import { sql } from 'drizzle-orm';
import { type Database, firstRow } from '../../db/database.ts';
import { CodedError } from '../../domain/errors/codes.ts';

/** How long this process counts on by itself: computers' clocks drift by a millisecond or so in this time. */
const MEASURED_MS = 30_000;

/** The one clock that tokens are judged by, whichever machine looks. */
export interface DatabaseClock {
  /**
   * Now, in ms since 1970; at most an answer's time ahead, and behind only while the database's own clock has jumped. `saidMs`:
   * an instant that the database has named; where this clock has not come so far, the database is asked again. Throws
   * DATABASE_UNAVAILABLE before the first measure.
   */
  nowMs(saidMs?: number): Promise<number>;
}

/** The database's clock as this process knows it: read now and then, counted on by the machine's steady clock in between. */
export function createDatabaseClock(db: Database): DatabaseClock {
  let known: { databaseMs: number; steadyMs: number } | null = null;
  let measuring: Promise<void> | null = null;

  async function measure(): Promise<void> {
    const steadyMs = performance.now();
    const row = await db.withPlatform('clock', (tx) =>
      firstRow<{ ms: number }>(tx, sql`select extract(epoch from clock_timestamp())::float8 * 1000 as ms`),
    );
    if (row) known = { databaseMs: row.ms, steadyMs };
  }

  const isTooOld = ({ databaseMs, steadyMs }: { databaseMs: number; steadyMs: number }, saidMs: number): boolean => {
    const goneMs = performance.now() - steadyMs;
    return goneMs > MEASURED_MS || databaseMs + goneMs < saidMs;
  };

  return {
    async nowMs(saidMs = Number.NEGATIVE_INFINITY) {
      if (known === null || isTooOld(known, saidMs)) {
        measuring ??= measure().finally(() => {
          measuring = null;
        });
        // A database that is away for a moment does not stop the clock that is known.
        await measuring.catch(() => undefined);
      }
      if (known === null) throw new CodedError('DATABASE_UNAVAILABLE');
      return known.databaseMs + performance.now() - known.steadyMs;
    },
  };
}
