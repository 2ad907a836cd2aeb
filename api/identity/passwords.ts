import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { CodedError } from '../../domain/errors/codes.ts';

/** argon2id with OWASP's minimum: 19 MiB, 2 passes, 1 lane; 9 to 14 ms of one core. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
// Waiting longer than this many hashes helps nobody: the caller has given up by then.
const MAXIMUM_WAITING = 200;

export interface Passwords {
  hash(password: string): Promise<string>;
  /** Of a password that nobody knows: a mail's token sets the first one. */
  hashUnknown(): Promise<string>;
  /** Whether the password fits. Without a hash the same work is done in vain, so that timing tells nothing. */
  verify(storedHash: string | null, password: string): Promise<boolean>;
}

/**
 * Hashes on all cores but one, the rest wait in line: a login flood must leave a core to everybody else. `known` are
 * passwords that everybody knows: none of them fits, whatever the books say, e.g. of a rehearsal that became an installation.
 */
export function createPasswords(known: string[] = []): Passwords {
  const refused = new Set(known);
  let free = Math.max(1, availableParallelism() - 1);
  const waiting: (() => void)[] = [];
  const decoy = hash('not a password of anybody', ARGON2);

  async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (free === 0) {
      if (waiting.length >= MAXIMUM_WAITING)
        throw new CodedError('RATE_LIMITED', 'Too many logins at once', { retry_after_seconds: 2 });
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else free -= 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  }

  return {
    hash: (password) => inTurn(() => hash(password, ARGON2)),
    hashUnknown: () => inTurn(() => hash(randomBytes(32), ARGON2)),
    async verify(storedHash, password) {
      const compared = storedHash ?? (await decoy);
      const fits = await inTurn(() => verify(compared, password));
      return storedHash !== null && fits && !refused.has(password);
    },
  };
}
