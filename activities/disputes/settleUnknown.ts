import { and, eq } from 'drizzle-orm';
import { allowLookups, noteAnswer } from '../../books/money/countLookups.ts';
import { finishCommand } from '../../books/money/finishCommand.ts';
import type { MoneyCommand } from '../../books/money/moveCommand.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { reviewDecisions } from '../../db/reviews/schema.ts';
import { adoptionProblem } from '../../domain/money/adoption.ts';
import { type ProvedOutcome, REFUND_FAILED } from '../../domain/money/command.ts';
import { hasFailed, refundFacts } from '../../providers/stripe/records.ts';
import type { DisputeActivities } from '../../workflows/disputes/contract.ts';
import { zuoraRefundAdapter } from '../money/adapters.ts';
import { readRefund } from './failedRefunds.ts';
import type { CollectDeps } from './readVendor.ts';

type Deps = Pick<CollectDeps, 'db' | 'stripe' | 'billing'>;
/** `problem`: why the effect that was named is not this command's. */
type Effect = { outcome: ProvedOutcome; problem: null } | { outcome: null; problem: string };

async function refundAtGateway({ db, stripe }: Deps, command: MoneyCommand, vendorId: string): Promise<Effect> {
  const refund = await readRefund((await stripe(command.tenantId)).client, vendorId);
  if (!refund) return { outcome: null, problem: 'not_at_vendor' };
  const owners = await db.withPlatform('owner of a refund', (tx) =>
    tx
      .select({ id: moneyCommands.id })
      .from(moneyCommands)
      .where(and(eq(moneyCommands.vendor, 'stripe'), eq(moneyCommands.vendorId, vendorId))),
  );
  const ownedByOther = owners.some((owner) => owner.id !== command.id);
  const problem = adoptionProblem(command, refundFacts(refund), ownedByOther, Date.now());
  if (problem) return { outcome: null, problem };
  const failed = hasFailed(refund);
  return {
    outcome: failed ? { kind: 'refused', code: REFUND_FAILED, vendorId } : { kind: 'applied', vendorId },
    problem: null,
  };
}

/** What the effect that a person names means for a command. */
async function effectOf(deps: Deps, command: MoneyCommand, vendorId: string): Promise<Effect> {
  if (command.vendor === 'stripe') return refundAtGateway(deps, command, vendorId);
  const found = await zuoraRefundAdapter(await deps.billing(command.tenantId)).lookup(command);
  return found?.vendorId === vendorId ? { outcome: found, problem: null } : { outcome: null, problem: 'not_at_vendor' };
}

export const settleUnknown =
  (deps: Deps): DisputeActivities['payouts']['settleUnknown'] =>
  async ({ tenantId, processId, requestId, commandId, decisionId }) => {
    const { db } = deps;
    const [[decision], [command]] = await db.withTenant(tenantId, (tx) =>
      Promise.all([
        tx.select().from(reviewDecisions).where(eq(reviewDecisions.id, decisionId)),
        tx.select().from(moneyCommands).where(eq(moneyCommands.id, commandId)),
      ]),
    );
    if (!decision || !command) throw new Error('nothing to settle');
    // The money is settled: the question was where billing records it, and the record reads the answer itself.
    if (command.state === 'applied') return;
    const answer = { commandId, processId, requestId, actor: decision.actor };
    if (decision.decision === 'found' && decision.vendorId) {
      const { outcome, problem } = await effectOf(deps, command, decision.vendorId);
      await db.withTenant(tenantId, async (tx) => {
        if (outcome) await finishCommand(tx, commandId, outcome);
        await noteAnswer(tx, { ...answer, found: outcome !== null, refusedBecause: problem });
      });
    } else if (decision.decision === 'absent') await db.withTenant(tenantId, (tx) => allowLookups(tx, answer));
  };
