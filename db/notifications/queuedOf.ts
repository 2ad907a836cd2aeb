import { and, eq, isNull, or } from 'drizzle-orm';
import type { NotificationInput } from '../../workflows/notifications/contract.ts';
import { notifications } from './schema.ts';

/** Messages this run has still to deliver. */
export const queuedOf = ({ processId, batchId }: NotificationInput) =>
  and(
    eq(notifications.status, 'queued'),
    or(
      eq(notifications.processId, processId),
      and(isNull(notifications.processId), eq(notifications.batchId, batchId)),
    ),
  );
