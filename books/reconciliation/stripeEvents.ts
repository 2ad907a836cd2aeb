import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { processes, webhookEvents } from '../../db/operations/schema.ts';
import { waitingStripeEvents } from '../../db/reconciliation/hooks.ts';
import type { StripeConnection } from '../../db/reconciliation/sealed.ts';
import { stripeConnections } from '../../db/reconciliation/stripeSchema.ts';
import { appendEvent } from '../events.ts';
import { closeProcess } from '../operations/closeProcess.ts';
import { startStripeSync } from './startStripeRun.ts';
import { leaveStripe, moveStripe } from './stripeConsent.ts';

/**
 * Keeps what a signed event of a connected account has told of, with the reading that looks at it, in one transaction. False
 * when it was told before. An account that ends the access itself is left at once.
 */
export async function keepStripeEvent(
  tx: Transaction,
  connection: StripeConnection,
  event: { id: string; type: string; objectId: string },
): Promise<boolean> {
  const { tenantId } = connection;
  const [kept] = await tx
    .insert(webhookEvents)
    .values({
      tenantId,
      provider: 'stripe_connect',
      eventId: `${connection.id}:${event.id}`,
      type: event.type,
      objectId: event.objectId,
    })
    .onConflictDoNothing()
    .returning({ id: webhookEvents.id });
  if (!kept) return false;
  if (event.type === 'account.application.deauthorized') {
    await leaveStripe(tx, connection, null);
    await tx.update(webhookEvents).set({ takenAt: sql`now()` }).where(eq(webhookEvents.id, kept.id));
  } else await startStripeSync(tx, { connection, mode: 'hooks', startedBy: 'stripe', causeId: kept.id });
  return true;
}

const ACCESS_ENDED = /^STRIPE_(CREDENTIALS|PERMISSION)$/;

interface Ended {
  processId: string;
  connectionId: string;
  mode: 'hooks' | 'lists';
  changed: number;
  code: string | null;
}

async function noteReading(tx: Transaction, { connectionId, mode, code }: Ended): Promise<void> {
  const [row] = await tx.select().from(stripeConnections).where(eq(stripeConnections.id, connectionId)).for('update');
  if (row?.status !== 'active') return;
  if (code === null) {
    const read = mode === 'lists' ? { checkedAt: sql`now()` } : {};
    await moveStripe(tx, row, 'active', { ...read, failures: 0, lastCode: null });
    return;
  }
  const ended = ACCESS_ENDED.test(code);
  await moveStripe(tx, row, ended ? 'requires_reauth' : 'active', { failures: row.failures + 1, lastCode: code });
  const subject = `stripe-connection:${connectionId}`;
  if (ended) await appendEvent(tx, { type: 'stripe_connection_ended', actor: 'workflow', subject, data: { code } });
}

/** Ends a reading with its one last event; the same again changes nothing. True: events came meanwhile, and it goes on. */
export async function endStripeSync(tx: Transaction, ended: Ended): Promise<{ again: boolean }> {
  const { processId, connectionId, changed, code } = ended;
  const [run] = await tx.select().from(processes).where(eq(processes.id, processId)).for('update');
  if (run?.status !== 'open') return { again: false };
  if (code === null && (await waitingStripeEvents(tx, connectionId, 1)).length > 0) return { again: true };
  await closeProcess(tx, processId);
  await noteReading(tx, ended);
  if (code !== null || changed > 0)
    await appendEvent(tx, {
      type: code ? 'stripe_sync_failed' : 'stripe_sync_completed',
      actor: 'workflow',
      subject: `stripe-connection:${connectionId}`,
      data: { processId, changed, ...(code ? { code } : {}) },
    });
  return { again: false };
}
