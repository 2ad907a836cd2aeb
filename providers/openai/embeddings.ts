import type OpenAI from 'openai';
import { VendorError } from '../vendorError.ts';
import { openAiError } from './errors.ts';

/** Texts of one call: the vendor takes 300,000 tokens, and a policy's section is at most a few thousand in any script. */
const BATCH = 64;

/**
 * One vector a text, in the order of the texts. An answer with another number of them, or with one that can't be compared
 * to the others, is no answer: stored under the wrong text, or empty, it would be found for ever. Throws VendorError.
 */
export async function embedTexts(
  client: OpenAI,
  model: string,
  texts: string[],
): Promise<{ vectors: number[][]; inputTokens: number }> {
  const vectors: number[][] = [];
  let inputTokens = 0;
  for (let start = 0; start < texts.length; start += BATCH) {
    const input = texts.slice(start, start + BATCH);
    const answer = await client.embeddings.create({ model, input }).catch((error: unknown) => {
      throw openAiError(error);
    });
    const found = answer.data.toSorted((left, right) => left.index - right.index).map((item) => item.embedding);
    vectors.push(...found);
    inputTokens += answer.usage.prompt_tokens;
    const dimensions = vectors[0]?.length ?? 0;
    const whole = found.every((vector) => vector.length === dimensions && vector.every(Number.isFinite));
    if (found.length !== input.length || dimensions === 0 || !whole)
      throw new VendorError('openai', 'OPENAI_INVALID_ANSWER', 'retryable');
  }
  return { vectors, inputTokens };
}
