import { sql } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { tokenRevocations } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { DatabaseClock } from './databaseClock.ts';
import type { VerifiedToken } from './tokens.ts';

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

/** `clock`: what has expired is judged by the database's clock, as what was revoked is. */
export function createRevocations(db: Database, clock: DatabaseClock): Revocations {
  const revokedAt = new Map<string, { atMs: number; untilMs: number }>();
  /** By this machine's steady clock: a span, compared with nothing else. */
  let readAtMs = Number.NEGATIVE_INFINITY;
  let since = '-infinity';
  let reading: Promise<void> | null = null;
  let changes = 0;

  async function read(): Promise<void> {
    const startedAt = performance.now();
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
    const nowMs = await clock.nowMs();
    for (const [key, entry] of revokedAt) if (entry.untilMs < nowMs) revokedAt.delete(key);
    // What was revoked while this was under way may be missing from it.
    readAtMs = changes === changesBefore ? startedAt : Number.NEGATIVE_INFINITY;
  }

  return {
    changed() {
      changes += 1;
      readAtMs = Number.NEGATIVE_INFINITY;
    },
    async assertLive(token) {
      while (performance.now() - readAtMs > FRESH_MS) {
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
