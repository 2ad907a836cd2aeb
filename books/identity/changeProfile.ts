import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { appendEvent } from '../events.ts';

export interface ProfileChanges {
  displayName?: string | undefined;
  notifyOnReview?: boolean | undefined;
  state?: string | undefined;
  /** Encrypted. */
  dateOfBirth?: string | undefined;
}

/** What people keep about themselves; the event names the fields and no content. `onboarding`: they have given what matching needs. */
export async function changeProfile(
  tx: Transaction,
  change: { userId: string; changes: ProfileChanges; onboarding: boolean; fields: string[] },
  by: { actor: string; requestId: string },
): Promise<typeof users.$inferSelect> {
  const { userId, changes, onboarding, fields } = change;
  const [after] = await tx
    .update(users)
    .set({
      ...changes,
      ...(onboarding ? { onboardedAt: sql`coalesce(onboarded_at, now())` } : {}),
      version: sql`version + 1`,
    })
    .where(eq(users.id, userId))
    .returning();
  if (!after) throw new Error('profile not written');
  await appendEvent(tx, { type: 'user_changed', subject: `user:${userId}`, data: { fields }, ...by });
  return after;
}
