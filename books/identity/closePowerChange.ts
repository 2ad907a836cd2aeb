import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { powerChanges } from '../../db/identity/powerSchema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { appendEvent } from '../events.ts';
import { tellAdmins } from '../notifications/tellAdmins.ts';
import type { PowerChange } from './requestPowerChange.ts';

/** A pending change of the transaction's tenant, locked. Throws NOT_FOUND, or POWER_CHANGE_CLOSED when it is decided or too old. */
export async function lockPowerChange(tx: Transaction, changeId: string): Promise<PowerChange> {
  const [found] = await tx
    .select({ change: powerChanges, late: sql<boolean>`expires_at <= now()` })
    .from(powerChanges)
    .where(eq(powerChanges.id, changeId))
    .for('update');
  if (!found) throw new CodedError('NOT_FOUND');
  if (found.change.state !== 'pending' || found.late) throw new CodedError('POWER_CHANGE_CLOSED');
  return found.change;
}

/** Writes the decision of a locked change and tells all admins. After an approval this transaction may do what was asked, and only that. */
export async function closePowerChange(
  tx: Transaction,
  change: PowerChange,
  state: 'approved' | 'refused',
  by: { actor: string; userId: string | null },
): Promise<PowerChange> {
  const [closed] = await tx
    .update(powerChanges)
    .set({ state, decidedBy: by.actor, decidedByUser: by.userId, decidedAt: sql`now()` })
    .where(eq(powerChanges.id, change.id))
    .returning();
  if (!closed) throw new Error('power change not written');
  if (state === 'approved') await mayDo(tx, change.id);
  await tellDecision(tx, change, state);
  return closed;
}

/** Triggers on what widens power look for the approved change under this name. */
export const mayDo = (tx: Transaction, changeId: string) =>
  tx.execute(sql`select set_config('app.power_change', ${changeId}, true)`);

export const tellDecision = (tx: Transaction, change: PowerChange, outcome: 'approved' | 'refused') =>
  tellAdmins(tx, {
    tenantId: change.tenantId,
    batchKey: `power-change:${change.id}:${outcome}`,
    template: 'power_change_decided',
    variables: { summary: change.summary, outcome },
  });

/** The event of a decision; called last, as every event is. */
export const powerChangeEvent = (
  tx: Transaction,
  change: PowerChange,
  state: 'approved' | 'refused',
  by: { actor: string; requestId: string },
): Promise<void> =>
  appendEvent(tx, {
    type: state === 'approved' ? 'power_change_approved' : 'power_change_refused',
    actor: by.actor,
    subject: `power-change:${change.id}`,
    data: { kind: change.kind, requestedBy: change.requestedBy },
    requestId: by.requestId,
  });
