import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { invoiceMatches, invoiceMatchParts } from '../../db/reconciliation/matchSchema.ts';
import { invoices } from '../../db/reconciliation/schema.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import { isOpenInvoice } from '../../domain/reconciliation/invoices.ts';
import { type MatchState, matchStatesBefore } from '../../domain/reconciliation/matchStates.ts';
import { appendEvent } from '../events.ts';

export type MatchRow = typeof invoiceMatches.$inferSelect;
const matchSubject = (id: string): string => `match:${id}`;

/** A match of the transaction's tenant, locked until it ends; undefined where there is none. */
export const lockMatch = async (tx: Transaction, id: string): Promise<MatchRow | undefined> =>
  (await tx.select().from(invoiceMatches).where(eq(invoiceMatches.id, id)).for('update'))[0];

type More = Partial<Pick<MatchRow, 'decidedBy' | 'endedReason'>>;

/** The one way in which a match changes its state. False for a move that the table of states does not have: then nothing was written. */
async function moveMatch(
  tx: Transaction,
  { id }: Pick<MatchRow, 'id'>,
  to: MatchState,
  more: More = {},
  at: string | null = null,
): Promise<boolean> {
  const moved = await tx
    .update(invoiceMatches)
    .set({
      ...more,
      state: to,
      updatedAt: sql`now()`,
      ...(more.decidedBy ? { decidedAt: sql`now()` } : {}),
      ...(to === 'recorded' ? { recordedAt: sql`coalesce(${at}::timestamptz, clock_timestamp())` } : {}),
    })
    .where(and(eq(invoiceMatches.id, id), inArray(invoiceMatches.state, matchStatesBefore(to))))
    .returning({ id: invoiceMatches.id });
  return moved.length > 0;
}

/** What became of the bank lines of a match. */
async function markLines(
  tx: Transaction,
  { id }: MatchRow,
  state: 'matched' | 'unmatched' | 'new',
  reason: string | null,
): Promise<void> {
  await tx.execute(sql`update bank_transactions t set match_state = ${state}, match_reason = ${reason}::text, match_since = now()
    from invoice_match_payments p where p.tenant_id = t.tenant_id and p.match_id = ${id} and p.bank_transaction_id = t.id
      and t.match_state in ('proposed', 'matched') and t.match_state <> ${state}`);
}

/**
 * Locks the payments of a match, in the order in which runs lock them: whoever sets a line aside, removes it or gives a payment
 * back at this moment waits, or is seen.
 */
async function lockPayments(tx: Transaction, { id }: Pick<MatchRow, 'id'>): Promise<void> {
  await tx.execute(sql`select 1 from bank_transactions t join invoice_match_payments p on p.tenant_id = t.tenant_id
    and p.bank_transaction_id = t.id where p.match_id = ${id} order by t.id for update of t`);
  await tx.execute(sql`select 1 from stripe_payments s join invoice_match_payments p on p.tenant_id = s.tenant_id
    and p.stripe_payment_id = s.id where p.match_id = ${id} order by s.id for update of s`);
}

/**
 * Whether the payments are still what was matched: not removed, changed, set aside, given back or disputed. Locks them. `says`: what
 * a bank line says of itself.
 */
export async function paymentsStand(
  tx: Transaction,
  match: Pick<MatchRow, 'id'>,
  says: 'proposed' | 'matched',
): Promise<boolean> {
  const { id } = match;
  await lockPayments(tx, match);
  const [changed] = (await tx.execute(sql`select 1 from invoice_match_payments p
    left join bank_transactions t on t.tenant_id = p.tenant_id and t.id = p.bank_transaction_id
    left join stripe_payments s on s.tenant_id = p.tenant_id and s.id = p.stripe_payment_id
    where p.match_id = ${id} and ((t.id is not null and (t.removed_at is not null or t.amount_minor <> p.amount_minor or t.match_state <> ${says}))
      or (s.id is not null and (s.status not in ('succeeded', 'partially_refunded') or s.amount_minor - s.refunded_minor <> p.amount_minor)))
    limit 1`)) as unknown as unknown[];
  return changed === undefined;
}

