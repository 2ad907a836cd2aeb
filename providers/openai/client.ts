import OpenAI from 'openai';
import type { VendorEndpoint } from '../endpoint.ts';

const OPENAI_TIMEOUT_MS = 25_000;

/** The official SDK with its own retries off. `baseUrl` ends before /v1. */
export function createOpenAiClient(endpoint: VendorEndpoint): OpenAI {
  return new OpenAI({
    apiKey: endpoint.credential,
    baseURL: `${endpoint.baseUrl}/v1`,
    maxRetries: 0,
    timeout: OPENAI_TIMEOUT_MS,
  });
}
