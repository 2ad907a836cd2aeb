import { moveRun } from '../../books/disputes/moveRun.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { refundedIn, refundsOfCase } from '../../db/disputes/caseRefunds.ts';
import { factsOf, isReopened, loadRun, type RunRow, recordProblems } from '../../db/disputes/runs.ts';
import { chooseCharge } from '../../domain/disputes/chargeSelection.ts';
import { validateDispute as broken } from '../../domain/disputes/validate.ts';
import { REFUND_FAILED } from '../../domain/money/command.ts';
import type { DisputeActivities, ValidationVerdict } from '../../workflows/disputes/contract.ts';

/** The first rule that the records of a run break, with what there is to say about it; null when it may go on. */
function ruleBroken(run: RunRow): { rule: string; reason: string; field?: string; field_rule?: string } | null {
  const unusable = recordProblems(run).at(0);
  if (unusable) {
    const { record, field, rule, reason } = unusable;
    return { rule: 'invalid_record', field, field_rule: rule, reason: `${record}, field ${field}: ${reason}` };
  }
  const verdict = broken(factsOf(run), run.customerId);
  return verdict.valid ? null : { rule: verdict.rule, reason: verdict.reason };
}

/** What a run whose records are in order may do next. */
async function judge(tx: Transaction, run: RunRow, chargeAsked: boolean): Promise<ValidationVerdict> {
  const facts = factsOf(run);
  const { amountMinor, currency, chargeId } = facts.crm.dispute;
  if (chargeId && !chargeAsked && !facts.payments.charges.some((charge) => charge.chargeId === chargeId))
    return { kind: 'needs_charge', chargeId };
  const choice = chooseCharge(facts);
  if (choice.kind === 'candidates') return { kind: 'parked', reason: 'charge_unclear' };
  if (choice.kind === 'returned_elsewhere') return { kind: 'parked', reason: choice.reason };
  // Nothing is left to propose: the model is not asked.
  const isPaid = refundedIn(await refundsOfCase(tx, run.processId), currency) >= amountMinor;
  return isPaid ? { kind: 'parked', reason: 'case_refunded' } : { kind: 'ready' };
}

export const validateDispute =
  (db: Database): DisputeActivities['core']['validateDispute'] =>
  ({ tenantId, processId, chargeAsked }) =>
    db.withTenant(tenantId, async (tx) => {
      const run = await loadRun(tx, processId);
      const problem = ruleBroken(run);
      // A case that is closed or gone since its refund still owes the customer money: a person decides.
      const goesOn = problem !== null && (await isReopened(tx, processId));
      const ended = problem && !goesOn ? { finalResolution: { outcome: 'invalid', ...problem } } : {};
      await moveRun(tx, processId, 'validating', ended);
      if (!problem) return judge(tx, run, chargeAsked ?? false);
      return goesOn ? { kind: 'parked', reason: REFUND_FAILED } : { kind: 'invalid', rule: problem.rule };
    });