/** What is left of an invoice for another match, behind its lock: its balance less what is approved, and recorded since it was asked for. */
export async function leftOf(tx: Transaction, invoice: typeof invoices.$inferSelect, matchId: string): Promise<number> {
  const [row] =
    (await tx.execute(sql`select coalesce(sum(amount_minor), 0) as held from invoice_match_parts where invoice_id = ${invoice.id}
    and match_id <> ${matchId} and (state = 'approved' or (state = 'recorded'
      and recorded_at >= coalesce(${invoice.balanceCheckedAt?.toISOString() ?? null}::timestamptz, '-infinity')))`)) as unknown as {
      held: string;
    }[];
  return invoice.balanceMinor - Number(row?.held ?? 0);
}

/** Locks the invoices of a match in the order of their ids, and sees whether each has as much left as is to be counted. */
async function invoicesFit(tx: Transaction, match: MatchRow): Promise<boolean> {
  const parts = await tx.select().from(invoiceMatchParts).where(eq(invoiceMatchParts.matchId, match.id));
  const ids = parts.map(({ invoiceId }) => invoiceId);
  const rows = await tx.select().from(invoices).where(inArray(invoices.id, ids)).orderBy(invoices.id).for('update');
  for (const part of parts) {
    const invoice = rows.find(({ id }) => id === part.invoiceId);
    // An invoice does not change its currency at WHMCS, but the client whose currency it has can.
    if (!invoice || invoice.currency !== match.currency) return false;
    if (part.amountMinor === 0) continue;
    if (!isOpenInvoice(invoice.state) || part.amountMinor > (await leftOf(tx, invoice, match.id))) return false;
  }
  return true;
}

/**
 * Approves a locked proposal: the invoices are locked, and no more is approved than they have left, whichever side pays. An error
 * code refuses, and nothing was written.
 */
export async function approveMatch(tx: Transaction, match: MatchRow, decidedBy: string): Promise<ErrorCode | null> {
  if (match.state !== 'proposed' || !(await paymentsStand(tx, match, 'proposed'))) return 'REVIEW_STALE';
  if (!(await invoicesFit(tx, match))) return 'INVOICE_ALREADY_SETTLED';
  await moveMatch(tx, match, 'approved', { decidedBy });
  await markLines(tx, match, 'matched', null);
  await appendEvent(tx, {
    type: 'match_approved',
    actor: decidedBy,
    subject: matchSubject(match.id),
    data: { amountMinor: match.amountMinor, currency: match.currency, score: match.score, side: match.side },
  });
  return null;
}

/** Refuses a locked proposal; the same payments and invoices are not proposed again. */
export async function rejectMatch(tx: Transaction, match: MatchRow, decidedBy: string): Promise<ErrorCode | null> {
  if (!(await moveMatch(tx, match, 'rejected', { decidedBy }))) return 'REVIEW_STALE';
  // The next run finds what else may be meant, or says that a person has refused it.
  await markLines(tx, match, 'unmatched', 'match_rejected');
  await appendEvent(tx, { type: 'match_rejected', actor: decidedBy, subject: matchSubject(match.id) });
  return null;
}

/** Ends a proposal that no longer fits what the books have; its payments are free for another. False when it was decided meanwhile. */
export async function supersedeMatch(tx: Transaction, match: MatchRow, reason: string): Promise<boolean> {
  if (!(await moveMatch(tx, match, 'superseded', { endedReason: reason }))) return false;
  await markLines(tx, match, 'unmatched', reason);
  await appendEvent(tx, {
    type: 'match_superseded',
    actor: 'workflow',
    subject: matchSubject(match.id),
    data: { reason },
  });
  return true;
}

/** The payment of an approved match stands at WHMCS, since `at`: a balance asked for later knows of it. Again it changes nothing. */
export async function recordMatch(tx: Transaction, match: MatchRow, at: string | null = null): Promise<boolean> {
  if (!(await moveMatch(tx, match, 'recorded', {}, at))) return false;
  await appendEvent(tx, {
    type: 'match_recorded',
    actor: 'workflow',
    subject: matchSubject(match.id),
    data: { amountMinor: match.amountMinor, currency: match.currency },
  });
  return true;
}

