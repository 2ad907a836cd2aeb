/** A token is renewed this long before its end, and one of a short life at half of it. */
const EARLY_MS = 60_000;

interface AccessToken {
  token: string;
  /** In ms of the clock. */
  renewAt: number;
}

/** Does a piece of work with a token that opens the account. */
export type WithToken = <Result>(work: (token: string) => Promise<Result>) => Promise<Result>;

/**
 * The access token of one client of one account: got when it is first needed, kept in memory only, renewed before its end
 * and once after a refusal. Work that was refused for its token had no effect, so it may be done again. Uses at the same
 * time ask for one token. `lifeMs` is null where the vendor does not say it. Errors are those of `ask` and of the work.
 */
export function createAccessTokens(
  ask: () => Promise<{ token: string; lifeMs: number | null }>,
  isRefused: (error: unknown) => boolean,
): WithToken {
  let asked: Promise<AccessToken> | null = null;
  let newest: AccessToken | null = null;

  async function get(): Promise<AccessToken> {
    const at = Date.now();
    try {
      const { token, lifeMs } = await ask();
      const renewAt = lifeMs === null ? Number.POSITIVE_INFINITY : at + lifeMs - Math.min(EARLY_MS, lifeMs / 2);
      newest = { token, renewAt };
      return newest;
    } catch (error) {
      // A refusal is not kept: the next use asks again.
      asked = null;
      throw error;
    }
  }

  async function current(): Promise<AccessToken> {
    if (newest && newest.renewAt <= Date.now()) drop(newest);
    asked ??= get();
    return asked;
  }

  /** Only who saw the newest one ends it: others have asked for another since. */
  function drop(token: AccessToken): void {
    if (newest !== token) return;
    newest = null;
    asked = null;
  }

  return async (work) => {
    const used = await current();
    try {
      return await work(used.token);
    } catch (error) {
      if (!isRefused(error)) throw error;
      drop(used);
      return work((await current()).token);
    }
  };
}
