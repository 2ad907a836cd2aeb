import { z } from 'zod';
import { renewHookSecret } from '../../books/reconciliation/changeInstance.ts';
import { lockInstance } from '../../books/reconciliation/moveInstance.ts';
import { unseal, type WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { hookFile } from '../../domain/reconciliation/hookFile.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { findInstance, type InstanceDeps, instanceParams, personOf, uuidOr404 } from './instanceDeps.ts';

const route = { area: 'reconciliation', access: 'integrations:manage' } as const;

/** The hook file of an instance, with the secret it has now. */
function fileOf({ cipher, whmcs }: InstanceDeps, row: WhmcsInstance): string {
  const secret = unseal(cipher, 'whmcs_instances', row, 'hook_secret', row.hookSecret);
  if (!secret) throw new CodedError('NOT_FOUND', 'This instance is disconnected');
  const webhookUrl = `${whmcs.publicUrl}/api/v1/webhooks/whmcs/${row.id}`;
  return hookFile({
    webhookUrl,
    statusUrl: `${webhookUrl}/status`,
    invoiceUrl: `${whmcs.publicUrl}/console/billing?instance=${row.id}&invoice=`,
    secret,
    name: row.name,
  });
}
const FILE_HEADERS = {
  'content-disposition': 'attachment; filename="countersign.php"',
};

const module = (deps: InstanceDeps): Route =>
  defineRoute({
    ...route,
    method: 'get',
    path: '/integrations/whmcs/:instance_id/module',
    summary:
      'The hook file of an instance, to be saved as includes/hooks/countersign.php. It holds the secret of its hook',
    params: instanceParams,
    responses: { 200: { description: 'A PHP file', type: 'text/plain', schema: z.string() } },
    errors: ['NOT_FOUND', 'FORBIDDEN'],
    async handle(_context, principal, { params }) {
      const id = uuidOr404(params.instance_id);
      personOf(principal);
      const row = await deps.db.withTenant(principal.tenantId, (tx) => findInstance(tx, id));
      return { status: 200, type: 'text/plain', body: fileOf(deps, row), headers: FILE_HEADERS };
    },
  });

const hookSecret = (deps: InstanceDeps): Route =>
  defineRoute({
    ...route,
    method: 'post',
    path: '/integrations/whmcs/:instance_id/hook-secret',
    summary:
      'Make a new secret for the hook of an instance; the file with the old one is refused at once. Answers the new file',
    params: instanceParams,
    body: z.strictObject({}),
    responses: { 200: { description: 'A PHP file', type: 'text/plain', schema: z.string() } },
    errors: ['NOT_FOUND', 'FORBIDDEN'],
    async handle(context, principal, { params }) {
      const id = uuidOr404(params.instance_id);
      const { actor } = personOf(principal);
      const row = await deps.db.withTenant(principal.tenantId, async (tx) => {
        const before = await lockInstance(tx, id);
        if (before.status === 'disconnected') throw new CodedError('NOT_FOUND', 'This instance is disconnected');
        return renewHookSecret(tx, deps.cipher, before, { actor, requestId: context.requestId });
      });
      return { status: 200, type: 'text/plain', body: fileOf(deps, row), headers: FILE_HEADERS };
    },
  });

/** The file that tells of changes from inside WHMCS. */
export const moduleRoutes = (deps: InstanceDeps): Route[] => [module(deps), hookSecret(deps)];
