import { and, eq, gt, sql } from 'drizzle-orm';
import type OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { appendEvent } from '../../books/events.ts';
import type { Database } from '../../db/database.ts';
import { refundsOfCase } from '../../db/disputes/caseRefunds.ts';
import { answerCache, llmUsage } from '../../db/disputes/schema.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { contentHash, sha256 } from '../../domain/digest.ts';
import { boundProposal, maximumRefund } from '../../domain/disputes/bounds.ts';
import { chooseCharge, refundableMinor } from '../../domain/disputes/chargeSelection.ts';
import type { ChargeFacts, CollectedFacts } from '../../domain/disputes/facts.ts';
import { buildPrompt, caseQuery, PROMPT_VERSION, type PromptCaps, policyQuery } from '../../domain/disputes/prompt.ts';
import { type ModelAnswer, modelAnswerSchema, type Resolution, readModelAnswer } from '../../domain/disputes/schema.ts';
import type { ExpiringCache } from '../../domain/expiringCache.ts';
import { dollars, MODEL_PRICES, modelCost, type TokenUsage } from '../../domain/llm/prices.ts';
import { embedTexts } from '../../providers/openai/embeddings.ts';
import { openAiError } from '../../providers/openai/errors.ts';
import { VendorError } from '../../providers/vendorError.ts';
import { writeCosts } from './costs.ts';
import { releaseBudget, reserveBudget, settleBudget } from './llmBudget.ts';
import { nearestCases, nearestPolicies, storeVersion } from './neighbours.ts';
import { refundBounds } from './refundBounds.ts';
import { factsOf, loadRun, type PromptContext, type RunScope, type StoredProposal, updateRun } from './runState.ts';

interface LlmSettings {
  model: string;
  embeddingModel: string;
  caps: PromptCaps;
  maximumOutputTokens: number;
  /** Hard stop per dispute, nano-dollars. */
  maximumCostNano: number;
}

export interface ResolveDeps {
  db: Database;
  openai: () => { client: OpenAI; mock: boolean };
  llm: LlmSettings;
  countTokens: (text: string) => number;
  embeddings: ExpiringCache<number[]>;
  /** One structured log line per model call: tokens and cost, never texts. */
  logCall(call: TokenUsage & { model: string; costUsd: string; processId: string; tenantId: string }): void;
}

const ANSWER_TTL = sql`interval '1 hour'`;

interface Reply {
  answer: ModelAnswer | null;
  refused: boolean;
  usage: TokenUsage;
}

