import { endBulk as end } from '../../books/reviews/endBulk.ts';
import type { Database } from '../../db/database.ts';
import type { BulkEnd, BulkProgress } from '../../workflows/reviews/contract.ts';

/** Closes the bulk decision with its receipt. */
export const endBulk =
  ({ db }: { db: Database }) =>
  (input: BulkEnd): Promise<BulkProgress> =>
    db.withTenant(input.tenantId, (tx) => end(tx, input));
