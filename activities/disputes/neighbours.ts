import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { companyPolicies, disputeResolutions } from '../../db/disputes/schema.ts';
import type { CollectedFacts } from '../../domain/disputes/facts.ts';
import type { PolicyExcerpt, SimilarCase } from '../../domain/disputes/prompt.ts';
import { caseRelevance } from '../../domain/disputes/similarity.ts';

/** Embeddings are compared inside one model and never across mock and real ones. */
export interface EmbeddingSpace {
  model: string;
  mock: boolean;
}

// So many nearest texts are weighed again by type, amount band and segment; three are kept.
const CANDIDATES = 100;

/** Neighbours change when a resolution is stored, so its number and time are part of the cache key. */
export async function storeVersion(tx: Transaction): Promise<string> {
  const [row] = await tx
    .select({ version: sql<string>`count(*) || ':' || coalesce(max(updated_at)::text, '')` })
    .from(disputeResolutions);
  return row?.version ?? '';
}

/** The three cases nearest in text, type, amount and segment, best first. */
export async function nearestCases(
  tx: Transaction,
  facts: CollectedFacts,
  query: number[],
  space: EmbeddingSpace,
): Promise<SimilarCase[]> {
  const { dispute } = facts.crm;
  const near = sql`nearest_dispute_resolutions(${`{${query.join(',')}}`}::real[], ${space.model}, ${space.mock}, ${CANDIDATES}) as near`;
  const rows = await tx
    .select({ row: disputeResolutions, similarity: sql<number>`near.similarity` })
    .from(disputeResolutions)
    .innerJoin(near, sql`near.id = ${disputeResolutions.id}`)
    .where(sql`${disputeResolutions.caseId} <> ${dispute.caseId}`);
  const wanted = {
    disputeType: dispute.disputeType,
    amountMinor: dispute.amountMinor,
    currency: dispute.currency,
    customerSegment: dispute.segment,
  };
  return rows
    .map(({ row, similarity }) => ({
      caseId: row.caseId,
      amountMinor: row.amountMinor,
      currency: row.currency,
      resolution: row.resolution,
      relevance: caseRelevance(similarity, wanted, row),
    }))
    .toSorted((a, b) => b.relevance - a.relevance || a.caseId.localeCompare(b.caseId))
    .slice(0, 3);
}

/** The three policy sections nearest to the question, best first. */
export async function nearestPolicies(
  tx: Transaction,
  query: number[],
  space: EmbeddingSpace,
): Promise<PolicyExcerpt[]> {
  const near = sql`nearest_company_policies(${`{${query.join(',')}}`}::real[], ${space.model}, ${space.mock}, 3) as near`;
  const rows = await tx
    .select({ row: companyPolicies, similarity: sql<number>`near.similarity` })
    .from(companyPolicies)
    .innerJoin(near, sql`near.id = ${companyPolicies.id}`);
  return rows
    .map(({ row, similarity }) => ({
      policyId: row.id,
      title: row.title,
      content: row.content,
      relevance: similarity,
    }))
    .toSorted((a, b) => b.relevance - a.relevance);
}
