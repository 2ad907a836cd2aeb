import { appendEvent } from '../../books/events.ts';
import type { Database } from '../../db/database.ts';
import type { ReviewScope } from '../../workflows/reviews/contract.ts';

/** Event for a Signal that could not be read or was refused: nobody waits for its answer. */
export const recordSignalRefusal =
  ({ db }: { db: Database }) =>
  ({ tenantId, processId, code }: ReviewScope & { code: string }): Promise<void> =>
    db.withTenant(tenantId, (tx) =>
      appendEvent(tx, {
        type: 'review_signal_refused',
        actor: 'temporal-operator',
        subject: `process:${processId}`,
        data: { code },
      }),
    );
