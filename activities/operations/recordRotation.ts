import { endRotation } from '../../books/operations/endRotation.ts';
import type { Database } from '../../db/database.ts';
import type { OperationsActivities } from '../../workflows/operations/contract.ts';

/** Says that every field is under the newest key, and ends the run. */
export const recordRotation =
  ({ db }: { db: Database }): OperationsActivities['recordRotation'] =>
  (input) =>
    db.withTenant(input.tenantId, (tx) => endRotation(tx, input));
