import { sql } from 'drizzle-orm';
import { type Database, firstRow } from '../../db/database.ts';
import { CodedError } from '../../domain/errors/codes.ts';

/** `capacity` at once, refilled evenly over `windowSeconds`. */
export interface LimitPolicy {
  capacity: number;
  windowSeconds: number;
}

export interface RateLimits {
  /** Takes one token of a bucket in the database; throws RATE_LIMITED (or `code`) with Retry-After when none is left. */
  take(bucket: string, policy: LimitPolicy, code?: 'RATE_LIMITED' | 'ACCOUNT_LOCKED'): Promise<void>;
  /** Gives one back: the try did not count. */
  giveBack(bucket: string, policy: LimitPolicy): Promise<void>;
  /** As `take`, for every request: takes a tenth of the bucket from the database at a time and spends it here. */
  takeOften(bucket: string, policy: LimitPolicy): Promise<void>;
}

// Shares of buckets nobody has spent from for this long are dropped; their tokens come back by refill.
const SHARE_LIFE_MS = 120_000;
const MAXIMUM_SHARES = 20_000;

function refuse(code: 'RATE_LIMITED' | 'ACCOUNT_LOCKED', waitSeconds: number): never {
  const seconds = Math.max(1, Math.ceil(waitSeconds));
  throw new CodedError(code, undefined, { retry_after_seconds: seconds });
}

/** Token buckets in Postgres, so that any number of API processes share them. */
export function createRateLimits(db: Database): RateLimits {
  const shares = new Map<string, { left: number; usedAtMs: number }>();
  const asking = new Map<string, Promise<number>>();

  async function ask(bucket: string, { capacity, windowSeconds }: LimitPolicy, wanted: number): Promise<number> {
    const row = await db.withPlatform('rate limit', (tx) =>
      firstRow<{ wait: number }>(
        tx,
        sql`select take_tokens(${bucket}, ${capacity}, ${capacity / windowSeconds}, ${wanted}) as wait`,
      ),
    );
    return Number(row?.wait ?? 0);
  }

  return {
    async take(bucket, policy, code = 'RATE_LIMITED') {
      const wait = await ask(bucket, policy, 1);
      if (wait > 0) refuse(code, wait);
    },
    async giveBack(bucket, policy) {
      await ask(bucket, policy, -1);
    },
    async takeOften(bucket, policy) {
      const share = Math.max(1, Math.floor(policy.capacity / 10));
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
          ask(bucket, policy, share)
            .then((wait) => {
              if (wait === 0) shares.set(bucket, { left: share, usedAtMs: Date.now() });
              return wait;
            })
            .finally(() => asking.delete(bucket));
        asking.set(bucket, answer);
        const wait = await answer;
        if (wait > 0) refuse('RATE_LIMITED', wait);
        if (shares.size > MAXIMUM_SHARES)
          for (const [name, entry] of shares) if (Date.now() - entry.usedAtMs > SHARE_LIFE_MS) shares.delete(name);
      }
    },
  };
}
