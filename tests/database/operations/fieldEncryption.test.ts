import { randomBytes, randomInt } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { reencryptFields } from '../../../activities/operations/reencryptFields.ts';
import { verifyFields } from '../../../activities/operations/verifyFields.ts';
import { createFieldCipher, type FieldPlace, UnreadableFieldError } from '../../../db/encryption/fieldCipher.ts';
import { parseKeyRing } from '../../../db/encryption/keyRing.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const newKey = () => randomBytes(32).toString('base64url');
const [oldKey, nextKey] = [`old:${newKey()}`, `next:${newKey()}`];
const oldRing = createFieldCipher(parseKeyRing(oldKey));
const bothRings = createFieldCipher(parseKeyRing(`${nextKey},${oldKey}`));
const nextRing = createFieldCipher(parseKeyRing(nextKey));

const ROWS = 10_000;
const TAMPERINGS = 100_000;

describe('[S6] [PM-INV-03] [PY-SEC-06] [EM-SEC-06] a field at rest', () => {
  const place: FieldPlace = { tenantId: A, table: 'users', column: 'date_of_birth', rowId: crypto.randomUUID() };
  const accepts = (where: FieldPlace, text: string): boolean => {
    try {
      bothRings.decrypt(where, text);
      return true;
    } catch (error) {
      if (error instanceof UnreadableFieldError) return false;
      throw error;
    }
  };

  it('is version, key id and bytes that differ each time, and reads back', () => {
    const made = new Set(Array.from({ length: 1000 }, () => bothRings.encrypt(place, '1990-05-17')));
    expect(made.size).toBe(1000);
    for (const text of made) {
      expect(text).toMatch(/^v1:next:[\w-]+$/);
      expect(text).not.toContain('1990');
      expect(bothRings.decrypt(place, text)).toBe('1990-05-17');
    }
    expect(bothRings.decrypt(place, oldRing.encrypt(place, 'ü €'))).toBe('ü €');
  });

  it(`${TAMPERINGS} bit flips and swaps between rows, columns, tables and tenants are all refused`, () => {
    const text = bothRings.encrypt(place, 'a secret of this row');
    const [head, body = ''] = [text.slice(0, text.lastIndexOf(':') + 1), text.split(':')[2]];
    const sealed = Buffer.from(body, 'base64url');
    let accepted = 0;
    for (let index = 0; index < TAMPERINGS / 2; index += 1) {
      const flipped = Buffer.from(sealed);
      const bit = index < sealed.length * 8 ? index : randomInt(sealed.length * 8);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      if (index >= sealed.length * 8) flipped.writeUInt8(flipped.readUInt8(0) ^ randomInt(1, 256), 0);
      if (!flipped.equals(sealed)) accepted += accepts(place, head + flipped.toString('base64url')) ? 1 : 0;
    }
    const swaps = ['tenantId', 'table', 'column', 'rowId'] as const;
    for (let index = 0; index < TAMPERINGS / 2; index += 1) {
      const other = {
        ...place,
        [swaps[index % swaps.length] ?? 'rowId']: index % 8 < 4 ? crypto.randomUUID() : `${index}`,
      };
      accepted += accepts(other, text) ? 1 : 0;
    }
    const spellings = [
      `${text}=`,
      `${text}A`,
      text.slice(0, -1),
      text.replace('v1', 'v2'),
      text.replace(':next:', ':old:'),
      text.replace(':next:', ':nobody:'),
      text.replace(':next:', ':__proto__:'),
      `${text}:`,
      body,
      '',
      'v1::',
      'v1:next:',
      text.toUpperCase(),
      ` ${text}`,
      `v1:next:${'A'.repeat(10)}`,
    ];
    for (const spelling of spellings) accepted += accepts(place, spelling) ? 1 : 0;
    expect(accepted).toBe(0);
    expect(accepts(place, text)).toBe(true);
  });

  it('planted bug: without the place in it, a ciphertext pasted into another row would read', () => {
    const anywhere = { tenantId: '', table: '', column: '', rowId: '' };
    const text = bothRings.encrypt(anywhere, 'x');
    expect(accepts(anywhere, text)).toBe(true);
    expect(accepts(place, text)).toBe(false);
  });
});

