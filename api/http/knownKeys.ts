import { createHash, timingSafeEqual } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { apiKeys } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';

/** What a key looks like: `cs_`, its public prefix, its secret part. */
const API_KEY = /^cs_([0-9a-f]{12})_([\w-]{43})$/;
export const apiKeyHash = (key: string): string => createHash('sha256').update(key).digest('hex');

// A flood of keys that nobody made costs this many questions to the database, however many they are.
const READ_EVERY_MS = 200;
// A row becomes visible at its commit, later than its created_at says; looking back this far finds stragglers.
const OVERLAP_SECONDS = 20;

type Ended = 'TOKEN_REVOKED' | 'TOKEN_EXPIRED';

export interface KnownKeys {
  /** The prefix of a key that was made here, and whether it is known to have ended; null of any other key. */
  find(key: string): Promise<{ prefix: string; ended: Ended | null } | null>;
  /** Its row says that it has ended, which no key comes back from. */
  end(prefix: string, ended: Ended): void;
}

/** Hashes of all keys, in memory: what nobody made is refused without a question to the database for each. */
export function createKnownKeys(db: Database): KnownKeys {
  const hashes = new Map<string, Buffer>();
  const endings = new Map<string, Ended>();
  let since = '-infinity';
  let readAtMs = 0;
  let next: Promise<void> | null = null;

  async function read(): Promise<void> {
    const rows = await db.withPlatform('api keys', (tx) =>
      tx
        .select({
          prefix: apiKeys.prefix,
          keyHash: apiKeys.keyHash,
          createdAt: sql<string>`${apiKeys.createdAt}::text`,
        })
        .from(apiKeys)
        .where(sql`${apiKeys.createdAt} > ${since}::timestamptz - make_interval(secs => ${OVERLAP_SECONDS})`)
        .orderBy(apiKeys.createdAt),
    );
    for (const row of rows) hashes.set(row.prefix, Buffer.from(row.keyHash));
    since = rows.at(-1)?.createdAt ?? since;
  }

  /** A reading that begins after this call: what was made before is in it. All who wait share it. */
  function readAnew(): Promise<void> {
    next ??= (async () => {
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, readAtMs + READ_EVERY_MS - Date.now())));
      next = null;
      readAtMs = Date.now();
      await read().catch(() => {
        throw new CodedError('DATABASE_UNAVAILABLE');
      });
    })();
    return next;
  }

  const fits = (prefix: string, hash: Buffer): boolean => {
    const own = hashes.get(prefix);
    return own !== undefined && own.length === hash.length && timingSafeEqual(own, hash);
  };
  return {
    async find(key) {
      const prefix = API_KEY.exec(key)?.[1];
      if (!prefix) return null;
      const hash = Buffer.from(apiKeyHash(key));
      if (!fits(prefix, hash)) await readAnew();
      return fits(prefix, hash) ? { prefix, ended: endings.get(prefix) ?? null } : null;
    },
    end: (prefix, ended) => void endings.set(prefix, ended),
  };
}
