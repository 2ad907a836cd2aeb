import { z } from 'zod';
import { startBulk } from '../../books/reviews/startBulk.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { type BulkDeps, bulkId, bulkJson, bulkSchema } from './bulkReceipt.ts';

const startBody = z.strictObject({
  preview_hash: z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits, as the preview gives them'),
  comment: z.string().max(4000).optional().describe('Kept with every decision; needed to reject'),
});

export const startRoute = ({ db, startProcess }: BulkDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/bulk-decisions/:bulk_id/start',
    area: 'reviews',
    summary: 'Carry out what was previewed, by whoever previewed it; the same again joins it',
    access: 'review:decide',
    params: bulkId,
    body: startBody,
    responses: { 202: { description: 'It runs', schema: bulkSchema.extend({ status_url: z.string() }) } },
    errors: ['NOT_FOUND', 'REVIEW_STALE', 'VALIDATION_FAILED', 'FORBIDDEN'],
    async handle({ requestId }, { tenantId, actor }, { params, body }) {
      const started = await db.withTenant(tenantId, (tx) =>
        startBulk(tx, {
          bulkId: params.bulk_id,
          previewHash: body.preview_hash,
          comment: body.comment ?? null,
          actor,
          requestId,
        }),
      );
      if (started.processId) await startProcess(tenantId, started.processId);
      return { status: 202, body: { ...bulkJson(started), status_url: `/api/v1/bulk-decisions/${started.id}` } };
    },
  });
