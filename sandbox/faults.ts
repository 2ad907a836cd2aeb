import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { SandboxStore } from './store.ts';

/** Kinds that act at the HTTP edge; the rest are read by the vendor's own routes. */
const EDGE_FAULTS = [
  'delay',
  'rate_limit',
  'unavailable',
  'drop_before',
  'drop_after',
  'error_after',
  'malformed',
] as const;
const MODEL_FAULTS = [
  'refusal',
  'malformed_output',
  'length_cut',
  'quota',
  'obey_injection',
  'arbitrary_output',
] as const;
const STRIPE_FAULTS = ['refuse', 'stale_list', 'refund_fails'] as const;
const WHATSAPP_FAULTS = ['window_closed', 'undeliverable'] as const;
/** Ends the access token that the request carries. */
const TOKEN_FAULTS = ['token_ended'] as const;
/** consent_ended: the bank ends the access; mutation: data change between two pages; not_ready: still collecting; budget_used: no more calls today. */
const BANK_FAULTS = ['consent_ended', 'mutation', 'not_ready', 'budget_used'] as const;
/** The vendor's API refuses our address; it takes a transaction id twice; of one element it gives that element and no list. */
const WHMCS_FAULTS = ['ip_refused', 'accept_duplicate', 'single_element'] as const;
const GOOGLE_FAULTS = ['access_denied', 'invalid_grant', 'scope_unticked'] as const;

/** The providers of bank data. */
const BANK_VENDORS = ['plaid', 'gocardless', 'enablebanking'] as const;

export const faultSchema = z.strictObject({
  vendor: z.enum(['stripe', 'openai', 'salesforce', 'zuora', 'smtp', 'whatsapp', 'gmail', 'whmcs', ...BANK_VENDORS]),
  /** `METHOD /path` prefix, or `*`. */
  route: z.string().default('*'),
  /** Only requests whose URL or body contains this text: a case id, a charge id, words of a prompt. */
  account: z.string().optional(),
  /** Only requests with this company's credentials; without it those of all. */
  company: z.string().optional(),
  fault: z.enum([
    ...EDGE_FAULTS,
    ...MODEL_FAULTS,
    ...STRIPE_FAULTS,
    ...WHATSAPP_FAULTS,
    ...GOOGLE_FAULTS,
    ...BANK_FAULTS,
    ...TOKEN_FAULTS,
    ...WHMCS_FAULTS,
  ]),
  /** How many requests are hit; without it, all of them until the fault is deleted. */
  times: z.int().positive().optional(),
  /** Delay in ms, or text for arbitrary_output. */
  value: z.union([z.number(), z.string()]).optional(),
  seed: z.int().optional(),
});
export type Fault = z.infer<typeof faultSchema>;

const fits = (fault: Fault, company: string, vendor: string, line: string, text: string) =>
  fault.vendor === vendor &&
  (!fault.company || fault.company === company) &&
  (fault.route === '*' || line.startsWith(fault.route)) &&
  (!fault.account || text.includes(fault.account));

/** Takes the first fault of these kinds that fits, counting it down. */
export function takeFault(
  store: SandboxStore,
  vendor: string,
  line: string,
  text: string,
  kinds: readonly Fault['fault'][],
): Fault | null {
  for (const row of store.faults()) {
    const fault = JSON.parse(row.json) as Fault;
    if (!kinds.includes(fault.fault) || !fits(fault, store.company.id, vendor, line, text)) continue;
    if (fault.times !== undefined) {
      if (fault.times <= 1) store.removeFault(row.position);
      else store.updateFault(row.position, { ...fault, times: fault.times - 1 });
    }
    return fault;
  }
  return null;
}

/** Text a fault's `account` is searched in. */
export const requestText = (request: Request): string =>
  `${decodeURIComponent(request.originalUrl).replaceAll('+', ' ')}\n${JSON.stringify(request.body ?? '')}`;

function dropAfter(response: Response, how: 'drop' | 'error' | 'malformed'): void {
  const end = response.end.bind(response);
  response.end = ((...args: unknown[]) => {
    if (how === 'drop') response.socket?.destroy();
    else if (how === 'error') {
      response.statusCode = 500;
      response.removeHeader('content-length');
      response.removeHeader('etag');
      return end('{"error":{"type":"api_error","message":"sandbox: applied, then failed"}}');
    } else {
      response.removeHeader('content-length');
      return end('{"id": "tru');
    }
    return (end as (...rest: unknown[]) => Response)(...args);
  }) as Response['end'];
}

/** Logs the request and applies edge faults around the vendor's routes. "After" faults let the effect happen first. */
export function edge(store: SandboxStore, vendor: string): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const path = `${request.baseUrl}${request.path}`
      .replace(/^\/(openai|salesforce|zuora|whatsapp|google|plaid|gocardless|enablebanking|whmcs)/, '')
      .replace(/\/$/, '');
    const line = `${request.method} ${path}`;
    store.addRequest(vendor, {
      at: new Date(store.now()).toISOString(),
      line,
      url: request.originalUrl,
      idempotencyKey: request.get('idempotency-key') ?? null,
      body: request.body ?? null,
    });
    const fault = takeFault(store, vendor, line, requestText(request), EDGE_FAULTS);
    switch (fault?.fault) {
      case undefined:
        return next();
      case 'delay':
        setTimeout(next, Number(fault?.value ?? 1000));
        return;
      case 'rate_limit':
        response
          .status(429)
          .set('retry-after', '1')
          .json({ error: { type: 'rate_limit', message: 'slow down' } });
        return;
      case 'unavailable':
        response.status(503).json({ error: { type: 'api_error', message: 'down for a while' } });
        return;
      case 'drop_before':
        request.socket.destroy();
        return;
      case 'drop_after':
        dropAfter(response, 'drop');
        return next();
      case 'error_after':
        dropAfter(response, 'error');
        return next();
      case 'malformed':
        dropAfter(response, 'malformed');
        return next();
      default:
        return next();
    }
  };
}
