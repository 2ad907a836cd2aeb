import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { savedViews } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';

/** Removes a person's own view. Throws NOT_FOUND. */
export async function removeView(tx: Transaction, view: { viewId: string; userId: string }): Promise<void> {
  const removed = await tx
    .delete(savedViews)
    .where(and(eq(savedViews.id, view.viewId), eq(savedViews.userId, view.userId)))
    .returning();
  if (removed.length === 0) throw new CodedError('NOT_FOUND');
}
