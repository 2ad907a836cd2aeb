import { and, desc, eq, sql } from 'drizzle-orm';
import { cancelTasks } from '../../books/reviews/cancelTasks.ts';
import type { Transaction } from '../../db/database.ts';
import { decisionRequests, reviewSnapshots, reviewTasks } from '../../db/reviews/schema.ts';
import { shownFaults } from '../../domain/bookings/shownFaults.ts';
import type { StoredLink } from '../../domain/bookings/storedLink.ts';

/** Bookings that reviewers have named and that a card then shows as well, the newest. */
const MAXIMUM_NAMED = 5;

/** Bookings that reviewers have named for this payment although the card did not say what speaks against them. */
export async function namedBookings(tx: Transaction, processId: string): Promise<string[]> {
  const rows = await tx
    .select({ link: decisionRequests.modification })
    .from(decisionRequests)
    .innerJoin(reviewTasks, eq(reviewTasks.id, decisionRequests.taskId))
    .where(and(eq(reviewTasks.processId, processId), sql`${decisionRequests.outcome} ->> 'code' = 'REVIEW_STALE'`))
    .orderBy(desc(decisionRequests.createdAt))
    .limit(MAXIMUM_NAMED);
  return rows.flatMap(({ link }) => (link as StoredLink | null)?.bookingId ?? []);
}

/**
 * The gate at which a person is asked about an unmatched payment: that of the card which waits. A card that does not say
 * everything about one of these bookings is closed, and one that does takes its place.
 */
export async function linkGate(
  tx: Transaction,
  processId: string,
  candidates: readonly { booking_id: string; faults: readonly { code: string }[] }[],
): Promise<string> {
  const [waiting] = await tx
    .select({ gate: reviewTasks.gate, payee: reviewSnapshots.payee, canonicalJson: reviewSnapshots.canonicalJson })
    .from(reviewTasks)
    .innerJoin(reviewSnapshots, eq(reviewSnapshots.id, reviewTasks.snapshotId))
    .where(and(eq(reviewTasks.processId, processId), eq(reviewTasks.state, 'pending')));
  if (!waiting) return 'link';
  const shown: unknown = JSON.parse(waiting.canonicalJson);
  const saysAll = candidates.every(({ booking_id, faults }) => {
    const said = shownFaults(shown, waiting.payee, booking_id);
    return faults.every(({ code }) => said.has(code));
  });
  if (saysAll) return waiting.gate;
  await cancelTasks(tx, processId, null);
  const [, card = '1'] = waiting.gate.split('/');
  return `link/${Number(card) + 1}`;
}
