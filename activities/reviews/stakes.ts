import { and, eq, inArray, sql } from 'drizzle-orm';
import { bookings, payments } from '../../db/bookings/schema.ts';
import { isUuid, type Transaction } from '../../db/database.ts';
import { refundedIn, refundsOfCase } from '../../db/disputes/caseRefunds.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import { users } from '../../db/identity/schema.ts';
import { processes } from '../../db/operations/schema.ts';
import { assertNever } from '../../domain/errors/codes.ts';
import type { AtRisk } from '../../domain/reviews/limits.ts';
import { acts } from '../../domain/reviews/warnings.ts';
import { paymentOfGate } from '../bookings/paymentGate.ts';
import type { Approval, Judged } from './approval.ts';

/** The money a decision puts at risk, and whose request or object it is about (`user:…`, `key:…`). */
export interface Stakes {
  risks: AtRisk[];
  owners: string[];
}

/** Runs of one subject are numbered; older ones than this are not asked about. */
const MAXIMUM_RUNS = 1_000;

const caseContact = sql`lower(${workflowStates.crmData} #>> '{dispute,contactEmail}')`;

type ProcessRow = typeof processes.$inferSelect;

/** Who started the runs of the same subject up to this one: a case that is run again stays the case of who brought it. */
async function startersOf(tx: Transaction, { kind, key }: ProcessRow): Promise<string[]> {
  const cut = key.lastIndexOf('/');
  const runs = Math.min(Number(key.slice(cut + 1)) || 1, MAXIMUM_RUNS);
  const keys = Array.from({ length: runs }, (_, index) => `${key.slice(0, cut)}/${index + 1}`);
  const rows = await tx
    .selectDistinct({ startedBy: processes.startedBy })
    .from(processes)
    .where(and(eq(processes.kind, kind), inArray(processes.key, keys)));
  return rows.map((row) => row.startedBy);
}

/** A booking's price and people: its customer, and whoever made it for somebody without a login. */
async function bookingStakes(tx: Transaction, bookingId: string | null): Promise<Stakes> {
  if (bookingId === null) return { risks: [], owners: [] };
  const [row] = await tx
    .select({
      totalMinor: bookings.totalMinor,
      currency: bookings.currency,
      userId: bookings.userId,
      by: processes.startedBy,
    })
    .from(bookings)
    .leftJoin(processes, and(eq(processes.kind, 'booking'), eq(processes.key, `${bookingId}/1`)))
    .where(eq(bookings.bookingId, bookingId));
  if (!row) return { risks: [], owners: [] };
  return {
    risks: [{ amountMinor: row.totalMinor, currency: row.currency }],
    owners: [row.userId && `user:${row.userId}`, row.by].filter((owner) => owner !== null),
  };
}

/** What was paid, and who said so: a claim of the office itself is its word, not its request. */
async function paymentStakes(tx: Transaction, paymentId: string): Promise<Stakes & { bookingId: string | null }> {
  const [row] = isUuid(paymentId)
    ? await tx
        .select({
          amountMinor: payments.amountMinor,
          currency: payments.currency,
          bookingId: payments.bookingId,
          source: payments.source,
          claimedBy: payments.claimedBy,
        })
        .from(payments)
        .where(eq(payments.id, paymentId))
    : [];
  if (!row) return { risks: [], owners: [], bookingId: null };
  const { amountMinor, currency, bookingId } = row;
  return {
    // 0 stands where no amount could be read.
    risks: [{ amountMinor: amountMinor || null, currency }],
    owners: row.claimedBy && row.source !== 'manual' ? [row.claimedBy] : [],
    bookingId,
  };
}

/** Whose dispute it is: the account that has proved the address which the case names, disabled or not. */
async function customersOf(tx: Transaction, processId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: users.id })
    .from(workflowStates)
    .innerJoin(users, and(eq(users.email, caseContact), eq(users.address, 'proved')))
    .where(eq(workflowStates.processId, processId));
  return rows.map(({ id }) => `user:${id}`);
}

/** What a case has been paid in all, with this: runs of one case are no way around a limit. */
async function caseRisks(tx: Transaction, processId: string, amountMinor: number, currency: string | null) {
  if (amountMinor === 0) return [{ amountMinor, currency }];
  const refunds = await refundsOfCase(tx, processId);
  return [
    { amountMinor: amountMinor + refundedIn(refunds, currency), currency },
    ...refunds.filter((refund) => refund.currency !== currency),
  ];
}

/** Everything a decision touches, whatever it does with it. */
async function touched(tx: Transaction, { task }: Judged, approval: Approval, process: ProcessRow): Promise<Stakes> {
  switch (task.kind) {
    case 'dispute_resolution':
      return { risks: await caseRisks(tx, process.id, approval.amountMinor ?? 0, task.currency), owners: [] };
    case 'money_unknown':
      // The answer decides whether the command's money is sent again; an item without an amount may be any amount.
      return { risks: [{ amountMinor: task.atRiskMinor || null, currency: task.currency }], owners: [] };
    case 'booking_payment':
    case 'unmatched_payment': {
      const paymentId = task.kind === 'booking_payment' ? paymentOfGate(task.gate) : (process.key.split('/')[0] ?? '');
      const payment = await paymentStakes(tx, paymentId);
      const booking = await bookingStakes(tx, approval.payee ?? payment.bookingId);
      return { risks: [...payment.risks, ...booking.risks], owners: [...payment.owners, ...booking.owners] };
    }
    default:
      return assertNever(task.kind);
  }
}

/** What a decision puts at risk and whose it is, for every kind in one place. To refuse something risks no money. */
export async function stakesOf(tx: Transaction, judged: Judged, approval: Approval): Promise<Stakes> {
  const { task, request } = judged;
  const [process] = await tx.select().from(processes).where(eq(processes.id, task.processId));
  if (!process) throw new Error(`no process ${task.processId}`);
  const { risks, owners } = await touched(tx, judged, approval, process);
  return {
    risks: acts(request.action) ? risks : [],
    owners: [task.requestedBy, ...(await startersOf(tx, process)), ...(await customersOf(tx, process.id)), ...owners],
  };
}
