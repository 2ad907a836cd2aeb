import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { TOLD_BY_WRITER_MS } from '../../books/operations/createProcess.ts';
import { startWhmcsSync } from '../../books/reconciliation/startWhmcsSync.ts';
import { licenseKeys } from '../../db/reconciliation/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { licenseProblem } from '../../domain/reconciliation/licenses.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { findInstance, type InstanceDeps, instanceParams, uuidOr404 } from './instanceDeps.ts';

/** Reading WHMCS now, besides the schedule and its hook. */
export const whmcsSyncRoutes = ({ db, startProcess }: InstanceDeps): Route[] => [
  defineRoute({
    method: 'post',
    path: '/integrations/whmcs/:instance_id/sync',
    area: 'reconciliation',
    summary: 'Read invoices and clients of an instance now; one reading at a time',
    access: 'integrations:manage',
    params: instanceParams,
    body: z.strictObject({}).optional(),
    responses: {
      202: {
        description: 'It is being read',
        schema: z.object({
          workflow_id: z.string(),
          run_id: z.uuid().nullable().describe('null until the engine has taken it'),
          status_url: z.string(),
        }),
      },
    },
    errors: [
      'NOT_FOUND',
      'CONNECTION_REQUIRES_REAUTH',
      'LICENSE_KEY_UNKNOWN',
      'LICENSE_KEY_SUSPENDED',
      'LICENSE_KEY_EXPIRED',
    ],
    async handle(_context, { tenantId, actor }, { params }) {
      const id = uuidOr404(params.instance_id);
      const process = await db.withTenant(tenantId, async (tx) => {
        const instance = await findInstance(tx, id);
        if (instance.status === 'disconnected') throw new CodedError('CONNECTION_REQUIRES_REAUTH');
        const [license] = await tx.select().from(licenseKeys).where(eq(licenseKeys.id, instance.licenseId));
        const problem = licenseProblem(license, new Date());
        if (problem) throw new CodedError(problem);
        const start = { instance, mode: 'lists', startedBy: actor, dueAfterMs: TOLD_BY_WRITER_MS } as const;
        return (await startWhmcsSync(tx, start)).process;
      });
      const runId = process.runId ?? (await startProcess(tenantId, process.id));
      return {
        status: 202,
        body: { workflow_id: process.workflowId, run_id: runId, status_url: `/api/v1/integrations/whmcs/${id}` },
      };
    },
  }),
];
