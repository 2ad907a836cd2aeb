import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { savedViews } from '../../db/reviews/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { MAXIMUM_VIEWS } from '../../domain/reviews/limits.ts';

/** Keeps a person's view of a list; the same page and name again replaces it. Throws VALIDATION_FAILED at the bound. */
export async function saveView(
  tx: Transaction,
  view: { tenantId: string; userId: string; page: string; name: string; query: string },
) {
  if ((await tx.$count(savedViews, eq(savedViews.userId, view.userId))) >= MAXIMUM_VIEWS)
    throw new CodedError('VALIDATION_FAILED', `name: at most ${MAXIMUM_VIEWS} views; remove one first`, {
      fields: [{ field: 'name', rule: `at most ${MAXIMUM_VIEWS} views` }],
    });
  const [saved] = await tx
    .insert(savedViews)
    .values(view)
    .onConflictDoUpdate({
      target: [savedViews.tenantId, savedViews.userId, savedViews.page, savedViews.name],
      set: { query: view.query },
    })
    .returning();
  if (!saved) throw new Error('view not written');
  return saved;
}
