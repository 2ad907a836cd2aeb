import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { type PaymentRow, paymentColumns, payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { type PaymentStatus, paymentStatesBefore } from '../../domain/bookings/states.ts';
import { CodedError } from '../../domain/errors/codes.ts';

type Change = Omit<PgUpdateSetSource<typeof payments>, 'status' | 'updatedAt'>;

/**
 * Moves those of the payments to a state that may come to it by the table of states, and writes what else changes with it;
 * the others stay as they are. Nothing else writes the state of a payment. Sent at once.
 */
export const movePayments = (
  tx: Transaction,
  which: SQL | undefined,
  to: PaymentStatus,
  more: Change,
): Promise<PaymentRow[]> =>
  tx
    .update(payments)
    .set({ ...more, status: to, updatedAt: sql`now()` })
    .where(and(which, inArray(payments.status, paymentStatesBefore(to))))
    .returning(paymentColumns)
    .execute();

/** Moves one payment. Throws PAYMENT_MATCH_FAILED where it may not come to this state any more. */
export async function movePayment(
  tx: Transaction,
  { id }: Pick<PaymentRow, 'id'>,
  to: PaymentStatus,
  more: Change,
): Promise<PaymentRow> {
  const [moved] = await movePayments(tx, eq(payments.id, id), to, more);
  if (!moved) throw new CodedError('PAYMENT_MATCH_FAILED');
  return moved;
}
