import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { llmUsage, workflowStates } from '../../db/disputes/schema.ts';
import { dollars } from '../../domain/llm/prices.ts';

/** Sums the run's model calls into its projection; six decimals, total >= llm. */
export async function writeCosts(tx: Transaction, processId: string): Promise<void> {
  const rows = await tx.select().from(llmUsage).where(eq(llmUsage.processId, processId));
  const part = (purpose: 'proposal' | 'embedding') => {
    const own = rows.filter((row) => row.purpose === purpose);
    const sum = (pick: (row: (typeof rows)[number]) => number) => own.reduce((total, row) => total + pick(row), 0);
    return {
      calls: own.filter((row) => !row.cacheHit).length,
      cache_hits: own.filter((row) => row.cacheHit).length,
      input_tokens: sum((row) => row.inputTokens),
      cached_tokens: sum((row) => row.cachedTokens),
      output_tokens: sum((row) => row.outputTokens),
      cost: dollars(sum((row) => row.costNano)),
      saved: dollars(sum((row) => row.savedNano)),
      nano: sum((row) => row.costNano),
      model: own[0]?.model ?? null,
    };
  };
  const { nano: llmNano, ...llm } = part('proposal');
  const { nano: embeddingNano, ...embedding } = part('embedding');
  await tx
    .update(workflowStates)
    .set({
      llmCost: dollars(llmNano),
      totalCost: dollars(llmNano + embeddingNano),
      costBreakdown: {
        llm,
        embedding,
        salesforce: { cost: '0.000000' },
        zuora: { cost: '0.000000' },
        stripe: { cost: '0.000000' },
      },
    })
    .where(eq(workflowStates.processId, processId));
}
