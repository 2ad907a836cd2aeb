import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { z } from 'zod';
import { type RecordName, readRecord } from '../invalidRecord.ts';
import { isPublicHost, lookupPublic } from '../publicHost.ts';
import { retryAfterMs, VendorError } from '../vendorError.ts';
import { whmcsError, whmcsStatusError } from './errors.ts';

const TIMEOUT_MS = 8_000;
const MAXIMUM_BYTES = 16 * 1024 * 1024;
/** Version of the API whose answers are read here. */
export const WHMCS_API_VERSION = '8';

export interface WhmcsEndpoint {
  /** Address of the installation, without `/includes/api.php`. */
  baseUrl: string;
  identifier: string;
  secret: string;
  /** Passes its list of addresses; null where none is set. */
  accessKey: string | null;
  /** True when it is one of the sandbox, which may be on this machine. */
  mock: boolean;
}

export const named = (record: string): RecordName => ({ vendor: 'whmcs', type: 'WHMCS_RECORD_INVALID', record });

type Parameters = Readonly<Record<string, string | number | boolean>>;

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > MAXIMUM_BYTES) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Sends a form and returns what came back. Not by fetch: the address that a name leads to has to be judged at the moment of
 * the connection, and a redirect must not be followed. Rejects where no answer came.
 */
function post(
  url: URL,
  form: string,
  mayBePrivate: boolean,
): Promise<{ status: number; text: string; retry?: string }> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(
      url,
      {
        method: 'POST',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        agent: false,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(form),
          accept: 'application/json',
        },
        ...(mayBePrivate ? {} : { lookup: lookupPublic as never }),
      },
      (response) => {
        const retry = response.headers['retry-after'];
        textOf(response).then(
          (text) => resolve({ status: response.statusCode ?? 0, text, ...(retry ? { retry } : {}) }),
          reject,
        );
      },
    );
    request.on('error', reject);
    request.end(form);
  });
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

const field = (answer: unknown, name: string): string => {
  const value = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
};

/**
 * One action of the API: a form POST with the credential in it, JSON back. `result: error` comes with HTTP 200. Throws
 * WhmcsRefused where nothing was done, InvalidRecordError for an answer of another shape, VendorError for the rest.
 */
export function whmcsCaller(endpoint: WhmcsEndpoint) {
  const url = new URL(`${endpoint.baseUrl}/includes/api.php`);
  const safe = endpoint.mock || (url.protocol === 'https:' && isPublicHost(url.hostname));
  return async function call<Answer>(
    action: string,
    parameters: Parameters,
    schema: z.ZodType<Answer>,
  ): Promise<Answer> {
    if (!safe) throw new VendorError('whmcs', 'WHMCS_ADDRESS_NOT_PUBLIC', 'blocked');
    const { identifier, secret, accessKey } = endpoint;
    const form = new URLSearchParams({ action, identifier, secret, responsetype: 'json' });
    if (accessKey) form.set('accesskey', accessKey);
    for (const [name, value] of Object.entries(parameters)) form.set(name, String(value));
    const got = await post(url, form.toString(), endpoint.mock).catch((error: unknown) => {
      const isPrivate = error instanceof Error && 'code' in error && error.code === 'EPRIVATE';
      throw isPrivate
        ? new VendorError('whmcs', 'WHMCS_ADDRESS_NOT_PUBLIC', 'blocked')
        : new VendorError('whmcs', 'WHMCS_UNAVAILABLE', 'retryable');
    });
    const answer = jsonOf(got.text);
    const message = field(answer, 'message');
    if (got.status !== 200) throw whmcsStatusError(got.status, message, retryAfterMs(got.retry));
    if (field(answer, 'result') === 'error') throw whmcsError(message);
    // What is no JSON was cut on its way, or a page stands in front of the API: nothing is known of what was done.
    if (field(answer, 'result') !== 'success') throw new VendorError('whmcs', 'WHMCS_ANSWER_UNREADABLE', 'retryable');
    return readRecord(named(`WHMCS answer to ${action}`), schema, answer);
  };
}
