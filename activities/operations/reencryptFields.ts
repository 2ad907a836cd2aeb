import { heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { sql } from 'drizzle-orm';
import { renewField } from '../../books/operations/renewField.ts';
import type { Database } from '../../db/database.ts';
import { ENCRYPTED_COLUMNS } from '../../db/encryption/encryptedColumns.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { OperationsActivities } from '../../workflows/operations/contract.ts';
import { tenantIds } from './tenantIds.ts';

const BATCH = 500;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

interface KeyDeps {
  db: Database;
  cipher: FieldCipher;
}
interface FieldRow {
  id: string;
  ciphertext: string;
}

/** One batch of one column: read, re-encrypt, write where nothing has changed meanwhile. Returns rows seen and done. */
async function batch(
  { db, cipher }: KeyDeps,
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

/** All rows of one column of a tenant. Returns how many were done. */
async function column(
  deps: KeyDeps,
  tenantId: string,
  { table, column: name, key = 'id' }: (typeof ENCRYPTED_COLUMNS)[number],
): Promise<number> {
  let done = 0;
  let after = FIRST_ID;
  for (;;) {
    const result = await batch(deps, tenantId, table, name, key, after);
    done += result.done;
    heartbeat({ tenantId, table, done });
    const last = result.rows.at(-1);
    if (!last || result.rows.length < BATCH) return done;
    after = last.id;
  }
}

/** Key rotation over the encrypted columns of all tenants. Interrupted anywhere, it goes on where old keys are left. */
export const reencryptFields =
  (deps: KeyDeps): OperationsActivities['reencryptFields'] =>
  async ({ keyId }) => {
    const { currentKeyId } = deps.cipher;
    if (currentKeyId !== keyId)
      throw ApplicationFailure.create({
        message: `this worker's newest key is ${currentKeyId}, not ${keyId}; restart it with the new ring`,
        type: 'KEY_NOT_CURRENT',
        nextRetryDelay: '5s',
      });
    let done = 0;
    for (const tenantId of await tenantIds(deps.db))
      for (const encrypted of ENCRYPTED_COLUMNS) done += await column(deps, tenantId, encrypted);
    return { done };
  };
