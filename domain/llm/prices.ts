/** Prices in nano-dollars per token (1 USD per 1M tokens = 1,000 nano-dollars per token). */
interface ModelPrice {
  inputNano: number;
  cachedNano: number;
  outputNano: number;
  /** Day the vendor takes the model off its API, when announced. */
  retiresOn: string | null;
  /** Sent as reasoning_effort when the model reasons by default. */
  reasoningEffort: 'none' | null;
}

export const MODEL_PRICES: Record<string, ModelPrice> = {
  'gpt-6-luna': { inputNano: 100, cachedNano: 10, outputNano: 500, retiresOn: null, reasoningEffort: 'none' },
  'gpt-4o-mini': { inputNano: 150, cachedNano: 75, outputNano: 600, retiresOn: '2027-01-14', reasoningEffort: null },
  'text-embedding-3-small': { inputNano: 20, cachedNano: 20, outputNano: 0, retiresOn: null, reasoningEffort: null },
};

export interface TokenUsage {
  inputTokens: number;
  /** Part of inputTokens that the vendor had cached. */
  cachedTokens: number;
  outputTokens: number;
}

export interface ModelCost {
  inputNano: number;
  outputNano: number;
  totalNano: number;
}

/** Cost of one call in nano-dollars. Throws RangeError for a model without a price. */
export function modelCost(model: string, usage: TokenUsage): ModelCost {
  const price = MODEL_PRICES[model];
  if (!price) throw new RangeError(`no price for model ${model}`);
  const inputNano = (usage.inputTokens - usage.cachedTokens) * price.inputNano + usage.cachedTokens * price.cachedNano;
  const outputNano = usage.outputTokens * price.outputNano;
  return { inputNano, outputNano, totalNano: inputNano + outputNano };
}

/** Nano-dollars as dollars with six decimals, rounded half up, e.g. 911250 is "0.000911". */
export function dollars(nano: number): string {
  const micro = Math.floor((nano + 500) / 1000);
  return `${Math.floor(micro / 1_000_000)}.${String(micro % 1_000_000).padStart(6, '0')}`;
}

/** Warning for the log when the model leaves the vendor's API within 90 days of `today` (YYYY-MM-DD), else null. */
export function retirementWarning(model: string, today: string): string | null {
  const retiresOn = MODEL_PRICES[model]?.retiresOn;
  if (!retiresOn) return null;
  const days = Math.ceil((Date.parse(retiresOn) - Date.parse(today)) / 86_400_000);
  return days <= 90 ? `model ${model} leaves the vendor's API on ${retiresOn} (${days} days)` : null;
}
