import type Stripe from 'stripe';
import type { Database } from '../../db/database.ts';
import { stripeError } from '../../providers/stripe/errors.ts';
import { hasFailed } from '../../providers/stripe/records.ts';
import type { Command } from '../money/advanceCommand.ts';
import { reverseCommand } from '../money/ledger.ts';
import { appliedRefunds, type RunScope } from './runState.ts';

/** A refund as the vendor has it; null where it knows none of that id. */
export async function readRefund(client: Stripe, refundId: string): Promise<Stripe.Refund | null> {
  try {
    return await client.refunds.retrieve(refundId);
  } catch (error) {
    const mapped = stripeError(error);
    if (mapped.kind === 'terminal') return null;
    throw mapped;
  }
}

/** The vendor's object decides, not what spoke of it. */
export async function reverseIfFailed(db: Database, client: Stripe, scope: RunScope, command: Command): Promise<void> {
  if (!command.vendorId || command.state !== 'applied' || command.failedLaterAt) return;
  const refund = await readRefund(client, command.vendorId);
  if (!refund || !hasFailed(refund)) return;
  await db.withTenant(scope.tenantId, (tx) => reverseCommand(tx, command, scope.requestId));
}

/** Earlier refunds of the case that did not reach the customer stand in nobody's way, told by an event or not. */
export async function reverseWhatFailed(db: Database, client: Stripe, scope: RunScope): Promise<void> {
  const earlier = await db.withTenant(scope.tenantId, (tx) => appliedRefunds(tx, scope));
  for (const command of earlier) await reverseIfFailed(db, client, scope, command);
}
