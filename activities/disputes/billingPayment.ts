import { and, desc, eq, like } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { reviewDecisions, reviewTasks } from '../../db/reviews/schema.ts';
import { paymentProblem, shownPayments } from '../../domain/disputes/billingPayment.ts';
import type { BillingPayment } from '../../domain/disputes/facts.ts';
import type { RunScope } from './runState.ts';

/** Gates of the tasks that ask, after a refund, which payment in billing it belongs to. */
export const billingGate = (refundCommandId: string, round: number | '%') => `billing/${refundCommandId}/${round}`;

type Found = { paymentId: string } | { code: 'PAYMENT_NOT_FOUND' | 'PAYMENT_AMBIGUOUS'; ask: boolean };

/**
 * The payment at which a refund is recorded: the one a person chose, else the only one that names the charge, never one by
 * guess. `ask`: nobody has said yet that there is none.
 */
export async function paymentForRecord(
  db: Database,
  scope: RunScope,
  decision: { payee: string; vendorId: string | null; approvedMinor: number; currency: string },
  refundCommandId: string,
  payments: readonly BillingPayment[],
): Promise<Found> {
  const [answer] = await db.withTenant(scope.tenantId, (tx) =>
    tx
      .select({ decision: reviewDecisions.decision, vendorId: reviewDecisions.vendorId })
      .from(reviewDecisions)
      .innerJoin(reviewTasks, eq(reviewTasks.id, reviewDecisions.taskId))
      .where(and(eq(reviewTasks.processId, scope.processId), like(reviewTasks.gate, billingGate(refundCommandId, '%'))))
      .orderBy(desc(reviewDecisions.decidedAt))
      .limit(1),
  );
  const own = payments.filter((payment) => payment.chargeId === decision.payee);
  const [only] = own;
  const chosen = answer?.vendorId ?? decision.vendorId;
  const refund = { amountMinor: decision.approvedMinor, currency: decision.currency };
  if (
    answer?.decision !== 'absent' &&
    chosen &&
    !paymentProblem(chosen, shownPayments(payments, decision.payee), refund)
  )
    return { paymentId: chosen };
  if (only && own.length === 1) return { paymentId: only.paymentId };
  return { code: only ? 'PAYMENT_AMBIGUOUS' : 'PAYMENT_NOT_FOUND', ask: answer?.decision !== 'absent' };
}
