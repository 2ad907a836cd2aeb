import { eq } from 'drizzle-orm';
import { CodedError } from '../../domain/errors/codes.ts';
import { isUuid, type Transaction } from '../database.ts';
import { bulkDecisions } from './schema.ts';

export type BulkRow = typeof bulkDecisions.$inferSelect;

const bulkWith = (tx: Transaction, bulkId: string) =>
  tx.select().from(bulkDecisions).where(eq(bulkDecisions.id, bulkId));

/** A bulk decision as it stands. The id may come from anywhere. Throws NOT_FOUND. */
export async function findBulk(tx: Transaction, bulkId: string): Promise<BulkRow> {
  const [bulk] = isUuid(bulkId) ? await bulkWith(tx, bulkId) : [];
  if (!bulk) throw new CodedError('NOT_FOUND');
  return bulk;
}

/** The same under lock, for whoever changes it. */
export async function lockBulk(tx: Transaction, bulkId: string): Promise<BulkRow> {
  const [bulk] = isUuid(bulkId) ? await bulkWith(tx, bulkId).for('update') : [];
  if (!bulk) throw new CodedError('NOT_FOUND');
  return bulk;
}
