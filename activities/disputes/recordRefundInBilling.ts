import { moveRun } from '../../books/disputes/moveRun.ts';
import { intendCommand } from '../../books/money/intendCommand.ts';
import type { MoneyCommand } from '../../books/money/moveCommand.ts';
import { type TakenMove, takeMove } from '../../books/money/takeMove.ts';
import { loadRun, type RunRow } from '../../db/disputes/runs.ts';
import { accountsNow } from '../../db/vendors/accounts.ts';
import { placeOfRecord } from '../../domain/disputes/billingPayment.ts';
import type { BillingFacts } from '../../domain/disputes/facts.ts';
import type { Accounts } from '../../domain/vendors/accounts.ts';
import { ZUORA_API_VERSION } from '../../providers/zuora/caller.ts';
import { externalRefundRecord } from '../../providers/zuora/client.ts';
import { MONEY_PROTOCOLS } from '../../temporal.config.ts';
import type { DecidedRun, DisputeActivities } from '../../workflows/disputes/contract.ts';
import type { MoneyStep } from '../../workflows/money/contract.ts';
import { zuoraRefundAdapter } from '../money/adapters.ts';
import { advanceCommand } from '../money/advanceCommand.ts';
import { type Approved, findCommand, hasMoneyProblem, lastBillingAnswer, loadApproval } from './loadApproval.ts';
import { notingProblems, type Tried } from './notingProblems.ts';
import type { CollectDeps } from './readVendor.ts';

type Deps = Pick<CollectDeps, 'db' | 'billing'>;

interface Recorded {
  decision: Approved;
  run: RunRow;
  refund: MoneyCommand | undefined;
  answer: Awaited<ReturnType<typeof lastBillingAnswer>>;
  accounts: Accounts;
}

/** The records were read at another account than the tenant has now: a refund is recorded at no other company. */
const isElsewhere = (read: Partial<BillingFacts> | null, now: Accounts): boolean =>
  read?.account !== undefined && read.account !== now.billing;

/** Where billing records the refund: at one payment, or a person is asked, or it is refused. */
async function choosePayment(
  { db, billing }: Deps,
  input: DecidedRun,
  { decision, run, refund, answer, accounts }: Recorded,
): Promise<{ paymentId: string; mock: boolean } | MoneyStep> {
  const known = run.billingData as Partial<BillingFacts> | null;
  if (isElsewhere(known, accounts)) return { kind: 'refused', commandId: '', code: 'ACCOUNT_CHANGED' };
  const account = known?.customerId ?? run.customerId;
  const client = await billing(input.tenantId);
  const payments = await client.payments(account);
  const found = placeOfRecord(decision, answer, payments);
  if (!('code' in found)) return { ...found, mock: client.mock };
  if (!refund || !found.ask) return { kind: 'refused', commandId: '', code: found.code };
  // A person is shown what billing has now.
  const billingData = { ...(run.billingData as object), payments };
  await db.withTenant(input.tenantId, (tx) => moveRun(tx, input.processId, 'executing', { billingData }));
  return { kind: 'ask_person', commandId: refund.id };
}

/** Writes the intent and takes the lease of its first attempt, in one transaction before the call. */
async function intend(
  db: Deps['db'],
  { tenantId, processId, requestId }: DecidedRun,
  { decision, run }: Recorded,
  { paymentId, mock }: { paymentId: string; mock: boolean },
): Promise<TakenMove | MoneyStep> {
  const { approvedMinor, currency } = decision;
  const parameters = externalRefundRecord(paymentId, approvedMinor, currency, `${tenantId}:${decision.id}:billing`);
  const call = { leg: 'billing', vendor: 'zuora', apiVersion: ZUORA_API_VERSION, parameters, mock } as const;
  return db.withTenant(tenantId, async (tx) => {
    await moveRun(tx, processId, 'executing');
    const command = await intendCommand(tx, { tenantId, processId, requestId, decision, exposure: null, ...call });
    if (command === 'stopped') return { kind: 'stopped' };
    // From the insert on the account is held; it may have been replaced while its payments were read. The next try sees it.
    if (isElsewhere(run.billingData as Partial<BillingFacts> | null, await accountsNow(tx)))
      throw new Error('the account at billing was replaced meanwhile');
    return takeMove(tx, command.id, MONEY_PROTOCOLS.zuora);
  });
}

async function record(deps: Deps, input: DecidedRun): Promise<Tried> {
  const { db, billing } = deps;
  const { tenantId, processId } = input;
  const begun = await db.withTenant(tenantId, async (tx) => {
    const [command, hadProblem] = await Promise.all([findCommand(tx, input, 'billing'), hasMoneyProblem(tx, input)]);
    if (command) return { command, hadProblem };
    const [{ decision }, run, refund, accounts] = await Promise.all([
      loadApproval(tx, input),
      loadRun(tx, processId),
      findCommand(tx, input, 'refund'),
      accountsNow(tx),
    ]);
    const answer = refund && (await lastBillingAnswer(tx, input, refund.id));
    return { command: null, hadProblem, decision, run, refund, answer, accounts };
  });
  const { hadProblem } = begun;
  let commandId = begun.command?.id;
  let first: TakenMove | undefined;
  if (!begun.command) {
    const chosen = await choosePayment(deps, input, begun);
    if ('kind' in chosen) return { hadProblem, step: chosen };
    const intended = await intend(db, input, begun, chosen);
    if ('kind' in intended) return { hadProblem, step: intended };
    first = intended;
    commandId = intended.command.id;
  }
  const adapter = zuoraRefundAdapter(await billing(tenantId));
  return { hadProblem, step: await advanceCommand(db, tenantId, commandId ?? '', adapter, first) };
}

export const recordRefundInBilling = (deps: Deps): DisputeActivities['payouts']['recordRefundInBilling'] =>
  notingProblems(deps.db, (input) => record(deps, input));
