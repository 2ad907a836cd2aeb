import { z } from 'zod';
import { appendEvent } from '../../books/events.ts';
import type { Database } from '../../db/database.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { defineRoute, type Route } from '../http/route.ts';

export interface SandboxDeps {
  db: Database;
  /** Base address of the sandbox; null where vendors are real: then none of this exists. */
  sandboxUrl: string | null;
}

const faultSchema = z
  .object({
    vendor: z.enum(['stripe', 'openai', 'salesforce', 'zuora', 'smtp', 'gmail', 'whatsapp']),
    route: z.string().max(200).default('*').describe('`METHOD /path` prefix, or `*`'),
    account: z.string().max(200).optional().describe('Only requests that contain this text, e.g. a case id'),
    fault: z.enum([
      'delay',
      'rate_limit',
      'unavailable',
      'drop_before',
      'drop_after',
      'error_after',
      'malformed',
      'refusal',
      'malformed_output',
      'length_cut',
      'quota',
      'obey_injection',
      'arbitrary_output',
      'refuse',
      'stale_list',
      'refund_fails',
      'invalid_grant',
      'window_closed',
      'undeliverable',
    ]),
    times: z.int().positive().max(1000).optional().describe('How many requests are hit; all of them when left out'),
    value: z.union([z.number(), z.string().max(10_000)]).optional(),
    seed: z.int().optional(),
  })
  .strict()
  .meta({ id: 'SandboxFault' });

/** The rehearsal world's faults, where there is one: to see how the system takes them. */
export function sandboxRoutes({ db, sandboxUrl }: SandboxDeps): Route[] {
  if (!sandboxUrl) return [];
  async function ask(method: 'GET' | 'POST' | 'DELETE', body?: unknown): Promise<unknown> {
    const answer = await fetch(`${sandboxUrl}/_sandbox/faults`, {
      method,
      signal: AbortSignal.timeout(3_000),
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    }).catch(() => null);
    if (!answer?.ok) throw new CodedError('PROVIDER_ERROR', 'The sandbox does not answer');
    return answer.json();
  }
  const record = (context: { requestId: string }, tenantId: string, actor: string, data: Record<string, unknown>) =>
    db.withTenant(tenantId, (tx) =>
      appendEvent(tx, { type: 'sandbox_fault_changed', actor, subject: 'sandbox', data, requestId: context.requestId }),
    );
  return [
    defineRoute({
      method: 'get',
      path: '/sandbox/faults',
      area: 'operations',
      summary: 'Faults the simulated vendors have now',
      access: 'ops:read',
      responses: { 200: { description: 'Faults', schema: z.object({ faults: z.array(faultSchema) }) } },
      errors: ['PROVIDER_ERROR'],
      handle: async () => ({ status: 200, body: { faults: await ask('GET') } }),
    }),
    defineRoute({
      method: 'post',
      path: '/sandbox/faults',
      area: 'operations',
      summary: 'Give a simulated vendor a fault',
      access: 'ops:manage',
      body: faultSchema,
      responses: { 201: { description: 'It holds from now on', schema: z.object({ ok: z.literal(true) }) } },
      errors: ['PROVIDER_ERROR'],
      example: { vendor: 'stripe', fault: 'unavailable', times: 3 },
      async handle(context, principal, { body }) {
        await ask('POST', body);
        await record(context, principal.tenantId, principal.actor, { vendor: body.vendor, fault: body.fault });
        return { status: 201, body: { ok: true } };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/sandbox/faults',
      area: 'operations',
      summary: 'Take all faults away',
      access: 'ops:manage',
      responses: { 204: { description: 'None is left' } },
      errors: ['PROVIDER_ERROR'],
      async handle(context, principal) {
        await ask('DELETE');
        await record(context, principal.tenantId, principal.actor, { cleared: true });
        return { status: 204 };
      },
    }),
  ];
}
