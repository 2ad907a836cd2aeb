import { sql } from 'drizzle-orm';
import { firstRow, type Transaction } from '../database.ts';
import { linksOf } from './connections.ts';
import type { bankCalls } from './syncSchema.ts';

/** Which account is asked, and for which kind of data. */
export interface CallPlace {
  connectionId: string;
  /** The provider's id of the account. */
  externalId: string;
  scope: (typeof bankCalls.$inferSelect)['scope'];
}

/**
 * null where an account may be asked now, else when it may again (ms since the epoch): when so many of the calls that count
 * are over that one is left, and not before the provider has said.
 */
export async function callsLeft(
  tx: Transaction,
  { connectionId, externalId, scope }: CallPlace,
  budget: { calls: number } | null,
): Promise<number | null> {
  const row = await firstRow<{ refused: string | null; full: string | null }>(
    tx,
    sql`select
      (select extract(epoch from max(counts_until)) * 1000 from bank_calls where connection_id = ${connectionId}
        and external_id = ${externalId} and scope = ${scope} and kind = 'refusal' and counts_until > now()) as refused,
      (select extract(epoch from counts_until) * 1000 from bank_calls where connection_id = ${connectionId}
        and external_id = ${externalId} and scope = ${scope} and kind = 'call' and counts_until > now()
        order by counts_until desc offset ${Math.max(0, (budget?.calls ?? 1) - 1)} limit 1) as full`,
  );
  const times = [row?.refused, budget ? row?.full : null].flatMap((text) => (text ? [Math.ceil(Number(text))] : []));
  return times.length > 0 ? Math.max(...times) : null;
}

/** When a bank may be read again of which every account takes no more calls (ms since the epoch); null where one does. */
export async function noCallLeft(
  tx: Transaction,
  connectionId: string,
  budget: { calls: number } | null,
): Promise<number | null> {
  const links = await linksOf(tx, connectionId);
  const ends: number[] = [];
  for (const { externalId } of links) {
    const untilMs = await callsLeft(tx, { connectionId, externalId, scope: 'transactions' }, budget);
    if (untilMs === null) return null;
    ends.push(untilMs);
  }
  return ends.length > 0 ? Math.min(...ends) : null;
}
