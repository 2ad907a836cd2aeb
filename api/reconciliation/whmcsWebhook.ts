import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { keepHook } from '../../books/reconciliation/keepHook.ts';
import { type Database, isUuid } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { whmcsInstances } from '../../db/reconciliation/schema.ts';
import { unseal, type WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { isSignedByWhmcs, readHook } from '../../providers/whmcs/webhook.ts';
import { problemReply, problemSchema } from '../http/problem.ts';
import { defineRoute, type Reply, type RequestContext, type Route } from '../http/route.ts';
import { instanceState } from './instanceJson.ts';

export interface WhmcsWebhookDeps {
  db: Database;
  cipher: FieldCipher;
}

const params = z.object({ instance_id: z.string().max(100) });
const refused = {
  401: {
    description: 'INVALID_SIGNATURE: signed with another secret, or more than five minutes from now',
    type: 'application/problem+json',
    schema: problemSchema,
  },
};
const common = { budget: 'webhooks', area: 'webhooks', access: 'public', params } as const;

/** Whose instance this is; an id that is nobody's looks like a wrong signature. */
async function instanceOf({ db }: WhmcsWebhookDeps, id: string): Promise<WhmcsInstance | null> {
  if (!isUuid(id)) return null;
  const [owner] = await db.withPlatform('owner of a WHMCS instance', (tx) =>
    tx.select({ tenantId: whmcsInstances.tenantId }).from(whmcsInstances).where(eq(whmcsInstances.id, id)),
  );
  if (!owner) return null;
  const [row] = await db.readTenant(owner.tenantId, (tx) =>
    tx.select().from(whmcsInstances).where(eq(whmcsInstances.id, id)),
  );
  return row ?? null;
}

/** The instance whose secret has signed a request; null where none has. */
async function signer(
  deps: WhmcsWebhookDeps,
  context: RequestContext,
  id: string,
  body: Buffer,
): Promise<WhmcsInstance | null> {
  const instance = await instanceOf(deps, id);
  const secret = instance && unseal(deps.cipher, 'whmcs_instances', instance, 'hook_secret', instance.hookSecret);
  if (!instance || !secret) return null;
  const [timestamp, signature] = [context.header('x-countersign-timestamp'), context.header('x-countersign-signature')];
  return isSignedByWhmcs(secret, { timestamp, signature, body }, Date.now()) ? instance : null;
}

const unauthorized = (path: string): Reply => problemReply(new CodedError('INVALID_SIGNATURE'), 401, path);

/** Signed hooks of WHMCS: verified, kept once, and turned into work in one transaction; 2xx only after its commit. */
export function whmcsWebhookRoutes(deps: WhmcsWebhookDeps): Route[] {
  return [
    defineRoute({
      ...common,
      method: 'post',
      path: '/webhooks/whmcs/:instance_id',
      summary:
        'Signed hooks of a WHMCS instance: which invoice or client has changed. The same one again changes nothing',
      raw: true,
      bodyBytes: 10_000,
      responses: {
        200: {
          description: 'Kept, or known already',
          schema: z.object({ received: z.literal(true), known: z.boolean() }),
        },
        ...refused,
      },
      errors: ['VALIDATION_FAILED'],
      async handle(context, _principal, { params: { instance_id: id } }) {
        const body = context.rawBody ?? Buffer.alloc(0);
        const instance = await signer(deps, context, id, body);
        if (!instance) return unauthorized(`/webhooks/whmcs/${encodeURIComponent(id)}`);
        const hook = readHook(body);
        if (!hook) throw new CodedError('VALIDATION_FAILED', 'This is no hook of Countersign’s file');
        const kept = await deps.db.withTenant(instance.tenantId, (tx) => keepHook(tx, instance, hook));
        return { status: 200, body: { received: true, known: !kept } };
      },
    }),
    defineRoute({
      ...common,
      method: 'get',
      path: '/webhooks/whmcs/:instance_id/status',
      summary: 'How reading an instance goes, for a page inside WHMCS; signed as its hooks are, with an empty body',
      responses: {
        200: {
          description: 'How it goes',
          schema: z.object({
            status: z.string(),
            text: z.string(),
            next: z.string(),
            checked_at: z.string().nullable(),
            heard_at: z.string().nullable(),
          }),
        },
        ...refused,
      },
      errors: [],
      async handle(context, _principal, { params: { instance_id: id } }) {
        const instance = await signer(deps, context, id, Buffer.alloc(0));
        if (!instance) return unauthorized(`/webhooks/whmcs/${encodeURIComponent(id)}/status`);
        const { text, next } = await deps.db.withTenant(instance.tenantId, (tx) => instanceState(tx, instance));
        const { status, checkedAt, heardAt } = instance;
        const [checked, heard] = [checkedAt, heardAt].map((at) => at?.toISOString() ?? null);
        return { status: 200, body: { status, text, next, checked_at: checked, heard_at: heard } };
      },
    }),
  ];
}
