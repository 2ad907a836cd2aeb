import { sql } from 'drizzle-orm';
import { type Database, firstRow } from '../../db/database.ts';
import { CodedError, ERROR_CODES } from '../../domain/errors/codes.ts';

/** `capacity` at once, refilled evenly over `windowSeconds`. */
export interface LimitPolicy {
  capacity: number;
  windowSeconds: number;
}

export interface Limit {
  bucket: string;
  policy: LimitPolicy;
  /** RATE_LIMITED when left out. */
  code?: 'RATE_LIMITED' | 'ACCOUNT_LOCKED';
}

export interface RateLimits {
  /** Takes a token of every bucket named, or of none; throws the code of the first that is empty, with Retry-After. */
  take(...limits: Limit[]): Promise<void>;
  /** Gives one back to each: the try did not count. */
  giveBack(...limits: Limit[]): Promise<void>;
  /** As `take`, for every request: takes a tenth of the bucket from the database at a time and spends it here. */
  takeOften(bucket: string, policy: LimitPolicy): Promise<void>;
}

// Shares of buckets nobody has spent from for this long are dropped; their tokens come back by refill.
const SHARE_LIFE_MS = 120_000;
const MAXIMUM_SHARES = 20_000;
// A flood on an empty bucket is answered from memory this long at a time.
const REMEMBER_EMPTY_MS = 2_000;

function refuse(code: Limit['code'], waitSeconds: number): never {
  const seconds = Math.max(1, Math.ceil(waitSeconds));
  const said = code ?? 'RATE_LIMITED';
  const when = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  throw new CodedError(said, `${ERROR_CODES[said].title}; try again in ${when}`, { retry_after_seconds: seconds });
}

/** Token buckets in Postgres, so that any number of API processes share them. */
export function createRateLimits(db: Database): RateLimits {
  const shares = new Map<string, { left: number; usedAtMs: number }>();
  const emptyUntil = new Map<string, number>();
  const asking = new Map<string, Promise<number>>();

  /** Takes `wanted` of each bucket, or of none; what refused and how long until it has them. Negative gives back. */
  async function ask(limits: Limit[], wanted: number): Promise<{ refused: Limit; waitSeconds: number } | null> {
    const row = await db.withPlatform('rate limit', (tx) =>
      firstRow<{ refused: number | null; wait: number }>(
        tx,
        sql`select refused, wait from take_of_each(
          ${sql.param(limits.map((limit) => limit.bucket))}::text[],
          ${sql.param(limits.map(({ policy }) => policy.capacity))}::double precision[],
          ${sql.param(limits.map(({ policy }) => policy.capacity / policy.windowSeconds))}::double precision[],
          ${wanted}::double precision)`,
      ),
    );
    const refused = row?.refused ? limits[row.refused - 1] : undefined;
    return row && refused ? { refused, waitSeconds: Number(row.wait) } : null;
  }

  function assertNotEmpty(bucket: string, code: Limit['code']): void {
    const leftMs = (emptyUntil.get(bucket) ?? 0) - Date.now();
    if (leftMs > 0) refuse(code, leftMs / 1000);
    emptyUntil.delete(bucket);
  }

  function rememberEmpty(bucket: string, waitSeconds: number): void {
    if (emptyUntil.size > MAXIMUM_SHARES) emptyUntil.clear();
    emptyUntil.set(bucket, Date.now() + Math.min(waitSeconds * 1000, REMEMBER_EMPTY_MS));
  }

  return {
    async take(...limits) {
      for (const { bucket, code } of limits) assertNotEmpty(bucket, code);
      const answer = await ask(limits, 1);
      if (!answer) return;
      const { refused, waitSeconds } = answer;
      rememberEmpty(refused.bucket, waitSeconds);
      refuse(refused.code, waitSeconds);
    },
    async giveBack(...limits) {
      await ask(limits, -1);
    },
    async takeOften(bucket, policy) {
      const share = Math.max(1, Math.floor(policy.capacity / 10));
      assertNotEmpty(bucket, undefined);
      for (;;) {
        const own = shares.get(bucket);
        if (own && own.left > 0) {
          own.left -= 1;
          own.usedAtMs = Date.now();
          return;
        }
        // One question per bucket at a time; the others wait for its answer and spend from it.
        const answer =
          asking.get(bucket) ??
          ask([{ bucket, policy }], share)
            .then((refused) => {
              const wait = refused?.waitSeconds ?? 0;
              if (wait === 0) shares.set(bucket, { left: share, usedAtMs: Date.now() });
              return wait;
            })
            .finally(() => asking.delete(bucket));
        asking.set(bucket, answer);
        const wait = await answer;
        if (wait > 0) {
          rememberEmpty(bucket, wait);
          refuse('RATE_LIMITED', wait);
        }
        if (shares.size > MAXIMUM_SHARES)
          for (const [name, entry] of shares) if (Date.now() - entry.usedAtMs > SHARE_LIFE_MS) shares.delete(name);
      }
    },
  };
}
