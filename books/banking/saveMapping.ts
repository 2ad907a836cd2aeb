import { eq, sql } from 'drizzle-orm';
import { statementMappings } from '../../db/banking/schema.ts';
import type { Transaction } from '../../db/database.ts';
import type { CsvMapping } from '../../domain/banking/csvMapping.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { By } from '../by.ts';
import { appendEvent } from '../events.ts';

export type MappingRow = typeof statementMappings.$inferSelect;

/** Saved mappings of a tenant: all of them are shown at once. */
const MOST_MAPPINGS = 500;

/** Saves which column of a bank's CSV says what; one of the same name is replaced. Throws BANKING_FULL. */
export async function saveMapping(
  tx: Transaction,
  mapping: { tenantId: string; name: string; headKey: string | null; mapping: CsvMapping },
  by: By,
): Promise<MappingRow> {
  const own = eq(statementMappings.name, mapping.name);
  if ((await tx.$count(statementMappings, own)) === 0 && (await tx.$count(statementMappings)) >= MOST_MAPPINGS)
    throw new CodedError('BANKING_FULL', `An organisation has at most ${MOST_MAPPINGS} saved mappings`);
  const [row] = await tx
    .insert(statementMappings)
    .values({ ...mapping, createdBy: by.actor })
    .onConflictDoUpdate({
      target: [statementMappings.tenantId, statementMappings.name],
      set: { mapping: mapping.mapping, headKey: mapping.headKey, updatedAt: sql`now()` },
    })
    .returning();
  if (!row) throw new Error('mapping not written');
  await appendEvent(tx, {
    type: 'statement_mapping_saved',
    actor: by.actor,
    subject: `statement-mapping:${row.id}`,
    requestId: by.requestId,
  });
  return row;
}

/** The mapping that somebody names; null where there is none. */
export const mappingById = async (tx: Transaction, id: string): Promise<MappingRow | null> =>
  (await tx.select().from(statementMappings).where(eq(statementMappings.id, id)))[0] ?? null;
