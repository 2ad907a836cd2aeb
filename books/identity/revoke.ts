import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { tokenRevocations } from '../../db/identity/schema.ts';
import { CODEC_TOKEN_SECONDS } from '../../domain/identity/tokenLives.ts';

// Codec tokens are the longest-lived that a revocation must outlast.
const KEPT_SECONDS = CODEC_TOKEN_SECONDS + 60;

/**
 * Kills every access and codec token of the subject that was issued up to now. The instant is the database's, as the one at
 * which a token is issued: machines whose clocks differ agree about which came first.
 */
export async function revoke(
  tx: Transaction,
  entry: Pick<typeof tokenRevocations.$inferInsert, 'tenantId' | 'kind' | 'subject'>,
): Promise<void> {
  await tx.insert(tokenRevocations).values({
    ...entry,
    // Not the transaction's begin: tokens may have been issued since.
    revokedAt: sql`clock_timestamp()`,
    expiresAt: sql`clock_timestamp() + make_interval(secs => ${KEPT_SECONDS})`,
  });
}
