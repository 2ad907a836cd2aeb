import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { type PairedLine, type PairedPayout, pairPayouts } from '../../domain/reconciliation/proof/pairPayouts.ts';
import { appendEvent } from '../events.ts';
import { queueLook } from '../operations/queueLook.ts';
import { lockMatch, supersedeMatch } from './moveMatch.ts';

/** Payouts and lines of so many days are looked at in each run. */
const DAYS = 120;
/** Payouts of which money is on its way or at the bank. */
const UNDER_WAY = sql.raw(`('paid', 'in_transit')`);

type Rows<Row> = Promise<Row[]>;
const rows = <Row>(tx: Transaction, query: ReturnType<typeof sql>) => tx.execute(query) as unknown as Rows<Row>;

type Payout = PairedPayout & { connectionId: string; explained: boolean };

/** Lines that say to be a payout which has failed since, or that the bank has taken back or changed: they are free again. */
async function release(tx: Transaction): Promise<void> {
  await tx.execute(sql`with gone as (update stripe_payouts o set bank_transaction_id = null, updated_at = now() from bank_transactions t
      where t.tenant_id = o.tenant_id and t.id = o.bank_transaction_id
      and (o.status not in ${UNDER_WAY} or t.removed_at is not null or t.amount_minor <> o.amount_minor) returning t.id)
    update bank_transactions t set match_state = 'new', match_reason = null, match_since = now() from gone
    where t.id = gone.id and t.match_reason in ('stripe_payout', 'stripe_payout_unexplained')`);
}

async function openPayouts(tx: Transaction): Promise<Payout[]> {
  const found = await rows<Omit<Payout, 'amountMinor'> & { amount: string }>(
    tx,
    sql`select id, connection_id as "connectionId", currency, amount_minor as amount, arrives_on::text as "arrivesOn", statement_descriptor as descriptor,
      trace_id as "traceId", coalesce(explained_minor = amount_minor, false) as explained from stripe_payouts
      where bank_transaction_id is null and status in ${UNDER_WAY} and amount_minor > 0 and arrives_on > current_date - ${DAYS}::int`,
  );
  return found.map(({ amount, ...payout }) => ({ ...payout, amountMinor: Number(amount) }));
}

/** Open lines of the amount of such a payout, locked until the transaction ends. */
async function linesLike(tx: Transaction): Promise<PairedLine[]> {
  const found = await rows<Omit<PairedLine, 'amountMinor'> & { amount: string }>(
    tx,
    sql`select t.id, t.booked_on::text as day, t.amount_minor as amount, t.currency, t.counterparty, t.status, false as "isRemoved",
      concat_ws(' ', t.reference, t.description, t.end_to_end_id, t.bank_reference) as text from bank_transactions t
      where t.match_state in ('new', 'unmatched', 'proposed') and t.status = 'posted' and t.removed_at is null
      and not exists (select 1 from stripe_payouts x where x.tenant_id = t.tenant_id and x.bank_transaction_id = t.id)
      and exists (select 1 from stripe_payouts o where o.tenant_id = t.tenant_id and o.bank_transaction_id is null and o.status in ${UNDER_WAY}
        and o.amount_minor = t.amount_minor and o.currency = t.currency and o.arrives_on > current_date - ${DAYS}::int) order by t.id for update of t`,
  );
  return found.map(({ amount, ...line }) => ({ ...line, amountMinor: Number(amount) }));
}

/** Ends a proposal that took a payout for a payment; its run is told. */
async function endProposal(tx: Transaction, tenantId: string, lineId: string): Promise<void> {
  const held = await rows<{ id: string }>(
    tx,
    sql`select match_id as id from invoice_match_payments where bank_transaction_id = ${lineId} and holds`,
  );
  for (const { id } of held) {
    const match = await lockMatch(tx, id);
    if (match && (await supersedeMatch(tx, match, 'is_payout')))
      await queueLook(tx, { tenantId, processId: match.processId, causeId: id });
  }
}

/**
 * Finds the bank lines on which payouts of Stripe have arrived: what is inside of them was matched charge by charge, so such a line
 * pays no invoice. One whose balance transactions come to its amount is explained by them; another one waits for a person. Returns how
 * many lines were found.
 */
export async function explainLines(tx: Transaction, tenantId: string): Promise<number> {
  await release(tx);
  const payouts = await openPayouts(tx);
  const pairs = payouts.length === 0 ? new Map<string, string>() : pairPayouts(payouts, await linesLike(tx));
  for (const payout of payouts) {
    const lineId = pairs.get(payout.id);
    if (lineId === undefined) continue;
    await endProposal(tx, tenantId, lineId);
    await tx.execute(
      sql`update stripe_payouts set bank_transaction_id = ${lineId}, updated_at = now() where id = ${payout.id}`,
    );
    await appendEvent(tx, {
      type: 'stripe_payout_arrived',
      actor: 'workflow',
      subject: `stripe-connection:${payout.connectionId}`,
      data: { amountMinor: payout.amountMinor, currency: payout.currency },
    });
  }
  // Also of those that were found before: what they are made of may be known only now.
  await tx.execute(sql`update bank_transactions t set match_state = case when o.explained then 'matched' else 'unmatched' end,
      match_reason = case when o.explained then 'stripe_payout' else 'stripe_payout_unexplained' end, match_since = now()
    from (select bank_transaction_id as id, coalesce(explained_minor = amount_minor, false) as explained from stripe_payouts
      where bank_transaction_id is not null) o where t.id = o.id and t.match_state in ('new', 'unmatched', 'matched')
      and t.match_reason is distinct from case when o.explained then 'stripe_payout' else 'stripe_payout_unexplained' end`);
  return pairs.size;
}
