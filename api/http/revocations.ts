import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../db/database.ts';
import { tokenRevocations } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { CODEC_TOKEN_SECONDS, type VerifiedToken } from './tokens.ts';

type Kind = (typeof tokenRevocations.$inferSelect)['kind'];

/** Revoked tokens as this process knows them: re-read when older than this, so a revocation acts everywhere within it. */
const FRESH_MS = 500;
// A row becomes visible at its commit, later than its created_at says; looking back this far finds stragglers.
const OVERLAP_SECONDS = 20;

export interface Revocations {
  /** Throws TOKEN_REVOKED; throws DATABASE_UNAVAILABLE when the list can't be read, because then nobody knows. */
  assertLive(token: Pick<VerifiedToken, 'tokenId' | 'sessionId' | 'userId' | 'tenantId' | 'issuedAtMs'>): Promise<void>;
  /** Something was revoked by this process: read the list before the next answer. */
  changed(): void;
}

/** Kills every access and codec token of the subject that was issued up to now, in the caller's transaction. */
export async function revoke(tx: Transaction, entry: { tenantId: string; kind: Kind; subject: string }): Promise<void> {
  const now = Date.now();
  await tx.insert(tokenRevocations).values({
    tenantId: entry.tenantId,
    kind: entry.kind,
    subject: entry.subject,
    revokedAt: new Date(now),
    // Codec tokens are the longest-lived that a revocation must outlast.
    expiresAt: new Date(now + (CODEC_TOKEN_SECONDS + 60) * 1000),
  });
}

export function createRevocations(db: Database): Revocations {
  const revokedAt = new Map<string, { atMs: number; untilMs: number }>();
  let readAtMs = 0;
  let since = '-infinity';
  let reading: Promise<void> | null = null;
  let changes = 0;

  async function read(): Promise<void> {
    const startedAt = Date.now();
    const changesBefore = changes;
    const rows = await db.withPlatform('revocations', (tx) =>
      tx
        .select({
          kind: tokenRevocations.kind,
          subject: tokenRevocations.subject,
          revokedAt: tokenRevocations.revokedAt,
          expiresAt: tokenRevocations.expiresAt,
          createdAt: sql<string>`${tokenRevocations.createdAt}::text`,
        })
        .from(tokenRevocations)
        .where(
          sql`${tokenRevocations.createdAt} > ${since}::timestamptz - make_interval(secs => ${OVERLAP_SECONDS}) and ${tokenRevocations.expiresAt} > now()`,
        )
        .orderBy(tokenRevocations.createdAt),
    );
    for (const row of rows) {
      const key = `${row.kind}:${row.subject}`;
      const known = revokedAt.get(key);
      const atMs = Math.max(row.revokedAt.getTime(), known?.atMs ?? 0);
      revokedAt.set(key, { atMs, untilMs: Math.max(row.expiresAt.getTime(), known?.untilMs ?? 0) });
    }
    since = rows.at(-1)?.createdAt ?? since;
    for (const [key, entry] of revokedAt) if (entry.untilMs < startedAt) revokedAt.delete(key);
    // What was revoked while this was under way may be missing from it.
    readAtMs = changes === changesBefore ? startedAt : 0;
  }

  return {
    changed() {
      changes += 1;
      readAtMs = 0;
    },
    async assertLive(token) {
      while (Date.now() - readAtMs > FRESH_MS) {
        reading ??= read().finally(() => {
          reading = null;
        });
        await reading.catch(() => {
          throw new CodedError('DATABASE_UNAVAILABLE');
        });
      }
      if (revokedAt.size === 0) return;
      const dead = (kind: Kind, subject: string) => {
        const entry = revokedAt.get(`${kind}:${subject}`);
        return entry !== undefined && (kind === 'token' || kind === 'session' || token.issuedAtMs <= entry.atMs);
      };
      if (
        dead('token', token.tokenId) ||
        dead('session', token.sessionId) ||
        dead('user', token.userId) ||
        dead('tenant', token.tenantId)
      )
        throw new CodedError('TOKEN_REVOKED');
    },
  };
}
