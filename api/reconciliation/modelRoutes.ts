import { desc } from 'drizzle-orm';
import { z } from 'zod';
import { chooseModel } from '../../books/reconciliation/keepModel.ts';
import { matchingModels } from '../../db/reconciliation/modelSchema.ts';
import { type ModelRow, modelNow } from '../../db/reconciliation/models.ts';
import { TRAINING_RESULTS } from '../../domain/reconciliation/models.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { powerChangeReply, powerChangeSchema } from '../identity/powerChanges.ts';
import type { BillingReadDeps } from './invoiceRoutes.ts';

const MOST_VERSIONS = 100;

const modelSchema = z
  .object({
    version: z.int(),
    used: z.boolean().describe('Whether it was put into use when it was made'),
    learned: z.boolean().describe('False: the rules score'),
    why: z.string().describe('Why it is in use, or not'),
    chosen: z.int().nullable().describe('The version that was chosen again; 0 = the rules'),
    precision_before: z.number().nullable(),
    precision_after: z.number().nullable(),
    slices: z.array(
      z.object({ slice: z.string(), samples: z.int(), before: z.number(), after: z.number(), worse: z.boolean() }),
    ),
    made_by: z.string(),
    approved_by: z.string().nullable(),
    created_at: z.string(),
  })
  .meta({ id: 'MatchingModel' });

const modelJson = (row: ModelRow) => ({
  version: row.version,
  used: row.used,
  learned: row.model !== null,
  why: row.result === 'chosen' ? 'A person chose it' : TRAINING_RESULTS[row.result],
  chosen: row.chosen,
  precision_before: row.comparison?.current ?? null,
  precision_after: row.comparison?.proposed ?? null,
  slices: (row.comparison?.slices ?? []).map(({ slice, samples, current, proposed, worse }) => ({
    slice,
    samples,
    before: current,
    after: proposed,
    worse,
  })),
  made_by: row.madeBy,
  approved_by: row.approvedBy,
  created_at: row.createdAt.toISOString(),
});

/** What scores a tenant's payments: versions that were trained, and the choice among them. */
export const modelRoutes = ({ db }: BillingReadDeps): Route[] => [
  defineRoute({
    method: 'get',
    path: '/reconciliation/models',
    area: 'reconciliation',
    summary: 'What was learned about payments, and which version scores them',
    access: 'reconciliation:read',
    responses: {
      200: {
        description: 'The version in use (0: the rules), and versions, the newest first',
        schema: z.object({ active_version: z.int(), versions: z.array(modelSchema) }),
      },
    },
    errors: [],
    handle: (_context, { tenantId }) =>
      db.withTenant(tenantId, async (tx) => {
        const rows = await tx.select().from(matchingModels).orderBy(desc(matchingModels.version)).limit(MOST_VERSIONS);
        return {
          status: 200,
          body: { active_version: (await modelNow(tx)).version, versions: rows.map(modelJson) },
        };
      }),
  }),
  defineRoute({
    method: 'post',
    path: '/reconciliation/models/choose',
    area: 'reconciliation',
    summary: 'Put a version, or the rules, into use from the next run on',
    access: 'reconciliation:manage',
    remembers: true,
    body: z.strictObject({
      from_version: z.int().min(0).describe('The version in use that was read; another one by now: 412'),
      version: z.int().min(0).describe('0: the rules'),
    }),
    responses: {
      200: { description: 'What scores from the next run on', schema: modelSchema },
      202: {
        description: 'The machine approves by itself, so it waits for a second person',
        schema: powerChangeSchema,
      },
    },
    errors: ['NOT_FOUND', 'PRECONDITION_FAILED', 'RATE_LIMITED'],
    handle: ({ requestId }, { tenantId, actor, userId }, { body }) =>
      db.withTenant(tenantId, async (tx) => {
        const made = await chooseModel(
          tx,
          { from: body.from_version, version: body.version },
          { tenantId, actor, userId, requestId },
        );
        return 'waits' in made ? powerChangeReply(made.waits) : { status: 200, body: modelJson(made.row) };
      }),
  }),
];
