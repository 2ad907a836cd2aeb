import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAccessTokens } from './accessTokens.ts';

afterEach(() => void vi.useRealTimers());

/** A vendor that gives tokens `t1`, `t2`, … and takes the newest only. */
function vendor(lifeMs: number | null) {
  let given = 0;
  let refusing = false;
  const withToken = createAccessTokens(
    async () => {
      if (refusing) throw new Error('client refused');
      given += 1;
      return { token: `t${given}`, lifeMs };
    },
    (error) => error instanceof Error && error.message === 'token refused',
  );
  const used: string[] = [];
  const use = () =>
    withToken(async (token) => {
      used.push(token);
      if (token !== `t${given}`) throw new Error('token refused');
      return token;
    });
  return {
    use,
    used,
    withToken,
    given: () => given,
    /** Ends the newest token. */
    end() {
      given += 1;
    },
    refuse(on: boolean) {
      refusing = on;
    },
  };
}

describe('access tokens of a client', () => {
  it('uses at the same time ask once, and later ones keep the token', async () => {
    const { use, given } = vendor(null);
    expect(await Promise.all([use(), use(), use()])).toEqual(['t1', 't1', 't1']);
    expect([await use(), given()]).toEqual(['t1', 1]);
  });

  it('a token is renewed a minute before its end, and one of a short life at half of it', async () => {
    vi.useFakeTimers();
    for (const [lifeMs, early] of [
      [3_600_000, 60_000],
      [10_000, 5_000],
    ] as const) {
      const { use } = vendor(lifeMs);
      expect(await use()).toBe('t1');
      vi.advanceTimersByTime(lifeMs - early - 1);
      expect(await use()).toBe('t1');
      vi.advanceTimersByTime(1);
      expect(await use()).toBe('t2');
    }
  });

  it('a refused token is renewed once for all that met the refusal; the work is done again once and no more', async () => {
    const { use, used, given, end, withToken } = vendor(null);
    await use();
    end();
    expect(await Promise.all([use(), use()])).toEqual(['t3', 't3']);
    expect([given(), used]).toEqual([3, ['t1', 't1', 't1', 't3', 't3']]);
    let tries = 0;
    const refused = withToken(() => {
      tries += 1;
      return Promise.reject(new Error('token refused'));
    });
    await expect(refused).rejects.toThrow('token refused');
    expect(tries).toBe(2);
  });

  it('another failure is not tried again, and a client that is refused is asked for at the next use', async () => {
    const { use, given, withToken, refuse } = vendor(null);
    await expect(withToken(() => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(given()).toBe(1);
    const second = vendor(null);
    second.refuse(true);
    await expect(second.use()).rejects.toThrow('client refused');
    second.refuse(false);
    expect(await second.use()).toBe('t1');
    refuse(true);
    expect(await use()).toBe('t1');
  });
});
