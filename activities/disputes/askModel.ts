import { releaseBudget, reserveBudget, settleBudget } from '../../books/disputes/modelBudget.ts';
import type { ModelAnswer, Resolution } from '../../domain/disputes/schema.ts';
import { dollars, modelCost } from '../../domain/llm/prices.ts';
import { modelReason, type ParkReason } from '../../domain/money/parkReasons.ts';
import { VendorError } from '../../providers/vendorError.ts';
import { callModel, type Reply } from './callModel.ts';
import type { ResolveDeps, Round } from './generateResolution.ts';

type Prompt = { system: string; user: string; inputTokens: number };
type Call = { reply: Reply; costNano: number } | { parked: ParkReason };

/** One call with its budget reserved before and settled after it. */
async function callOnce(deps: ResolveDeps, scope: Round, prompt: Prompt): Promise<Call> {
  const { db, llm, openai, logCall } = deps;
  const { tenantId, processId } = scope;
  const { client, mock } = openai();
  const worst = { inputTokens: prompt.inputTokens, cachedTokens: 0, outputTokens: llm.maximumOutputTokens };
  const nano = modelCost(llm.model, worst).totalNano;
  const reserved = await db.withTenant(tenantId, (tx) => reserveBudget(tx, scope, nano, llm.maximumCostNano));
  if (!reserved.ok) return { parked: reserved.reason };
  const { day } = reserved;
  let reply: Reply;
  try {
    reply = await callModel(client, llm, prompt);
  } catch (error) {
    await db.withTenant(tenantId, (tx) => releaseBudget(tx, day, nano));
    if (error instanceof VendorError && error.kind === 'blocked') return { parked: modelReason(error.type) };
    throw error;
  }
  const { usage } = reply;
  const costNano = modelCost(llm.model, usage).totalNano;
  const call = { purpose: 'proposal', model: llm.model, ...usage, costNano, mock } as const;
  await db.withTenant(tenantId, (tx) => settleBudget(tx, scope, { day, nano }, call));
  logCall({ ...usage, model: llm.model, costUsd: dollars(costNano), processId, tenantId });
  return { reply, costNano };
}

/** Asks the model, once more when its answer can't be read or is outside the bounds; `parked` where a person must act. */
export async function askModel(
  deps: ResolveDeps,
  scope: Round,
  prompt: Prompt,
  bound: (answer: ModelAnswer) => Resolution | null,
): Promise<{ answer: ModelAnswer; costNano: number; resolution: Resolution } | { parked: ParkReason }> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const call = await callOnce(deps, scope, prompt);
    if ('parked' in call) return call;
    const { answer, refused } = call.reply;
    if (refused) return { parked: 'model_refused' };
    const resolution = answer && bound(answer);
    if (answer && resolution) return { answer, costNano: call.costNano, resolution };
  }
  return { parked: 'model_output_invalid' };
}
