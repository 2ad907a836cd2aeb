import { heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { closeProcess } from '../../books/operations/closeProcess.ts';
import { renewField } from '../../books/operations/renewField.ts';
import type { Database } from '../../db/database.ts';
import { ENCRYPTED_COLUMNS } from '../../db/encryption/encryptedColumns.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { tenants } from '../../db/identity/schema.ts';

const BATCH = 500;

interface FieldRow {
  id: string;
  ciphertext: string;
}

/** Key rotation over the encrypted columns of all tenants. Interrupted anywhere, it goes on where old keys are left. */
export function createKeyActivities({ db, cipher }: { db: Database; cipher: FieldCipher }) {
  const tenantIds = async () =>
    (await db.withPlatform('key rotation', (tx) => tx.select({ id: tenants.id }).from(tenants))).map((row) => row.id);

  function assertKey(keyId: string): void {
    if (cipher.currentKeyId !== keyId)
      throw ApplicationFailure.create({
        message: `this worker's newest key is ${cipher.currentKeyId}, not ${keyId}; restart it with the new ring`,
        type: 'KEY_NOT_CURRENT',
        nextRetryDelay: '5s',
      });
  }

  /** One batch of one column: read, re-encrypt, write where nothing has changed meanwhile. Returns rows seen and done. */
  async function batch(
    tenantId: string,
    table: string,
    column: string,
    key: string,
    after: string,
  ): Promise<{ rows: FieldRow[]; done: number }> {
    return db.withTenant(tenantId, async (tx) => {
      const [from, field, id] = [sql.identifier(table), sql.identifier(column), sql.identifier(key)];
      // drizzle types raw rows as unknown records; the statement returns exactly these columns.
      const rows = (await tx.execute(sql`
        select ${id} as id, ${field} as ciphertext from ${from}
        where ${field} is not null and ${field} not like ${`v1:${cipher.currentKeyId}:%`} and ${id} > ${after}::uuid
        order by ${id} limit ${BATCH}`)) as unknown as FieldRow[];
      let done = 0;
      for (const row of rows) {
        const place = { tenantId, table, column, rowId: row.id };
        const renewed = cipher.encrypt(place, cipher.decrypt(place, row.ciphertext));
        const field = { table, column, key, rowId: row.id, before: row.ciphertext, after: renewed };
        if (await renewField(tx, field)) done += 1;
      }
      return { rows: [...rows], done };
    });
  }

  return {
    async reencryptFields(input: { keyId: string }): Promise<{ done: number }> {
      assertKey(input.keyId);
      let done = 0;
      for (const tenantId of await tenantIds()) {
        for (const { table, column, key = 'id' } of ENCRYPTED_COLUMNS) {
          let after = '00000000-0000-0000-0000-000000000000';
          for (;;) {
            const result = await batch(tenantId, table, column, key, after);
            done += result.done;
            heartbeat({ tenantId, table, done });
            const last = result.rows.at(-1);
            if (!last || result.rows.length < BATCH) break;
            after = last.id;
          }
        }
      }
      return { done };
    },

    /** How many fields are not under this key. */
    async verifyFields(input: { keyId: string }): Promise<{ left: number }> {
      let left = 0;
      for (const tenantId of await tenantIds())
        for (const { table, column } of ENCRYPTED_COLUMNS) {
          const [row] = await db.withTenant(tenantId, (tx) =>
            tx.execute(sql`
              select count(*) as left from ${sql.identifier(table)}
              where ${sql.identifier(column)} is not null and ${sql.identifier(column)} not like ${`v1:${input.keyId}:%`}`),
          );
          left += Number(row?.left ?? 0);
          heartbeat(left);
        }
      return { left };
    },

    async recordRotation(input: { tenantId: string; processId: string; keyId: string; done: number }): Promise<void> {
      await db.withTenant(input.tenantId, async (tx) => {
        await closeProcess(tx, input.processId);
        await appendEvent(tx, {
          type: 'key_rotated',
          actor: 'workflow',
          subject: `key:${input.keyId}`,
          data: { fields: input.done },
        });
      });
    },
  };
}
