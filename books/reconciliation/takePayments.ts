import { randomUUID } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { type StripeConnection, type StripePayment, seal } from '../../db/reconciliation/sealed.ts';
import { stripeBalanceTransactions, stripePayments, stripePayouts } from '../../db/reconciliation/stripeSchema.ts';
import { stripePaymentState, type ToldPayment } from '../../domain/reconciliation/stripePayments.ts';
import { storableText } from '../../domain/storable.ts';
import { startReconciliation } from './startReconciliation.ts';

type Connection = Pick<StripeConnection, 'id' | 'tenantId' | 'mock'>;

/** A dispute that ended in favour of the account takes nothing away. */
const ENDED_WELL = ['won', 'warning_closed'];

function columnsOf(told: ToldPayment, known: StripePayment | undefined) {
  const disputeStatus = told.disputeStatus ?? known?.disputeStatus ?? null;
  const disputed = told.disputed && !ENDED_WELL.includes(disputeStatus ?? '');
  return {
    paymentIntent: told.paymentIntent,
    status: stripePaymentState({ ...told, disputed }),
    currency: told.currency,
    amountMinor: told.amountMinor,
    refundedMinor: told.refundedMinor,
    settledCurrency: told.settled?.currency ?? known?.settledCurrency ?? null,
    feeMinor: told.settled?.feeMinor ?? known?.feeMinor ?? null,
    netMinor: told.settled?.netMinor ?? known?.netMinor ?? null,
    balanceTransaction: told.settled?.id ?? known?.balanceTransaction ?? null,
    disputeStatus,
    invoiceHint: told.invoiceHint === null ? null : storableText(told.invoiceHint),
    paidAt: told.paidAt,
  };
}
const isSame = (known: StripePayment | undefined, columns: ReturnType<typeof columnsOf>): boolean =>
  known !== undefined &&
  Object.entries(columns).every(([name, value]) => {
    const before = known[name as keyof typeof columns];
    return value instanceof Date ? before instanceof Date && before.getTime() === value.getTime() : before === value;
  });

/** Writes payments as Stripe tells them, new ones and those that differ; who paid is encrypted. Returns how many. */
export async function takePayments(
  tx: Transaction,
  cipher: FieldCipher,
  connection: Connection,
  told: readonly ToldPayment[],
): Promise<number> {
  const ids = told.map((one) => one.stripeId);
  const rows =
    ids.length === 0 ? [] : await tx.select().from(stripePayments).where(inArray(stripePayments.stripeId, ids));
  const known = new Map(rows.map((row) => [row.stripeId, row]));
  let changed = 0;
  for (const one of told) {
    const before = known.get(one.stripeId);
    const columns = columnsOf(one, before);
    if (isSame(before, columns)) continue;
    const row = { id: before?.id ?? randomUUID(), tenantId: connection.tenantId };
    const sealed = (column: 'payer' | 'email' | 'description', text: string | null) =>
      seal(cipher, 'stripe_payments', row, column, text === null ? null : storableText(text));
    const written = await tx
      .insert(stripePayments)
      .values({
        ...row,
        ...columns,
        connectionId: connection.id,
        stripeId: one.stripeId,
        payer: sealed('payer', one.payer),
        email: sealed('email', one.email),
        description: sealed('description', one.description),
        mock: connection.mock,
      })
      .onConflictDoUpdate({
        target: [stripePayments.tenantId, stripePayments.stripeId],
        set: { ...columns, updatedAt: sql`now()` },
      })
      .returning({ id: stripePayments.id });
    changed += written.length;
  }
  if (changed > 0)
    await startReconciliation(tx, { tenantId: connection.tenantId, startedBy: 'stripe', causeId: randomUUID() });
  return changed;
}

export interface ToldPayout {
  stripeId: string;
  status: string;
  currency: string;
  amountMinor: number;
  arrivesOn: string;
  automatic: boolean;
  statementDescriptor: string | null;
  traceId: string | null;
  madeAt: Date;
}

/** Writes payouts as Stripe tells them; one whose state or amount differs is explained anew. Returns how many were new or differed. */
export async function takePayouts(
  tx: Transaction,
  connection: Connection,
  told: readonly ToldPayout[],
): Promise<number> {
  let changed = 0;
  for (const { stripeId, ...facts } of told) {
    const written = await tx
      .insert(stripePayouts)
      .values({ ...facts, stripeId, tenantId: connection.tenantId, connectionId: connection.id, mock: connection.mock })
      .onConflictDoUpdate({
        target: [stripePayouts.tenantId, stripePayouts.stripeId],
        set: { ...facts, explainedMinor: null, updatedAt: sql`now()` },
        setWhere: sql`(stripe_payouts.status, stripe_payouts.amount_minor, stripe_payouts.arrives_on, coalesce(stripe_payouts.trace_id, ''))
          is distinct from (excluded.status, excluded.amount_minor, excluded.arrives_on, coalesce(excluded.trace_id, ''))`,
      })
      .returning({ id: stripePayouts.id });
    changed += written.length;
  }
  return changed;
}

export interface ToldMove {
  stripeId: string;
  type: string;
  currency: string;
  amountMinor: number;
  feeMinor: number;
  netMinor: number;
  sourceId: string | null;
  madeAt: Date;
  availableOn: string;
}

/**
 * Writes what a payout is made of: its balance transactions, the payments among them, and what they sum to. They never change
 * at Stripe; a payout that was read again finds them there.
 */
export async function explainPayout(
  tx: Transaction,
  connection: Connection,
  payoutId: string,
  moves: readonly ToldMove[],
): Promise<void> {
  const { tenantId, id: connectionId } = connection;
  for (const move of moves)
    await tx
      .insert(stripeBalanceTransactions)
      .values({ ...move, tenantId, connectionId, payoutId })
      .onConflictDoUpdate({
        target: [stripeBalanceTransactions.tenantId, stripeBalanceTransactions.stripeId],
        set: { payoutId },
      });
  // The payout's own move takes out what the others brought in.
  const own = moves.filter(({ type }) => !type.startsWith('payout'));
  const sources = own.flatMap(({ sourceId }) => sourceId ?? []);
  if (sources.length > 0)
    await tx
      .update(stripePayments)
      .set({ payoutId, updatedAt: sql`now()` })
      .where(and(inArray(stripePayments.stripeId, sources), sql`payout_id is distinct from ${payoutId}`));
  await tx
    .update(stripePayouts)
    .set({ explainedMinor: own.reduce((sum, { netMinor }) => sum + netMinor, 0), updatedAt: sql`now()` })
    .where(eq(stripePayouts.stripeId, payoutId));
}
