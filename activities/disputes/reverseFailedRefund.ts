import { eq } from 'drizzle-orm';
import { moneyCommands } from '../../db/money/schema.ts';
import type { DisputeActivities } from '../../workflows/disputes/contract.ts';
import { reverseIfFailed } from './failedRefunds.ts';
import type { CollectDeps } from './readVendor.ts';

export const reverseFailedRefund =
  ({ db, stripe }: Pick<CollectDeps, 'db' | 'stripe'>): DisputeActivities['payouts']['reverseFailedRefund'] =>
  async (input) => {
    const [command] = await db.readTenant(input.tenantId, (tx) =>
      tx.select().from(moneyCommands).where(eq(moneyCommands.id, input.commandId)),
    );
    if (command) await reverseIfFailed(db, (await stripe(input.tenantId)).client, input, command);
  };
