import { bankError } from '../bankError.ts';
import { boundedText } from '../boundedText.ts';

const TIMEOUT_MS = 20_000;

export interface Answer {
  status: number;
  headers: Headers;
  /** null where it is no JSON. */
  body: unknown;
}

/**
 * One request to a provider of bank data, without retries: the engine owns them. A redirect would take the token to another
 * host. Throws BANK_UNAVAILABLE where nothing answered.
 */
export async function callBank(vendor: string, url: string, request: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await boundedText(response);
    return { status: response.status, headers: response.headers, body: jsonOf(text) };
  } catch {
    throw bankError(vendor, 'BANK_UNAVAILABLE');
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
