import { closeProcess } from '../../books/operations/closeProcess.ts';
import type { Database } from '../../db/database.ts';
import type { BookingActivities } from '../../workflows/bookings/contract.ts';

export const closeUnmatched =
  ({ db }: { db: Database }): BookingActivities['closeUnmatched'] =>
  async ({ tenantId, processId }) => {
    await db.withTenant(tenantId, (tx) => closeProcess(tx, processId));
  };
