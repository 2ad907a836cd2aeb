import type OpenAI from 'openai';
import { addUsage } from '../../books/disputes/addUsage.ts';
import { moveRun } from '../../books/disputes/moveRun.ts';
import type { Database } from '../../db/database.ts';
import { factsOf, loadRun } from '../../db/disputes/runs.ts';
import { sha256 } from '../../domain/digest.ts';
import { caseQuery, policyQuery } from '../../domain/disputes/prompt.ts';
import type { PromptContext } from '../../domain/disputes/proposal.ts';
import type { ExpiringCache } from '../../domain/expiringCache.ts';
import { modelCost } from '../../domain/llm/prices.ts';
import { embedTexts } from '../../providers/openai/embeddings.ts';
import type { DisputeActivities, RunScope } from '../../workflows/disputes/contract.ts';
import { nearestCases, nearestPolicies, storeVersion } from './neighbours.ts';

export interface SearchDeps {
  db: Database;
  openai: () => { client: OpenAI; mock: boolean };
  llm: { embeddingModel: string };
  embeddings: ExpiringCache<number[]>;
}

/** Embeds texts in one call; texts asked within the hour by this tenant come from the cache. */
async function embed(
  { db, openai, llm, embeddings }: SearchDeps,
  scope: RunScope,
  texts: string[],
  version: string,
): Promise<number[][]> {
  const model = llm.embeddingModel;
  const keys = texts.map((text) => `${scope.tenantId}:${version}:${model}:${sha256(text)}`);
  const cached = keys.map((key) => embeddings.get(key));
  if (cached.every((vector) => vector !== undefined)) return cached as number[][];
  const { client, mock } = openai();
  const { vectors, inputTokens } = await embedTexts(client, model, texts);
  vectors.forEach((vector, index) => {
    embeddings.set(keys[index] ?? '', vector);
  });
  const usage = { inputTokens, cachedTokens: 0, outputTokens: 0 };
  const costNano = modelCost(model, usage).totalNano;
  await db.withTenant(scope.tenantId, (tx) =>
    addUsage(tx, scope, { purpose: 'embedding', model, ...usage, costNano, mock }),
  );
  return vectors;
}

export const findSimilarCasesAndPolicies =
  (deps: SearchDeps): DisputeActivities['llm']['findSimilarCasesAndPolicies'] =>
  async (input) => {
    const { db, openai, llm } = deps;
    const { tenantId, processId, round } = input;
    const { run, version } = await db.withTenant(tenantId, async (tx) => ({
      run: await loadRun(tx, processId),
      version: await storeVersion(tx),
    }));
    if ((run.promptContext as PromptContext | null)?.round === round) return;
    const facts = factsOf(run);
    const texts = [caseQuery(facts.crm.dispute), policyQuery(facts.crm.dispute)];
    const [caseVector = [], policyVector = []] = await embed(deps, input, texts, version);
    const { mock } = openai();
    const space = { model: llm.embeddingModel, mock };
    await db.withTenant(tenantId, async (tx) => {
      const promptContext: PromptContext = {
        round,
        similarCases: await nearestCases(tx, facts, caseVector, space),
        policies: await nearestPolicies(tx, policyVector, space),
      };
      await moveRun(tx, processId, 'generating_resolution', {
        promptContext,
        caseEmbedding: caseVector,
        embeddingModel: llm.embeddingModel,
        ...(mock ? { mock } : {}),
      });
    });
  };
