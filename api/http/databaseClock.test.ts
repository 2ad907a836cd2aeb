import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../db/database.ts';
import { createDatabaseClock } from './databaseClock.ts';
import { createTokenService } from './tokens.ts';

/** A database of which only the clock is asked. */
let databaseMs: number;
let asked: number;
let isAway: boolean;
const db = {
  withPlatform: async (_reason: string, work: (tx: object) => Promise<unknown>) =>
    work({
      execute: async () => {
        asked += 1;
        if (isAway) throw new Error('away');
        return [{ ms: databaseMs }];
      },
    }),
} as unknown as Database;
beforeEach(() => {
  [databaseMs, asked, isAway] = [Date.parse('2030-01-01T00:00:00Z'), 0, false];
});

describe("the database's clock as a process knows it", () => {
  it('is asked once, and counted on from there', async () => {
    const clock = createDatabaseClock(db);
    const all = await Promise.all([clock.nowMs(), clock.nowMs(), clock.nowMs()]);
    for (const now of all) expect(now).toBeGreaterThanOrEqual(databaseMs);
    await clock.nowMs(databaseMs);
    expect(asked).toBe(1);
  });

  it('before the first answer nobody knows; what is known then goes on without the database', async () => {
    const clock = createDatabaseClock(db);
    isAway = true;
    await expect(clock.nowMs()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    isAway = false;
    await clock.nowMs();
    isAway = true;
    expect(await clock.nowMs(databaseMs + 60_000)).toBeLessThan(databaseMs + 60_000);
  });

  it('is asked again when the database has named an instant that it has not come to', async () => {
    const clock = createDatabaseClock(db);
    await clock.nowMs();
    databaseMs += 60_000;
    expect(await clock.nowMs()).toBeLessThan(databaseMs);
    expect(await clock.nowMs(databaseMs)).toBeGreaterThanOrEqual(databaseMs);
  });

  it('has jumped ahead: a token made since then is good at once, and one from the future never is', async () => {
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const tokens = createTokenService(pem.toString(), 'here', createDatabaseClock(db));
    const subject = { userId: randomUUID(), tenantId: randomUUID(), sessionId: randomUUID() };
    const make = async (atMs: number) => (await tokens.issue('access', subject, atMs)).token;
    await tokens.verify('access', await make(databaseMs));
    databaseMs += 60_000;
    expect(await tokens.verify('access', await make(databaseMs))).toMatchObject(subject);
    await expect(tokens.verify('access', await make(databaseMs + 60_000))).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});
