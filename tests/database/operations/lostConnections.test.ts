import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../../db/database.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';

/** What the driver asks on each new connection. */
const TYPE_QUESTION = 'pg_catalog.pg_type';
const ENOUGH_MS = 10_000;
/** A function that every server has, instead of one of ours: this database is empty. It refuses a type that there is not. */
const ANY_READ = 'pg_input_is_valid' as 'own_profile';

let proxied: string;
/** Whether a connection ends when the client sends this text. */
let cutsAt: (text: string) => boolean = () => false;
const clients = new Set<Socket>();

// Stands between the driver and the server, and ends connections at the moment a test chooses.
const proxy = createServer((client) => {
  const target = new URL(inject('embeddedUrl'));
  const server = connect(Number(target.port), target.hostname);
  clients.add(client);
  for (const socket of [client, server]) socket.on('error', () => undefined);
  client.on('data', (bytes) => {
    if (cutsAt(bytes.toString('latin1'))) client.resetAndDestroy();
    else server.write(bytes);
  });
  server.on('data', (bytes) => void client.write(bytes));
  client.on('close', () => {
    clients.delete(client);
    server.destroy();
  });
  server.on('close', () => client.destroy());
});

beforeAll(async () => {
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = Object.assign(new URL(inject('embeddedUrl')), {
    port: String((proxy.address() as AddressInfo).port),
  });
  proxied = address.toString();
});
afterAll(() => proxy.close());

/** What became of it, or that it never ended. */
const outcome = (work: Promise<unknown>): Promise<string> =>
  Promise.race([
    work.then(
      () => 'done',
      () => 'failed',
    ),
    new Promise<string>((resolve) => setTimeout(resolve, ENOUGH_MS, 'never ended').unref()),
  ]);

describe('[BK-FB-06] a connection that closes at a bad moment', () => {
  it('while the driver asks about types: whoever waited for the connection gets another one', async () => {
    let cuts = 0;
    cutsAt = (text) => text.includes(TYPE_QUESTION) && ++cuts === 1;
    const db = openDatabase({ app: proxied, platform: proxied }, 2);
    const ended = await outcome(db.readTenant(TENANT, (tx) => tx.execute(sql`select 1`)));
    expect(cuts).toBeGreaterThan(1);
    expect(ended).toBe('done');
    cutsAt = () => false;
    await db.end();
  });

  it('between two statements of a transaction: the second fails, whenever it is sent, and the next transaction works', async () => {
    // The driver is told by an error first and by the close later. Turns of the event loop until the second statement is sent:
    for (let turns = 0; turns < 40; turns += 1) {
      const db = openDatabase({ app: proxied, platform: proxied }, 1);
      const ended = await outcome(
        db.withTenant(TENANT, async (tx) => {
          await tx.execute(sql`select 1`);
          for (const client of clients) client.resetAndDestroy();
          for (let turn = 0; turn < turns; turn += 1) await new Promise((next) => setImmediate(next));
          await tx.execute(sql`select 2`);
        }),
      );
      expect(ended, `sent after ${turns} turns`).toBe('failed');
      expect(await outcome(db.withTenant(TENANT, (tx) => tx.execute(sql`select 3`)))).toBe('done');
      await db.end();
    }
  });

  it('under reads that share it: each of them ends, and the next ones get another connection', async () => {
    const read = (db: ReturnType<typeof openDatabase>) => outcome(db.callRead(ANY_READ, TENANT, ['uuid']));
    for (let turns = 0; turns < 40; turns += 1) {
      const db = openDatabase({ app: proxied, platform: proxied }, 2);
      expect(await read(db)).toBe('done');
      const before = Array.from({ length: 10 }, () => read(db));
      for (let turn = 0; turn < turns; turn += 1) await new Promise((next) => setImmediate(next));
      for (const client of clients) client.resetAndDestroy();
      const after = Array.from({ length: 10 }, () => read(db));
      expect(await Promise.all([...before, ...after]), `cut after ${turns} turns`).not.toContain('never ended');
      expect(await read(db)).toBe('done');
      await db.end();
    }
  });

  it('a refused read among those that share a connection takes no answer from the others', async () => {
    const db = openDatabase({ app: proxied, platform: proxied }, 2);
    const answers = await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) =>
        db.callRead(ANY_READ, TENANT, [index % 7 === 3 ? 'no such type' : 'uuid']),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(
      Array.from({ length: 60 }, (_, index) => (index % 7 === 3 ? 'rejected' : 'fulfilled')),
    );
    await db.end();
  });
});
