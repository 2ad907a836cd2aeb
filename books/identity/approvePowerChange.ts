import type { Transaction } from '../../db/database.ts';
import { rightsOfNow } from '../../db/identity/rightsOfNow.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { OPERATOR, POWER_KINDS, type PowerChangeKind } from '../../domain/identity/power.ts';
import { mergeNamed } from '../../domain/merge.ts';
import * as AREAS from '../areas.ts';
import type { Approver, PowerKind } from '../slice.ts';
import { closePowerChange, powerChangeEvent } from './closePowerChange.ts';
import type { PowerChange } from './requestPowerChange.ts';

/** What each kind does; a kind that nobody implements does not compile. */
const KINDS: Readonly<Record<PowerChangeKind, PowerKind>> = mergeNamed(AREAS, 'powerKinds');

/** A request does not outlive the rights of whoever made it. */
async function assertStillMayAsk(tx: Transaction, change: PowerChange, kind: PowerKind): Promise<void> {
  if (change.requestedBy === OPERATOR) return;
  const asker = await rightsOfNow(tx, change.requestedBy);
  const holds = asker?.may(POWER_KINDS[change.kind]) && (kind.mayAsk?.(change, asker) ?? true);
  if (!holds) throw new CodedError('POWER_CHANGE_CLOSED', 'Whoever asked for this may not ask for it any more');
}

/**
 * Approves a locked change and makes it, in this transaction and under the request's own name. `by` is a person who was
 * found to be a second one, or the operator at the machine. `hashUnknown` makes the hash of a password that nobody knows.
 * Throws FORBIDDEN, POWER_CHANGE_CLOSED, PRECONDITION_FAILED, and what the change itself may throw.
 */
export async function approvePowerChange(
  tx: Transaction,
  change: PowerChange,
  by: Approver,
  hashUnknown: () => Promise<string>,
): Promise<PowerChange> {
  const kind = KINDS[change.kind];
  if (by.actor !== OPERATOR) kind.assertMayApprove?.(change, by);
  await assertStillMayAsk(tx, change, kind);
  const closed = await closePowerChange(tx, change, 'approved', by);
  const maker = { actor: change.requestedBy, approvedBy: by.actor, requestId: by.requestId };
  await kind.apply(tx, change, maker, hashUnknown);
  await powerChangeEvent(tx, change, 'approved', by);
  return closed;
}

/** Refuses a locked change, and undoes what was prepared for it. */
export async function refusePowerChange(tx: Transaction, change: PowerChange, by: Approver): Promise<PowerChange> {
  const closed = await closePowerChange(tx, change, 'refused', by);
  await KINDS[change.kind].refuse?.(tx, change, by);
  await powerChangeEvent(tx, change, 'refused', by);
  return closed;
}
