import { z } from 'zod';
import { startDispute } from '../../books/disputes/startDispute.ts';
import { TOLD_BY_WRITER_MS } from '../../books/operations/createProcess.ts';
import type { Database } from '../../db/database.ts';
import { isInFuture } from '../../domain/disputes/envelope.ts';
import { disputeEventSchema } from '../../domain/disputes/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { ReviewTimings } from '../../workflows/reviews/contract.ts';
import { defineRoute } from '../http/route.ts';

export interface StartDeps {
  db: Database;
  /** Tells the engine at once; null when it does not answer, then the outbox does it later. */
  startProcess(tenantId: string, processId: string): Promise<string | null>;
  review: ReviewTimings;
  vendorTenantId: string;
}

const acceptedSchema = z
  .object({
    process_id: z.uuid(),
    workflow_id: z.string(),
    run_id: z.uuid().nullable(),
    joined: z.boolean(),
    status_url: z.string(),
  })
  .meta({ id: 'Accepted' });

export const startRoute = ({ db, startProcess, review, vendorTenantId }: StartDeps) =>
  defineRoute({
    method: 'post',
    path: '/disputes',
    area: 'disputes',
    summary: 'Start the dispute of a case, join its open run, or run an ended case again',
    access: 'disputes:start',
    body: disputeEventSchema,
    idempotent: true,
    responses: {
      202: { description: 'The run; run_id is null until the engine has taken the start', schema: acceptedSchema },
    },
    errors: ['EVENT_IN_FUTURE', 'INTEGRATION_NOT_CONFIGURED', 'IDEMPOTENCY_KEY_REUSED', 'REQUEST_IN_PROGRESS'],
    example: { case_id: 'CASE-001-TEST-12345', customer_id: 'ACC-001-DEMO-67890' },
    async handle(context, principal, { body }) {
      if (isInFuture(body, Date.now()))
        throw new CodedError('EVENT_IN_FUTURE', 'occurred_at: more than five minutes in the future', {
          fields: [{ field: 'occurred_at', rule: 'not in the future' }],
        });
      const { tenantId, actor } = principal;
      const started = await db.withTenant(tenantId, (tx) =>
        startDispute(tx, {
          tenantId,
          vendorTenantId,
          caseId: body.case_id,
          customerId: body.customer_id,
          startedBy: actor,
          occurredAt: body.occurred_at,
          requestId: context.requestId,
          review,
          mayRerun: true,
          dueAfterMs: TOLD_BY_WRITER_MS,
        }),
      );
      const runId = started.process.runId ?? (await startProcess(tenantId, started.process.id));
      const { id, workflowId } = started.process;
      return {
        status: 202,
        body: {
          process_id: id,
          workflow_id: workflowId,
          run_id: runId,
          joined: started.kind === 'joined',
          status_url: `/api/v1/workflow/${runId ?? id}/status`,
        },
      };
    },
  });
