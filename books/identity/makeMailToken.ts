import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { passwordResets } from '../../db/identity/schema.ts';

const LIFE_SECONDS = 1800;

/** Keeps the digest of a single-use secret that a mail carries; returns the row's id, which the link names. */
export async function makeMailToken(
  tx: Transaction,
  token: Pick<typeof passwordResets.$inferInsert, 'tenantId' | 'userId' | 'purpose' | 'tokenHash'>,
): Promise<string> {
  const [row] = await tx
    .insert(passwordResets)
    .values({ ...token, expiresAt: sql`now() + make_interval(secs => ${LIFE_SECONDS})` })
    .returning({ id: passwordResets.id });
  if (!row) throw new Error('mail token not written');
  return row.id;
}
