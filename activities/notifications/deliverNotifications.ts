import { heartbeat } from '@temporalio/activity';
import { sql } from 'drizzle-orm';
import { endDelivery } from '../../books/notifications/endDelivery.ts';
import { queuedOf } from '../../db/notifications/queuedOf.ts';
import { notifications } from '../../db/notifications/schema.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { NotificationActivities } from '../../workflows/notifications/contract.ts';
import { attemptMessage } from './attemptMessage.ts';
import type { NotificationDeps } from './deps.ts';

/** One attempt delivers for so long at most, well below its time-out, and so many messages at once. */
const ROUND_MS = 30_000;
const ROUND_ROWS = 200;
/** The run looks again after that at what is left. */
const AGAIN_MS = 1_000;

/**
 * Delivers what waits, one by one, also what comes meanwhile, and ends the run. Comes again for what could not be delivered
 * yet; the fixed Message-ID makes a repeat recognisable.
 */
export const deliverNotifications =
  (deps: NotificationDeps): NotificationActivities['deliverNotifications'] =>
  async (input) => {
    const { db } = deps;
    const until = Date.now() + ROUND_MS;
    for (let ended = false; !ended; ) {
      const rows = await db.withTenant(input.tenantId, (tx) =>
        tx
          .select()
          .from(notifications)
          .where(queuedOf(input))
          .orderBy(sql`coalesce(${notifications.retryAt}, ${notifications.createdAt})`)
          .limit(ROUND_ROWS),
      );
      let left = 0;
      for (const row of rows) {
        const waits = !row.noticedAt && Date.now() < (row.retryAt?.getTime() ?? 0);
        if (waits || Date.now() > until || (await attemptMessage(deps, row)) === 'again') left += 1;
        heartbeat(row.id);
      }
      // Another attempt must not begin while this one still sends.
      if (left > 0 || Date.now() > until)
        throw new VendorError('notifications', 'NOTIFICATIONS_LEFT', 'retryable', AGAIN_MS);
      ended = await db.withTenant(input.tenantId, (tx) => endDelivery(tx, input));
    }
  };
