import { sql } from 'drizzle-orm';
import { type Database, firstRow } from '../../db/database.ts';

/** Quota units a minute, as Google grants them: to one mailbox, and to the whole Cloud project. */
export interface GmailQuota {
  mailboxPerMinute: number;
  projectPerMinute: number;
}

/** Waits until so many units may be spent on a mailbox. */
export type SpendUnits = (mailboxId: string, units: number) => Promise<void>;

/** Never all that is granted: Google's minute begins when it likes. */
const SHARE = 0.9;
/** What may be spent at once after a rest, as part of a minute; with the refill a minute holds SHARE + BURST. */
const BURST = 0.08;
/** Units are taken from the books in portions of this part of a minute's grant, and spent from memory. */
const PORTION = 0.02;
const LONGEST_WAIT_MS = 2_000;

/**
 * One limiter for all workers, in Gmail's own units: token buckets in Postgres, one of each mailbox and one of the
 * project, so that no call is made that Google would answer with 429.
 */
export function createGmailQuota(
  db: Database,
  quota: GmailQuota,
  /** How a caller waits; an activity beats meanwhile and ends when it is cancelled. */
  pause: (ms: number) => Promise<unknown>,
): SpendUnits {
  const inHand = new Map<string, number>();
  const bucket = (name: string, perMinute: number) => ({
    name,
    capacity: perMinute * BURST,
    rate: (perMinute * SHARE) / 60,
  });
  async function take(mailboxId: string, units: number): Promise<number> {
    const buckets = [
      bucket(`gmail:mailbox:${mailboxId}`, quota.mailboxPerMinute),
      bucket('gmail:project', quota.projectPerMinute),
    ];
    const row = await db.withPlatform('gmail quota', (tx) =>
      firstRow<{ refused: number | null; wait: number }>(
        tx,
        sql`select refused, wait from take_of_each(
          ${sql.param(buckets.map(({ name }) => name))}::text[],
          ${sql.param(buckets.map(({ capacity }) => capacity))}::double precision[],
          ${sql.param(buckets.map(({ rate }) => rate))}::double precision[],
          ${units}::double precision)`,
      ),
    );
    return row?.refused ? Number(row.wait) * 1000 : 0;
  }
  return async (mailboxId, units) => {
    const portion = Math.max(units, Math.floor(quota.mailboxPerMinute * PORTION));
    for (;;) {
      const left = inHand.get(mailboxId) ?? 0;
      if (left >= units) {
        inHand.set(mailboxId, left - units);
        return;
      }
      const waitMs = await take(mailboxId, portion);
      if (waitMs === 0) inHand.set(mailboxId, (inHand.get(mailboxId) ?? 0) + portion);
      else await pause(Math.min(waitMs, LONGEST_WAIT_MS));
    }
  };
}
