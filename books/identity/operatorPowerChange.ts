import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { powerChanges } from '../../db/identity/powerSchema.ts';
import { OPERATOR } from '../../domain/identity/power.ts';
import { mayDo, powerChangeEvent, tellDecision } from './closePowerChange.ts';
import type { PowerRequest } from './requestPowerChange.ts';

/** Somebody at the machine itself asks and needs nobody else; it is kept and mailed like any other change. */
export async function operatorPowerChange(
  tx: Transaction,
  change: Pick<PowerRequest, 'tenantId' | 'kind' | 'subject' | 'after' | 'summary'>,
): Promise<void> {
  const [made] = await tx
    .insert(powerChanges)
    .values({
      ...change,
      state: 'approved',
      requestedBy: OPERATOR,
      decidedBy: OPERATOR,
      decidedAt: sql`now()`,
      expiresAt: sql`now()`,
    })
    .returning();
  if (!made) throw new Error('power change not written');
  await mayDo(tx, made.id);
  await tellDecision(tx, made, 'approved');
  await powerChangeEvent(tx, made, 'approved', { actor: OPERATOR, requestId: 'cli' });
}
