import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { decisionRequests } from '../../db/reviews/schema.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';

/** Keeps that the workflow has refused a decision, unless its outcome is known. */
export async function refuseRequest(tx: Transaction, requestId: string, code: ErrorCode): Promise<void> {
  await tx
    .update(decisionRequests)
    .set({ outcome: { accepted: false, code } })
    .where(and(eq(decisionRequests.id, requestId), isNull(decisionRequests.outcome)));
}
