import { heartbeat } from '@temporalio/activity';
import { sql } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { ENCRYPTED_COLUMNS } from '../../db/encryption/encryptedColumns.ts';
import type { OperationsActivities } from '../../workflows/operations/contract.ts';
import { tenantIds } from './tenantIds.ts';

/** How many fields are not under this key. */
export const verifyFields =
  ({ db }: { db: Database }): OperationsActivities['verifyFields'] =>
  async ({ keyId }) => {
    let left = 0;
    for (const tenantId of await tenantIds(db))
      for (const { table, column } of ENCRYPTED_COLUMNS) {
        const [row] = await db.withTenant(tenantId, (tx) =>
          tx.execute(sql`
            select count(*) as left from ${sql.identifier(table)}
            where ${sql.identifier(column)} is not null and ${sql.identifier(column)} not like ${`v1:${keyId}:%`}`),
        );
        left += Number(row?.left ?? 0);
        heartbeat(left);
      }
    return { left };
  };
