import { and, eq, gt, sql } from 'drizzle-orm';
import type OpenAI from 'openai';
import { addUsage } from '../../books/disputes/addUsage.ts';
import { keepAnswer } from '../../books/disputes/keepAnswer.ts';
import { keepProposal } from '../../books/disputes/keepProposal.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { refundsOfCase } from '../../db/disputes/caseRefunds.ts';
import { factsOf, loadRun, type RunRow } from '../../db/disputes/runs.ts';
import { answerCache } from '../../db/disputes/schema.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { contentHash, sha256 } from '../../domain/digest.ts';
import { type AmountBounds, boundProposal, maximumRefund } from '../../domain/disputes/bounds.ts';
import { chooseCharge, refundableMinor } from '../../domain/disputes/chargeSelection.ts';
import type { ChargeFacts, CollectedFacts } from '../../domain/disputes/facts.ts';
import { buildPrompt, PROMPT_VERSION, type PromptCaps } from '../../domain/disputes/prompt.ts';
import type { PromptContext, StoredProposal } from '../../domain/disputes/proposal.ts';
import { type ModelAnswer, modelAnswerSchema, type Resolution } from '../../domain/disputes/schema.ts';
import type { TokenUsage } from '../../domain/llm/prices.ts';
import type { ParkReason } from '../../domain/money/parkReasons.ts';
import type { DisputeActivities, Parked, RunScope } from '../../workflows/disputes/contract.ts';
import { askModel } from './askModel.ts';
import { refundBounds } from './refundBounds.ts';

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
  /** One structured log line per model call: tokens and cost, never texts. */
  logCall(call: TokenUsage & { model: string; costUsd: string; processId: string; tenantId: string }): void;
}

export type Round = RunScope & { round: number };

/** Case, amount, type and customer, with case text, model and prompt version, inside the tenant; no timestamps. */
const cacheKey = ({ crm: { dispute } }: CollectedFacts, model: string) =>
  contentHash({
    caseId: dispute.caseId,
    amountMinor: dispute.amountMinor,
    currency: dispute.currency,
    disputeType: dispute.disputeType,
    segment: dispute.segment,
    text: sha256(dispute.description),
    model,
    prompt: PROMPT_VERSION,
  });

/** The run with what its proposal needs: an answer from the cache, the bounds of the tenant, what was paid back. */
async function loadCase(tx: Transaction, processId: string, model: string) {
  const run = await loadRun(tx, processId);
  const fresh = and(eq(answerCache.key, cacheKey(factsOf(run), model)), gt(answerCache.expiresAt, sql`now()`));
  const [[cached], [settings], refunds] = await Promise.all([
    tx.select().from(answerCache).where(fresh),
    tx.select().from(tenantSettings),
    refundsOfCase(tx, processId),
  ]);
  return { run, cached, settings, refunds };
}

const outcomeOf = (stored: StoredProposal): { kind: 'proposed' } | Parked =>
  stored.kind === 'parked' ? { kind: 'parked', reason: stored.reason } : { kind: 'proposed' };

type Judged = { resolution: Resolution } | { parked: ParkReason };

/** An answer that the model gave to the same question within the hour, within today's bounds; null without one. */
async function fromCache(
  { db, openai, llm }: ResolveDeps,
  scope: Round,
  cached: { proposal: unknown; costNano: number } | undefined,
  bound: (answer: ModelAnswer) => Resolution | null,
): Promise<Judged | null> {
  const resolution = cached && bound(modelAnswerSchema.parse(cached.proposal));
  if (!resolution) return null;
  const nothing = { inputTokens: 0, cachedTokens: 0, outputTokens: 0, costNano: 0 };
  const call = { ...nothing, model: llm.model, savedNano: cached.costNano, cacheHit: true, mock: openai().mock };
  await db.withTenant(scope.tenantId, (tx) => addUsage(tx, scope, { purpose: 'proposal', ...call }));
  return { resolution };
}

/** An answer of the model, kept for the same question; it may name only policies that it was shown. */
async function fromModel(
  deps: ResolveDeps,
  scope: Round,
  { run, facts, bounds }: { run: RunRow; facts: CollectedFacts; bounds: AmountBounds },
): Promise<Judged> {
  const { similarCases, policies } = run.promptContext as PromptContext;
  const { dispute } = facts.crm;
  const { llm } = deps;
  const prompt = buildPrompt(
    { dispute, charges: facts.payments.charges, similarCases, policies },
    llm.caps,
    deps.countTokens,
  );
  const known = policies.map(({ policyId }) => policyId);
  const asked = await askModel(deps, scope, prompt, (answer) => {
    const bounded = boundProposal(answer, dispute.currency, bounds, known);
    return bounded.ok ? bounded.resolution : null;
  });
  if ('parked' in asked) return asked;
  const { answer: proposal, costNano, resolution } = asked;
  const key = { tenantId: scope.tenantId, key: cacheKey(facts, llm.model) };
  await deps.db.withTenant(scope.tenantId, (tx) => keepAnswer(tx, key, { proposal, costNano }));
  return { resolution };
}

const storedOf = (round: number, judged: Judged, charge: ChargeFacts, bounds: AmountBounds): StoredProposal =>
  'parked' in judged
    ? { round, kind: 'parked', reason: judged.parked }
    : { round, kind: 'proposed', resolution: judged.resolution, charge, maximumMinor: maximumRefund(bounds) };

export const generateResolution =
  (deps: ResolveDeps): DisputeActivities['llm']['generateResolution'] =>
  async (scope) => {
    const { db, llm } = deps;
    const { tenantId, processId, round } = scope;
    const { run, cached, settings, refunds } = await db.withTenant(tenantId, (tx) =>
      loadCase(tx, processId, llm.model),
    );
    const kept = run.resolutionProposal as StoredProposal | null;
    if (kept?.round === round) return outcomeOf(kept);
    const facts = factsOf(run);
    const choice = chooseCharge(facts);
    if (choice.kind !== 'chosen') throw new Error('a proposal needs one charge');
    const { dispute } = facts.crm;
    const bounds = refundBounds(dispute, refundableMinor(choice.charge), settings, refunds);
    const bound = (answer: ModelAnswer) => {
      const bounded = boundProposal(answer, dispute.currency, bounds, []);
      return bounded.ok ? bounded.resolution : null;
    };
    const judged =
      (await fromCache(deps, scope, cached, bound)) ?? (await fromModel(deps, scope, { run, facts, bounds }));
    const stored = storedOf(round, judged, choice.charge, bounds);
    await db.withTenant(tenantId, (tx) => keepProposal(tx, scope, stored));
    return outcomeOf(stored);
  };