/** The resolution generator: context by similarity, one bounded model call, a proposal that code has cut to size. */
export function createResolveActivities({ db, openai, llm, countTokens, embeddings, logCall }: ResolveDeps) {
  const price = MODEL_PRICES[llm.model];

  /** Embeds texts in one call; texts asked within the hour by this tenant come from the cache. */
  async function embed(scope: RunScope, texts: string[], version: string): Promise<number[][]> {
    const keys = texts.map((text) => `${scope.tenantId}:${version}:${llm.embeddingModel}:${sha256(text)}`);
    const cached = keys.map((key) => embeddings.get(key));
    if (cached.every((vector) => vector !== undefined)) return cached as number[][];
    const { client, mock } = openai();
    const { vectors, inputTokens } = await embedTexts(client, llm.embeddingModel, texts);
    vectors.forEach((vector, index) => {
      embeddings.set(keys[index] ?? '', vector);
    });
    const usage = { inputTokens, cachedTokens: 0, outputTokens: 0 };
    await db.withTenant(scope.tenantId, async (tx) => {
      await tx.insert(llmUsage).values({
        ...scope,
        purpose: 'embedding',
        model: llm.embeddingModel,
        ...usage,
        costNano: modelCost(llm.embeddingModel, usage).totalNano,
        mock,
      });
      await writeCosts(tx, scope.processId);
    });
    return vectors;
  }

  async function callModel(prompt: { system: string; user: string }): Promise<Reply> {
    const { client } = openai();
    let completion: OpenAI.Chat.Completions.ChatCompletion;
    try {
      completion = await client.chat.completions.create({
        model: llm.model,
        max_completion_tokens: llm.maximumOutputTokens,
        response_format: zodResponseFormat(modelAnswerSchema, 'resolution'),
        messages: [
          { role: 'system', content: prompt.system },
          { role: 'user', content: prompt.user },
        ],
        ...(price?.reasoningEffort ? { reasoning_effort: price.reasoningEffort } : {}),
      });
    } catch (error) {
      throw openAiError(error);
    }
    const message = completion.choices[0]?.message;
    const usage = completion.usage;
    return {
      answer: message?.refusal ? null : readModelAnswer(message?.content),
      refused: Boolean(message?.refusal),
      usage: {
        inputTokens: usage?.prompt_tokens ?? 0,
        cachedTokens: usage?.prompt_tokens_details?.cached_tokens ?? 0,
        outputTokens: usage?.completion_tokens ?? 0,
      },
    };
  }

  /** Case, amount, type and customer, with case text, model and prompt version, inside the tenant; no timestamps. */
  const cacheKey = (facts: CollectedFacts) =>
    contentHash({
      caseId: facts.crm.dispute.caseId,
      amountMinor: facts.crm.dispute.amountMinor,
      currency: facts.crm.dispute.currency,
      disputeType: facts.crm.dispute.disputeType,
      segment: facts.crm.dispute.segment,
      text: sha256(facts.crm.dispute.description),
      model: llm.model,
      prompt: PROMPT_VERSION,
    });

  async function keepProposal(scope: RunScope, proposal: StoredProposal): Promise<StoredProposal> {
    await db.withTenant(scope.tenantId, async (tx) => {
      await updateRun(tx, scope.processId, 'generating_resolution', { resolutionProposal: proposal });
      await appendEvent(tx, {
        type: 'dispute_proposal_generated',
        actor: 'model',
        subject: `process:${scope.processId}`,
        data:
          proposal.kind === 'proposed'
            ? {
                round: proposal.round,
                action: proposal.resolution.action,
                amountMinor: proposal.resolution.amountMinor,
              }
            : { round: proposal.round, parked: proposal.reason },
        requestId: scope.requestId,
      });
    });
    return proposal;
  }

  return {
    /** Embeds the case once for both searches and keeps the three nearest cases and policies with the run. */
    async findSimilarCasesAndPolicies(scope: RunScope & { round: number }): Promise<void> {
      const { run, version } = await db.withTenant(scope.tenantId, async (tx) => ({
        run: await loadRun(tx, scope.processId),
        version: await storeVersion(tx),
      }));
      if ((run.promptContext as PromptContext | null)?.round === scope.round) return;
      const facts = factsOf(run);
      const [caseVector = [], policyVector = []] = await embed(
        scope,
        [caseQuery(facts.crm.dispute), policyQuery(facts.crm.dispute)],
        version,
      );
      const { mock } = openai();
      await db.withTenant(scope.tenantId, async (tx) => {
        const context: PromptContext = {
          round: scope.round,
          similarCases: await nearestCases(tx, facts, caseVector, { model: llm.embeddingModel, mock }),
          policies: await nearestPolicies(tx, policyVector, { model: llm.embeddingModel, mock }),
        };
        await updateRun(tx, scope.processId, 'generating_resolution', {
          promptContext: context,
          caseEmbedding: caseVector,
          embeddingModel: llm.embeddingModel,
          ...(mock ? { mock } : {}),
        });
      });
    },

    /**
     * One model call inside the caps, repeated once when the answer is unreadable. The budget is reserved before each
     * call. Parks instead of failing when a person must act: refusal, nonsense twice, budget or quota spent.
     */
    async generateResolution(
      scope: RunScope & { round: number },
    ): Promise<{ kind: 'proposed' } | { kind: 'parked'; reason: string }> {
      const { run, cached, settings, refunds } = await db.withTenant(scope.tenantId, async (tx) => {
        const loaded = await loadRun(tx, scope.processId);
        const [hit] = await tx
          .select()
          .from(answerCache)
          .where(and(eq(answerCache.key, cacheKey(factsOf(loaded))), gt(answerCache.expiresAt, sql`now()`)));
        const [bounds] = await tx.select().from(tenantSettings);
        return { run: loaded, cached: hit, settings: bounds, refunds: await refundsOfCase(tx, scope.processId) };
      });
      const kept = run.resolutionProposal as StoredProposal | null;
      if (kept?.round === scope.round)
        return kept.kind === 'parked' ? { kind: 'parked', reason: kept.reason } : { kind: 'proposed' };

      const facts = factsOf(run);
      const choice = chooseCharge(facts);
      if (choice.kind !== 'chosen') throw new Error('a proposal needs one charge');
      const { dispute } = facts.crm;
      const bounds = refundBounds(dispute, refundableMinor(choice.charge), settings, refunds);
      const { mock } = openai();
      const park = async (reason: string) => {
        await keepProposal(scope, { round: scope.round, kind: 'parked', reason });
        return { kind: 'parked', reason } as const;
      };
      const accept = async (resolution: Resolution, charge: ChargeFacts) => {
        await keepProposal(scope, {
          round: scope.round,
          kind: 'proposed',
          resolution,
          charge,
          maximumMinor: maximumRefund(bounds),
        });
        return { kind: 'proposed' } as const;
      };

      if (cached) {
        const bounded = boundProposal(modelAnswerSchema.parse(cached.proposal), dispute.currency, bounds, []);
        if (bounded.ok) {
          await db.withTenant(scope.tenantId, async (tx) => {
            await tx.insert(llmUsage).values({
              ...scope,
              purpose: 'proposal',
              model: llm.model,
              inputTokens: 0,
              cachedTokens: 0,
              outputTokens: 0,
              costNano: 0,
              savedNano: cached.costNano,
              cacheHit: true,
              mock,
            });
            await writeCosts(tx, scope.processId);
          });
          return accept(bounded.resolution, choice.charge);
        }
      }

      const context = run.promptContext as PromptContext;
      const prompt = buildPrompt(
        { dispute, charges: facts.payments.charges, similarCases: context.similarCases, policies: context.policies },
        llm.caps,
        countTokens,
      );
      const worstNano = modelCost(llm.model, {
        inputTokens: prompt.inputTokens,
        cachedTokens: 0,
        outputTokens: llm.maximumOutputTokens,
      }).totalNano;
      let reason = 'model_output_invalid';
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const reserved = await reserveBudget(db, scope, worstNano, llm.maximumCostNano);
        if (!reserved.ok) return park(reserved.reason);
        let reply: Reply;
        try {
          reply = await callModel(prompt);
        } catch (error) {
          await releaseBudget(db, scope, reserved.day, worstNano);
          if (error instanceof VendorError && error.kind === 'blocked') return park(error.type.toLowerCase());
          throw error;
        }
        const cost = modelCost(llm.model, reply.usage);
        await settleBudget(db, scope, {
          day: reserved.day,
          reservedNano: worstNano,
          model: llm.model,
          usage: reply.usage,
          costNano: cost.totalNano,
          mock,
        });
        logCall({
          ...reply.usage,
          model: llm.model,
          costUsd: dollars(cost.totalNano),
          processId: scope.processId,
          tenantId: scope.tenantId,
        });
        if (reply.refused) {
          reason = 'model_refused';
          break;
        }
        const { answer } = reply;
        if (!answer) continue;
        const bounded = boundProposal(
          answer,
          dispute.currency,
          bounds,
          context.policies.map((policy) => policy.policyId),
        );
        if (!bounded.ok) continue;
        await db.withTenant(scope.tenantId, async (tx) => {
          const entry = { proposal: answer, costNano: cost.totalNano, expiresAt: sql`now() + ${ANSWER_TTL}` };
          await tx
            .insert(answerCache)
            .values({ tenantId: scope.tenantId, key: cacheKey(facts), ...entry })
            .onConflictDoUpdate({ target: [answerCache.tenantId, answerCache.key], set: entry });
        });
        return accept(bounded.resolution, choice.charge);
      }
      return park(reason);
    },
  };
}
