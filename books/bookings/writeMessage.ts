import { messages } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';

/** Keeps what a customer has written to the office. */
export async function writeMessage(
  tx: Transaction,
  message: { tenantId: string; userId: string; bookingId: string | null; body: string },
): Promise<typeof messages.$inferSelect> {
  const [written] = await tx
    .insert(messages)
    .values({ ...message, direction: 'in' })
    .returning();
  if (!written) throw new Error('message not written');
  return written;
}
