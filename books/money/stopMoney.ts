import type { Database } from '../../db/database.ts';
import { moneyStops } from '../../db/identity/schema.ts';
import type { StopReach } from '../../domain/money/stops.ts';
import { appendEvent } from '../events.ts';

/**
 * Stops every outward money call of a tenant, or of all. A stop of all belongs to no tenant, so the platform's login writes
 * it, before the tenant's event: money that is stopped without its event is better than the reverse.
 */
export async function stopMoney(
  db: Database,
  stop: { tenantId: string; reach: StopReach; reason: string; actor: string; requestId: string },
): Promise<void> {
  const { tenantId, reach, reason, actor, requestId } = stop;
  const row = { tenantId: reach === 'all' ? null : tenantId, reason, startedBy: actor };
  if (reach === 'all') await db.withPlatform('money stop', (tx) => tx.insert(moneyStops).values(row));
  await db.withTenant(tenantId, async (tx) => {
    if (reach === 'tenant') await tx.insert(moneyStops).values(row);
    await appendEvent(tx, {
      type: 'money_stopped',
      actor,
      subject: `money-stop:${reach}`,
      data: { reason },
      requestId,
    });
  });
}