/**
 * Some payments of an approved match stand at WHMCS, and a person left the rest: those invoices are free again. The payment that
 * came in stays with the match, which says that it is recorded in part.
 */
export async function recordInPart(tx: Transaction, match: MatchRow, at: string | null): Promise<boolean> {
  await tx.execute(sql`update invoice_match_parts p set state = 'refused' where match_id = ${match.id} and state = 'approved'
    and not exists (select 1 from money_commands c where c.tenant_id = p.tenant_id and c.process_id = ${match.processId}
      and c.leg = 'invoice_payment' and c.state = 'applied' and c.payee = 'invoice:' || p.invoice_id)`);
  if (!(await moveMatch(tx, match, 'recorded', { endedReason: 'in_part' }, at))) return false;
  const [sum] = (await tx.execute(sql`select coalesce(sum(amount_minor), 0) as recorded from invoice_match_parts
    where match_id = ${match.id} and state = 'recorded'`)) as unknown as { recorded: string }[];
  await appendEvent(tx, {
    type: 'match_recorded_in_part',
    actor: 'workflow',
    subject: matchSubject(match.id),
    data: { amountMinor: Number(sum?.recorded ?? 0), currency: match.currency },
  });
  return true;
}

/**
 * An approved match whose payment can't be recorded: payment and invoice are free again, and the code says why. False where WHMCS
 * has it, or may have it: a run may end for another reason than an answer of WHMCS.
 */
export async function refuseMatch(tx: Transaction, match: MatchRow, code: string): Promise<boolean> {
  const standing =
    await tx.execute(sql`select 1 from money_commands where process_id = ${match.processId} and leg = 'invoice_payment'
    and state in ('attempting', 'unknown', 'applied') limit 1`);
  if (standing.length > 0) return false;
  if (!(await moveMatch(tx, match, 'refused', { endedReason: code }))) return false;
  await markLines(tx, match, 'unmatched', 'not_recorded');
  await appendEvent(tx, {
    type: 'match_not_recorded',
    actor: 'workflow',
    subject: matchSubject(match.id),
    data: { code },
  });
  return true;
}

/** Nothing of a recorded match stands at WHMCS any more: its payment is free. `reason` says why, as a code. */
export async function undoMatch(tx: Transaction, match: MatchRow, reason: string): Promise<boolean> {
  if (!(await moveMatch(tx, match, 'undone', { endedReason: reason }))) return false;
  await markLines(tx, match, 'unmatched', 'taken_back');
  await appendEvent(tx, {
    type: 'match_undone',
    actor: 'workflow',
    subject: matchSubject(match.id),
    data: { reason },
  });
  return true;
}

/** Proposals that the books no longer bear out, oldest first: a payment or an invoice changed since. */
export async function staleMatches(tx: Transaction, limit: number): Promise<{ id: string; reason: string }[]> {
  const open = sql.raw(`('unpaid', 'payment_pending', 'collections')`);
  return (await tx.execute(sql`select id, reason from (select m.id, m.created_at, case
      when exists (select 1 from invoice_match_payments p join bank_transactions t on t.tenant_id = p.tenant_id and t.id = p.bank_transaction_id
        where p.match_id = m.id and (t.removed_at is not null or t.amount_minor <> p.amount_minor or t.match_state <> 'proposed')) then 'payment_changed'
      when exists (select 1 from invoice_match_payments p join stripe_payments s on s.tenant_id = p.tenant_id and s.id = p.stripe_payment_id
        where p.match_id = m.id and (s.status not in ('succeeded', 'partially_refunded') or s.amount_minor - s.refunded_minor <> p.amount_minor))
        then 'payment_changed'
      when m.kind <> 'return' and exists (select 1 from invoice_match_parts p join invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id
        where p.match_id = m.id and (i.state not in ${open} or i.currency <> m.currency or p.amount_minor > i.balance_minor)) then 'invoice_changed'
    end as reason from invoice_matches m where m.state = 'proposed') as seen where reason is not null order by created_at limit ${limit}`)) as unknown as {
    id: string;
    reason: string;
  }[];
}
