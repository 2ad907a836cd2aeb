import { sql } from 'drizzle-orm';
import { firstRow, type Transaction } from '../../db/database.ts';
import { appendEvent } from '../events.ts';

/** Writes that somebody gets a token for payloads. Returns when, by the database's clock: a revocation after it ends the token. */
export async function noteCodecToken(
  tx: Transaction,
  holder: { actor: string; userId: string },
  requestId: string,
): Promise<number> {
  const row = await firstRow<{ ms: number }>(tx, sql`select extract(epoch from now())::float8 * 1000 as ms`);
  if (!row) throw new Error('no clock');
  await appendEvent(tx, {
    type: 'codec_token_issued',
    actor: holder.actor,
    subject: `user:${holder.userId}`,
    requestId,
  });
  return row.ms;
}
