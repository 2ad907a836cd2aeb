import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { disputeResolutions } from '../../db/disputes/schema.ts';

export type SampleResolution = Pick<
  typeof disputeResolutions.$inferInsert,
  | 'tenantId'
  | 'caseId'
  | 'disputeType'
  | 'amountMinor'
  | 'customerSegment'
  | 'resolution'
  | 'caseContext'
  | 'embedding'
  | 'embeddingModel'
  | 'mock'
>;

/**
 * Keeps made-up resolutions of earlier cases, so that the first proposals find something like theirs. The same case again only
 * takes over its embedding. No event: nobody decided these.
 */
export async function keepSampleResolutions(tx: Transaction, samples: readonly SampleResolution[]): Promise<void> {
  await tx
    .insert(disputeResolutions)
    .values(samples.map((sample) => ({ ...sample, currency: 'USD', reasoning: 'sample', outcome: 'refunded' })))
    .onConflictDoUpdate({
      target: [disputeResolutions.tenantId, disputeResolutions.caseId],
      set: { embedding: sql`excluded.embedding` },
    });
}
