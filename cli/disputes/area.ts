import { z } from 'zod';
import { MODEL_PRICES } from '../../domain/llm/prices.ts';
import { flag } from '../environmentTypes.ts';
import type { CliArea } from '../slice.ts';

export const disputes = {
  commands: () => import('./commands.ts'),
  environment: {
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
  },
} satisfies CliArea;
