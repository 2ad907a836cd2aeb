import { and, eq } from 'drizzle-orm';
import { cancelTasks } from '../../books/reviews/cancelTasks.ts';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import { faultsOf } from '../../db/bookings/openFaults.ts';
import type { PaymentRow } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { reviewSnapshots, reviewTasks } from '../../db/reviews/schema.ts';
import { warningsOf } from '../../domain/reviews/warnings.ts';

/** Which payment a task of a booking is about. Its gate is `payment/<id>`, that of a later card `payment/<id>/2`. */
export const paymentOfGate = (gate: string): string => gate.split('/')[1] ?? '';

/** Whether something speaks against a payment that this card does not say: nobody accepts what they have not read. */
export async function isOutdated(
  tx: Transaction,
  payment: PaymentRow,
  booking: BookingRow,
  shown: unknown,
): Promise<boolean> {
  const read = new Set(warningsOf(shown).map(({ code }) => code));
  return (await faultsOf(tx, payment, booking)).some(({ code }) => !read.has(code));
}

/**
 * The gate at which a person is asked about the payments of a locked booking: that of the card which waits. A card that is
 * outdated is closed, and one that says everything takes its place.
 */
export async function openGate(
  tx: Transaction,
  processId: string,
  booking: BookingRow,
  left: readonly PaymentRow[],
  newest: PaymentRow,
): Promise<{ gate: string; payment: PaymentRow }> {
  const [waiting] = await tx
    .select({ id: reviewTasks.id, gate: reviewTasks.gate, canonicalJson: reviewSnapshots.canonicalJson })
    .from(reviewTasks)
    .innerJoin(reviewSnapshots, eq(reviewSnapshots.id, reviewTasks.snapshotId))
    .where(and(eq(reviewTasks.processId, processId), eq(reviewTasks.state, 'pending')));
  if (!waiting) return { gate: `payment/${newest.id}`, payment: newest };
  const asked = left.find(({ id }) => id === paymentOfGate(waiting.gate));
  if (!asked || !(await isOutdated(tx, asked, booking, JSON.parse(waiting.canonicalJson))))
    return { gate: waiting.gate, payment: asked ?? newest };
  await cancelTasks(tx, processId, null);
  const [, , card = '1'] = waiting.gate.split('/');
  return { gate: `payment/${asked.id}/${Number(card) + 1}`, payment: asked };
}
