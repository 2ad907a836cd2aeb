import { and, isNull, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import { users } from '../../db/identity/schema.ts';
import { moneyOfRuns, type ShownMoney } from '../../db/money/moneyStates.ts';
import { type CustomerFacts, customerWords } from '../../domain/disputes/customerWords.ts';

type Row = typeof workflowStates.$inferSelect;

interface Review extends Record<string, unknown> {
  process_id: string;
  created_at: string;
  closed_at: string | null;
  expires_at: string | null;
  state: string;
}
interface Refund extends Record<string, unknown> {
  process_id: string;
  minor: string;
  finished_at: string;
}

const idsOf = (ids: readonly string[]) => sql`${sql.param(ids)}::uuid[]`;
/** The newest review of each run, and what was paid back by it where a refund was applied and has not failed since. */
async function happened(tx: Transaction, ids: readonly string[]) {
  const [reviews, refunds] = await Promise.all([
    tx.execute<Review>(sql`select distinct on (process_id) process_id, created_at, closed_at, expires_at, state
      from review_tasks where process_id = any(${idsOf(ids)}) order by process_id, created_at desc`),
    tx.execute<Refund>(sql`select process_id, sum(amount_minor) as minor, max(finished_at) as finished_at from money_commands
      where process_id = any(${idsOf(ids)}) and leg = 'refund' and state = 'applied' and failed_later_at is null group by process_id`),
  ]);
  return {
    reviews: new Map(reviews.map((row) => [row.process_id, row])),
    refunds: new Map(refunds.map((row) => [row.process_id, row])),
  };
}

const instant = (text: string | null | undefined) => (text ? new Date(text).toISOString() : null);

function factsOf(run: Row, money: ShownMoney | undefined, review: Review | undefined, refund: Refund | undefined) {
  // Only rows whose case could be read are the customer's own.
  const { dispute } = run.crmData as { dispute: { amountMinor: number; currency: string; disputeType?: string } };
  return {
    type: dispute.disputeType ?? null,
    disputedMinor: dispute.amountMinor,
    currency: dispute.currency,
    refundedMinor: refund ? Number(refund.minor) : null,
    moneyState: money?.state ?? null,
    status: run.status,
    step: run.currentStep,
    openedAt: run.createdAt.toISOString(),
    reviewedFrom: instant(review?.created_at),
    decidedAt: review && ['approved', 'rejected'].includes(review.state) ? instant(review.closed_at) : null,
    decideUntil: review?.state === 'pending' ? instant(review.expires_at) : null,
    paidAt: instant(refund?.finished_at),
    endedAt: run.completedAt?.toISOString() ?? null,
  } satisfies CustomerFacts;
}

/** Runs of a customer's own disputes, in words: those whose case names the address that the account has proved. */
export async function inCustomersWords(tx: Transaction, runs: readonly Row[]) {
  const ids = runs.map((run) => run.processId);
  const [money, { reviews, refunds }] = await Promise.all([moneyOfRuns(tx, ids), happened(tx, ids)]);
  return runs.map((run) => {
    const id = run.processId;
    const facts = factsOf(run, money.get(id), reviews.get(id), refunds.get(id));
    return {
      dispute_id: id,
      case_id: run.caseId,
      disputed_minor: facts.disputedMinor,
      currency: facts.currency,
      ...customerWords(facts),
      refunded_minor: facts.refundedMinor,
      created_at: facts.openedAt,
      ended_at: facts.endedAt,
    };
  });
}

/** Whose they are: of the account whose proved address the case names; a case that was run again counts once, as it is now. */
export const isOf = (userId: string): SQL => sql`exists (select 1 from ${users} where ${users.id} = ${userId}::uuid
    and ${users.address} = 'proved' and ${isNull(users.disabledAt)}
    and lower(${workflowStates.crmData} #>> '{dispute,contactEmail}') = ${users.email})
  and not exists (select 1 from workflow_states later where later.tenant_id = ${workflowStates.tenantId}
    and later.case_id = ${workflowStates.caseId} and later.id > ${workflowStates.id})`;

/** The newest disputes of a customer that fulfil a condition. */
export async function readMyDisputes(tx: Transaction, userId: string, where: SQL, limit: number) {
  const rows = await tx
    .select()
    .from(workflowStates)
    .where(and(isOf(userId), where))
    .orderBy(sql`${workflowStates.createdAt} desc`)
    .limit(limit);
  return inCustomersWords(tx, rows);
}
