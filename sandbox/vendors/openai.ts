import { createHash, randomBytes } from 'node:crypto';
import express, { type RequestHandler, type Router } from 'express';
import type OpenAI from 'openai';
import { edge, requestText, takeFault } from '../faults.ts';
import type { SandboxStore } from '../store.ts';

const DIMENSIONS = 1536;

/** Words hashed into 1,536 dimensions, normalised: the same text always has the same embedding, like texts are near. */
function sandboxEmbedding(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? ['']) {
    const digest = createHash('sha256').update(word).digest();
    for (const offset of [0, 4, 8]) {
      const position = digest.readUInt16LE(offset) % DIMENSIONS;
      vector[position] = (vector[position] ?? 0) + ((digest[offset + 2] ?? 0) % 2 === 0 ? 1 : -1);
    }
  }
  const norm = Math.hypot(...vector) || 1;
  return vector.map((value) => value / norm);
}

// About four characters a token; only relative size matters to the rehearsal.
const tokens = (text: string) => Math.ceil(text.length / 4);

interface Answer {
  content: string | null;
  refusal: string | null;
  finish: 'stop' | 'length';
}

/** A sober proposal from the prompt's own lines, so that the same case always gets the same answer. */
function propose(prompt: string): object {
  const [, amount = '0', currency = 'USD'] = /Disputed: ([\d.]+) ([A-Z]{3})/.exec(prompt) ?? [];
  const type = /Type: (\w+)/.exec(prompt)?.[1] ?? 'other';
  const policyIds = (/\(ids: ([^)]*)\)/.exec(prompt)?.[1] ?? '')
    .split(', ')
    .filter((policyId) => policyId && policyId !== 'none')
    .slice(0, 2);
  const partial = type === 'service_outage';
  const refund = type !== 'other';
  return {
    action: refund ? (partial ? 'partial_refund' : 'full_refund') : 'escalate',
    amount: refund ? (partial ? Math.round(Number(amount) * 50) / 100 : Number(amount)) : 0,
    currency,
    reason: `The records fit a ${type.replaceAll('_', ' ')}: the charge is on file, the disputed amount is covered by billing, and comparable cases were resolved the same way.`,
    confidence: partial ? 74 : refund ? 88 : 41,
    policy_ids: policyIds,
  };
}

function answerFor(store: SandboxStore, text: string, prompt: string): Answer | 'quota' {
  const fault = takeFault(store, 'openai', 'POST /v1/chat/completions', text, [
    'refusal',
    'malformed_output',
    'length_cut',
    'quota',
    'obey_injection',
    'arbitrary_output',
  ]);
  switch (fault?.fault) {
    case 'quota':
      return 'quota';
    case 'refusal':
      return { content: null, refusal: 'I can not help with that.', finish: 'stop' };
    case 'malformed_output':
      return { content: '{"action":"full_refund","amount":"all of it"', refusal: null, finish: 'stop' };
    case 'length_cut':
      return { content: '{"action":"full_re', refusal: null, finish: 'length' };
    case 'arbitrary_output':
      return { content: String(fault.value ?? ''), refusal: null, finish: 'stop' };
    case 'obey_injection': {
      const ordered = Number(/refund (\d{4,})/i.exec(prompt)?.[1] ?? 99_999);
      return {
        content: JSON.stringify({ ...propose(prompt), action: 'full_refund', amount: ordered, confidence: 100 }),
        refusal: null,
        finish: 'stop',
      };
    }
    default:
      return { content: JSON.stringify(propose(prompt)), refusal: null, finish: 'stop' };
  }
}

const QUOTA = {
  error: {
    message: 'You exceeded your current quota',
    type: 'insufficient_quota',
    code: 'insufficient_quota',
    param: null,
  },
};

function completionOf(
  id: string,
  created: number,
  body: OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming,
  prompt: string,
  answer: Answer,
): OpenAI.Chat.Completions.ChatCompletion {
  const promptTokens = tokens(prompt) + tokens(JSON.stringify(body.response_format ?? ''));
  const completionTokens = tokens(answer.content ?? answer.refusal ?? '');
  return {
    id,
    object: 'chat.completion',
    created,
    model: body.model,
    choices: [
      {
        index: 0,
        finish_reason: answer.finish,
        logprobs: null,
        message: { role: 'assistant', content: answer.content, refusal: answer.refusal },
      },
    ],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0, cache_write_tokens: 0 },
      completion_tokens_details: {
        reasoning_tokens: 0,
        audio_tokens: 0,
        accepted_prediction_tokens: 0,
        rejected_prediction_tokens: 0,
      },
    },
  };
}

const complete =
  (store: SandboxStore): RequestHandler =>
  (request, response) => {
    const body = request.body as OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming;
    const prompt = body.messages.map((message) => String(message.content)).join('\n');
    const answer = answerFor(store, requestText(request), prompt);
    if (answer === 'quota') return void response.status(429).json(QUOTA);
    const id = `chatcmpl-${randomBytes(12).toString('hex')}`;
    store.addEffect({
      vendor: 'openai',
      kind: 'completion',
      idempotencyKey: null,
      businessKey: null,
      amountMinor: null,
      currency: null,
      id,
    });
    response.json(completionOf(id, Math.floor(store.now() / 1000), body, prompt, answer));
  };

const embed: RequestHandler = (request, response) => {
  const body = request.body as OpenAI.Embeddings.EmbeddingCreateParams;
  const inputs = (Array.isArray(body.input) ? body.input : [body.input]).map(String);
  const counts = inputs.map(tokens);
  const used = counts.reduce((sum, count) => sum + count, 0);
  // What the vendor takes in one call, and of one text.
  if (inputs.length > 2_048 || used > 300_000 || counts.some((count) => count > 8_192 || count === 0)) {
    const message = 'The input is empty, too long or too much for one call';
    response.status(400).json({ error: { message, type: 'invalid_request_error', code: null, param: 'input' } });
    return;
  }
  response.json({
    object: 'list',
    model: String(body.model),
    data: inputs.map((input, index) => {
      const vector = sandboxEmbedding(input);
      const embedding = body.encoding_format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector];
      return { object: 'embedding', index, embedding: embedding as number[] };
    }),
    usage: { prompt_tokens: used, total_tokens: used },
  } satisfies OpenAI.CreateEmbeddingResponse);
};

/** OpenAI's chat completions and embeddings below /openai/v1. */
export function openAiRouter(store: SandboxStore): Router {
  const router = express.Router();
  router.use(express.json({ limit: '2mb' }), edge(store, 'openai'));
  router.post('/v1/chat/completions', complete(store));
  router.post('/v1/embeddings', embed);
  return router;
}
