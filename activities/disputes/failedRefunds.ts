import type Stripe from 'stripe';
import type { MoneyCommand } from '../../books/money/moveCommand.ts';
import { reverseCommand } from '../../books/money/reverseCommand.ts';
import type { Database } from '../../db/database.ts';
import { stripeError } from '../../providers/stripe/errors.ts';
import { hasFailed } from '../../providers/stripe/records.ts';
import type { RunScope } from '../../workflows/disputes/contract.ts';

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

/** Reverses a refund that did not reach the customer; true then. The vendor's object decides, not what spoke of it. */
export async function reverseIfFailed(
  db: Database,
  client: Stripe,
  { tenantId, requestId }: RunScope,
  command: MoneyCommand,
): Promise<boolean> {
  if (!command.vendorId || command.state !== 'applied' || command.failedLaterAt) return false;
  const refund = await readRefund(client, command.vendorId);
  if (!refund || !hasFailed(refund)) return false;
  await db.withTenant(tenantId, (tx) => reverseCommand(tx, command, requestId));
  return true;
}

/** Refunds of the case that stand in the way of another: those that did not reach the customer, told by an event or not, do not. */
export async function withoutFailed(
  db: Database,
  client: Stripe,
  scope: RunScope,
  refunds: readonly MoneyCommand[],
): Promise<MoneyCommand[]> {
  const standing: MoneyCommand[] = [];
  for (const refund of refunds) if (!(await reverseIfFailed(db, client, scope, refund))) standing.push(refund);
  return standing;
}
