import { and, desc, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { reviewTasks } from '../../db/reviews/schema.ts';

/** The newest review task about a booking's payment, whatever became of it. */
export const paymentTask = (tx: Transaction, bookingId: string) =>
  tx
    .select({ task: reviewTasks })
    .from(reviewTasks)
    .innerJoin(processes, eq(processes.id, reviewTasks.processId))
    .where(
      and(eq(reviewTasks.kind, 'booking_payment'), eq(reviewTasks.subject, bookingId), eq(processes.kind, 'booking')),
    )
    .orderBy(desc(reviewTasks.createdAt))
    .limit(1)
    .then(([row]) => row?.task);
