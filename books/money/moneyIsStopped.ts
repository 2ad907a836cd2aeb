import { isNull } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { moneyStops } from '../../db/identity/schema.ts';

/** True while money is stopped for this tenant or for all. */
export async function moneyIsStopped(tx: Transaction): Promise<boolean> {
  const rows = await tx.select({ id: moneyStops.id }).from(moneyStops).where(isNull(moneyStops.endedAt)).limit(1);
  return rows.length > 0;
}
