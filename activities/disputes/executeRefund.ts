import { moveRun } from '../../books/disputes/moveRun.ts';
import { refuseSending } from '../../books/disputes/refuseSending.ts';
import { ExposedByAnotherTenant, intendCommand } from '../../books/money/intendCommand.ts';
import { type TakenMove, takeMove } from '../../books/money/takeMove.ts';
import { loadRun, type RunRow, refundsStanding, usableFacts } from '../../db/disputes/runs.ts';
import { accountsNow } from '../../db/vendors/accounts.ts';
import { accountsOf, type ChargeFacts } from '../../domain/disputes/facts.ts';
import { problemSince, type ShownCharges } from '../../domain/disputes/sending.ts';
import { REFUND_FAILED } from '../../domain/money/command.ts';
import { AmountError } from '../../domain/money/money.ts';
import { toStripeUnits } from '../../domain/money/stripeUnits.ts';
import { type Accounts, sameAccounts } from '../../domain/vendors/accounts.ts';
import { STRIPE_API_VERSION } from '../../providers/stripe/client.ts';
import { MONEY_PROTOCOLS } from '../../temporal.config.ts';
import type { DecidedRun, DisputeActivities } from '../../workflows/disputes/contract.ts';
import type { MoneyStep } from '../../workflows/money/contract.ts';
import { type RefundParameters, stripeRefundAdapter } from '../money/adapters.ts';
import { advanceCommand } from '../money/advanceCommand.ts';
import { withoutFailed } from './failedRefunds.ts';
import { type Approved, findCommand, hasMoneyProblem, loadApproval } from './loadApproval.ts';
import { notingProblems, type Tried } from './notingProblems.ts';
import { readAgain } from './readAgain.ts';
import type { CollectDeps } from './readVendor.ts';

type Deps = Pick<CollectDeps, 'db' | 'stripe' | 'billing'>;
type Prepared = { step: MoneyStep } | { charge: ChargeFacts; parameters: RefundParameters; mock: boolean };

/** The card was made from records of other accounts than the tenant has now: what was approved is not what would be paid. */
class AccountChanged extends Error {}

/** Body of a refund in the vendor's units; null when the vendor can't take this amount. */
function refundParameters(tenantId: string, decision: Approved): RefundParameters | null {
  try {
    return {
      charge: decision.payee,
      amount: toStripeUnits(decision.approvedMinor, decision.currency),
      metadata: { business_key: `${tenantId}:${decision.id}:refund` },
    };
  } catch (error) {
    if (error instanceof AmountError) return null;
    throw error;
  }
}

/** Reads again what was approved: it must still be what is there, belong to whom it did, and not be paid back already. */
async function prepare(
  deps: Deps,
  input: DecidedRun,
  approval: { decision: Approved; shown: ShownCharges },
  { run, earlier, accounts }: { run: RunRow; earlier: Awaited<ReturnType<typeof refundsStanding>>; accounts: Accounts },
): Promise<Prepared> {
  const { decision, shown } = approval;
  const known = usableFacts(run);
  if (known && !sameAccounts(accountsOf(known), accounts)) {
    await deps.db.withTenant(input.tenantId, (tx) => refuseSending(tx, input, 'account_changed', known));
    return { step: { kind: 'review_again', reason: 'account_changed' } };
  }
  const [{ client, mock }, books] = await Promise.all([deps.stripe(input.tenantId), deps.billing(input.tenantId)]);
  const standing = await withoutFailed(deps.db, client, input, earlier);
  if (!decision.allowRepeat && standing.some((refund) => refund.decisionId !== decision.id))
    return { step: { kind: 'refused', commandId: '', code: 'CASE_ALREADY_REFUNDED' } };
  const { now, facts } = await readAgain({ gateway: client, books }, run, decision);
  const problem = problemSince(decision, shown, now, facts);
  if (problem) {
    await deps.db.withTenant(input.tenantId, (tx) => refuseSending(tx, input, problem, facts));
    return { step: { kind: 'review_again', reason: problem } };
  }
  const parameters = refundParameters(input.tenantId, decision);
  return parameters
    ? { charge: now, parameters, mock }
    : { step: { kind: 'review_again', reason: 'amount_not_payable' } };
}

const isCheckViolation = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === '23514';
};

/** Writes the intent and takes the lease of its first attempt, in one transaction before the call. */
async function intend(
  db: Deps['db'],
  input: DecidedRun,
  { decision, accounts }: { decision: Approved; accounts: Accounts },
  { charge, parameters, mock }: Extract<Prepared, { charge: ChargeFacts }>,
): Promise<TakenMove | MoneyStep> {
  const { tenantId, processId, requestId } = input;
  const exposure = { ...charge, key: `stripe_charge:${charge.chargeId}` };
  const call = { leg: 'refund', vendor: 'stripe', apiVersion: STRIPE_API_VERSION, parameters, mock } as const;
  try {
    return await db.withTenant(tenantId, async (tx) => {
      await moveRun(tx, processId, 'executing');
      const command = await intendCommand(tx, { tenantId, processId, requestId, decision, exposure, ...call });
      if (command === 'stopped') return { kind: 'stopped' };
      // From the insert on the account is held; it may have been replaced while the charge was read.
      if (!sameAccounts(accounts, await accountsNow(tx))) throw new AccountChanged();
      return takeMove(tx, command.id, MONEY_PROTOCOLS.stripe);
    });
  } catch (error) {
    if (error instanceof ExposedByAnotherTenant)
      return { kind: 'refused', commandId: '', code: 'CHARGE_OF_ANOTHER_TENANT' };
    if (error instanceof AccountChanged) return { kind: 'review_again', reason: 'account_changed' };
    if (isCheckViolation(error)) return { kind: 'review_again', reason: 'charge_changed' };
    throw error;
  }
}

async function refund(deps: Deps, input: DecidedRun): Promise<Tried> {
  const { db, stripe } = deps;
  const { tenantId, processId } = input;
  const begun = await db.withTenant(tenantId, async (tx) => {
    const [command, hadProblem] = await Promise.all([findCommand(tx, input, 'refund'), hasMoneyProblem(tx, input)]);
    if (command) return { command, hadProblem };
    const [approval, run, earlier, accounts] = await Promise.all([
      loadApproval(tx, input),
      loadRun(tx, processId),
      refundsStanding(tx, processId),
      accountsNow(tx),
    ]);
    return { command: null, hadProblem, approval, run, earlier, accounts };
  });
  const { hadProblem } = begun;
  let commandId = begun.command?.id;
  let first: TakenMove | undefined;
  if (!begun.command) {
    const prepared = await prepare(deps, input, begun.approval, begun);
    if ('step' in prepared) return { hadProblem, step: prepared.step };
    const { approval, accounts } = begun;
    const intended = await intend(db, input, { decision: approval.decision, accounts }, prepared);
    if ('kind' in intended) return { hadProblem, step: intended };
    first = intended;
    commandId = intended.command.id;
  }
  // Asked for behind the intent: from there on the account is held.
  const adapter = stripeRefundAdapter((await stripe(tenantId)).client);
  const step = await advanceCommand(db, tenantId, commandId ?? '', adapter, first);
  // It was made and came back: nobody was paid, so a person decides again instead of the case ending here.
  const cameBack = step.kind === 'refused' && step.code === REFUND_FAILED;
  return { hadProblem, step: cameBack ? { kind: 'review_again', reason: REFUND_FAILED } : step };
}

export const executeRefund = (deps: Deps): DisputeActivities['payouts']['executeRefund'] =>
  notingProblems(deps.db, (input) => refund(deps, input));