describe('[S6] [PY-SEC-10] [BK-SEC-06] [W-26] keys rotate under load', () => {
  let database: TestDatabase;
  let ids: { id: string; tenantId: string }[];
  const birthday = (index: number) => `19${String(10 + (index % 90))}-01-0${1 + (index % 9)}`;
  const placeOf = (row: { id: string; tenantId: string }) => ({
    tenantId: row.tenantId,
    table: 'users',
    column: 'date_of_birth',
    rowId: row.id,
  });

  beforeAll(async () => {
    database = await createTestDatabase(inject('embeddedUrl'));
    ids = Array.from({ length: ROWS }, (_, index) => ({ id: crypto.randomUUID(), tenantId: index % 2 ? A : B }));
    const rows = ids.map((row, index) => ({
      id: row.id,
      tenant_id: row.tenantId,
      email: `${row.id}@example.com`,
      display_name: String(index),
      password_hash: 'x',
      roles: ['user'],
      date_of_birth: oldRing.encrypt(placeOf(row), birthday(index)),
    }));
    for (let start = 0; start < ROWS; start += 1000)
      await database.owner`insert into users ${database.owner(rows.slice(start, start + 1000))}`;
  });
  afterAll(() => database.end());

  it(`over ${ROWS} rows no field is unreadable at any moment, and none is left under the old key`, async () => {
    const { db } = database;
    let done = false;
    let [reads, unreadable, wrong, writes] = [0, 0, 0, 0];
    // Processes that have both keys read and write all the while; half of them still write under the old one.
    const oldWriter = createFieldCipher(parseKeyRing(`${oldKey},${nextKey}`));
    const expected = new Map<string, string>(ids.map((row, index) => [row.id, birthday(index)]));
    const reader = async () => {
      while (!done) {
        const row = ids[randomInt(ROWS)];
        if (!row) continue;
        await db.withTenant(row.tenantId, async (tx) => {
          const [found] = await tx.execute(sql`select date_of_birth from users where id = ${row.id} for update`);
          try {
            if (bothRings.decrypt(placeOf(row), String(found?.date_of_birth)) !== expected.get(row.id)) wrong += 1;
          } catch {
            unreadable += 1;
          }
          reads += 1;
          if (reads % 10 === 0) {
            const value = `20${String(10 + (reads % 15))}-02-02`;
            const writer = writes % 2 && reads < 2000 ? oldWriter : bothRings;
            await tx.execute(
              sql`update users set date_of_birth = ${writer.encrypt(placeOf(row), value)} where id = ${row.id}`,
            );
            expected.set(row.id, value);
            writes += 1;
          }
        });
      }
    };
    const [reencrypt, verify] = [reencryptFields({ db, cipher: bothRings }), verifyFields({ db })];
    const environment = new MockActivityEnvironment();
    const rotate = async () => {
      for (let pass = 0; pass < 20; pass += 1) {
        await environment.run(reencrypt, { keyId: 'next' });
        const { left } = (await environment.run(verify, { keyId: 'next' })) as { left: number };
        if (left === 0 && reads >= 2000) return;
      }
    };
    const load = [reader(), reader()];
    await rotate();
    done = true;
    await Promise.all(load);
    await rotate();
    expect({ unreadable, wrong }).toEqual({ unreadable: 0, wrong: 0 });
    expect(reads).toBeGreaterThan(500);
    expect(writes).toBeGreaterThan(50);
    // The old key may now leave the ring: everything reads without it.
    const all = await database.owner`select id, tenant_id, date_of_birth from users where date_of_birth is not null`;
    expect(all.length).toBe(ROWS);
    for (const row of all)
      expect(nextRing.decrypt(placeOf({ id: row.id, tenantId: row.tenant_id }), row.date_of_birth)).toBe(
        expected.get(row.id),
      );
  });

  it('a worker that does not have the new key refuses to rotate', async () => {
    const reencrypt = reencryptFields({ db: database.db, cipher: oldRing });
    await expect(new MockActivityEnvironment().run(reencrypt, { keyId: 'next' })).rejects.toThrow(
      "this worker's newest key is old",
    );
  });
});
