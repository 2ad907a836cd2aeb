import { z } from 'zod';
import { MODEL_PRICES, retirementWarning } from '../../domain/llm/prices.ts';
import { flag } from '../environmentTypes.ts';
import type { CliArea, Read } from '../slice.ts';

const environment = {
  MOCK_OPENAI: flag.optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_MODEL: z
    .string()
    .default('gpt-6-luna')
    .refine((model) => model in MODEL_PRICES, 'the price table lacks this model'),
  OPENAI_EMBEDDING_MODEL: z
    .string()
    .default('text-embedding-3-small')
    .refine((model) => model in MODEL_PRICES, 'the price table lacks this model'),
  LLM_MAX_INPUT_TOKENS: z.coerce.number().int().min(800).max(100_000).default(2075),
  LLM_MAX_OUTPUT_TOKENS: z.coerce.number().int().min(100).max(20_000).default(1000),
  LLM_MAX_COST_PER_DISPUTE: z.coerce.number().positive().default(0.001),
  LLM_DAILY_BUDGET: z.coerce.number().nonnegative().default(5),
  DISPUTE_EVENTS_QUEUE_URL: z.string().optional(),
  DISPUTE_EVENTS_TENANT: z.uuid().optional(),
};
type Env = Read<typeof environment>;

export const disputes = {
  demo: { order: 1, load: () => import('./demo.ts') },
  environment,
  integrations: (env: Env) => ({
    openai: {
      baseUrl: 'https://api.openai.com',
      credential: env.OPENAI_API_KEY,
      mock: env.MOCK_OPENAI,
      sandboxPath: '/openai',
    },
  }),
  api: (env: Env) => ({ dailyBudgetNano: Math.round(env.LLM_DAILY_BUDGET * 1e9) }),
  async worker(env: Env, { logger }) {
    const { DEFAULT_CAPS } = await import('../../domain/disputes/prompt.ts');
    const { createEmbeddingCache } = await import('../../workers/embeddingCache.ts');
    const warning = retirementWarning(env.OPENAI_MODEL, new Date().toISOString().slice(0, 10));
    if (warning) logger.warn({ model: env.OPENAI_MODEL }, warning);
    return {
      embeddings: createEmbeddingCache(),
      llm: {
        model: env.OPENAI_MODEL,
        embeddingModel: env.OPENAI_EMBEDDING_MODEL,
        caps: { ...DEFAULT_CAPS, maximumInputTokens: env.LLM_MAX_INPUT_TOKENS },
        maximumOutputTokens: env.LLM_MAX_OUTPUT_TOKENS,
        maximumCostNano: Math.round(env.LLM_MAX_COST_PER_DISPUTE * 1e9),
      },
    };
  },
} satisfies CliArea;
