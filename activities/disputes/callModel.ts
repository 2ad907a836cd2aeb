import type OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { type ModelAnswer, modelAnswerSchema, readModelAnswer } from '../../domain/disputes/schema.ts';
import { MODEL_PRICES, type TokenUsage } from '../../domain/llm/prices.ts';
import { openAiError } from '../../providers/openai/errors.ts';

export interface Reply {
  /** null when it can't be read, or the model refused. */
  answer: ModelAnswer | null;
  refused: boolean;
  usage: TokenUsage;
}

/** One call of the model for a resolution. Throws VendorError. */
export async function callModel(
  client: OpenAI,
  llm: { model: string; maximumOutputTokens: number },
  prompt: { system: string; user: string },
): Promise<Reply> {
  const effort = MODEL_PRICES[llm.model]?.reasoningEffort;
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
      ...(effort ? { reasoning_effort: effort } : {}),
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
