import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../../cli/environment/ports.ts';
import { type Database, openDatabase } from '../../../db/database.ts';
import { startEmbeddedDatabase } from '../../../db/embedded.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';

const CALLERS = 30;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One transaction after the other until told to stop; counts what became of each, and how long the slowest took. */
async function call(db: Database, seen: Map<string, number>, stopped: () => boolean): Promise<number> {
  let slowest = 0;
  while (!stopped()) {
    const startedAt = Date.now();
    const outcome = await db
      .withTenant(TENANT, async (tx) => {
        await tx.execute(sql`select 1`);
        await tx.execute(sql`select 2`);
      })
      .then(
        () => 'ok',
        () => 'failed',
      );
    slowest = Math.max(slowest, Date.now() - startedAt);
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    await pause(5);
  }
  return slowest;
}

describe('[BK-FB-06] the database is killed and comes back', () => {
  it(`${CALLERS} callers at once: each call ends, none waits for ever, and all work again afterwards`, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'countersign-outage-'));
    const port = await freePort(0);
    let server = await startEmbeddedDatabase(directory, port);
    const db = openDatabase({ app: server.url, platform: server.url }, 20);
    const seen = new Map<string, number>();
    let stop = false;
    const callers = Array.from({ length: CALLERS }, () => call(db, seen, () => stop));
    await pause(500);
    const killed = once(server.process, 'exit');
    server.process.kill('SIGKILL');
    await killed;
    await pause(1_500);
    expect(seen.get('failed')).toBeGreaterThan(0);
    server = await startEmbeddedDatabase(directory, port);
    await pause(3_000);
    const failed = seen.get('failed');
    seen.set('ok', 0);
    await pause(500);
    stop = true;
    const slowest = await Promise.race([Promise.all(callers), pause(10_000).then(() => null)]);
    expect(slowest, 'a call never ended').not.toBeNull();
    expect(seen.get('failed')).toBe(failed);
    expect(seen.get('ok')).toBeGreaterThan(CALLERS);
    await db.end();
    server.process.kill('SIGINT');
  });
});
