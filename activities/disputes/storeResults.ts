import { endRun } from '../../books/disputes/endRun.ts';
import type { Database } from '../../db/database.ts';
import type { DisputeActivities } from '../../workflows/disputes/contract.ts';

export const storeResults =
  ({ db, approverEmails }: { db: Database; approverEmails: string[] }): DisputeActivities['core']['storeResults'] =>
  (input) =>
    db.withTenant(input.tenantId, (tx) => endRun(tx, input, input, approverEmails));
