import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, isUuid } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';
import { createProcess } from '../../db/processes.ts';
import { companyPolicies, policyDocuments } from '../../db/schema/disputes.ts';
import { sha256 } from '../../domain/digest.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import { POLICY_WORKFLOW, type PolicyIngestionInput, policyWorkflowId } from '../../workflows/policies/contract.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';

const documentSchema = z
  .object({
    document_id: z.uuid(),
    file_name: z.string(),
    status: z.enum(['pending', 'ingested', 'unreadable']),
    error: z.string().nullable(),
    sections: z.int(),
  })
  .meta({ id: 'PolicyDocument' });

const MAX_BASE64 = 7_000_000;
const BODY_BYTES = 8_388_608;

export function policyRoutes(
  db: Database,
  startProcess: (tenantId: string, processId: string) => Promise<string | null>,
): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/admin/policies',
      area: 'policies',
      summary: 'Policy documents and how far they are ingested',
      access: 'policies:manage',
      query: listQuery(['created_at'], 'created_at', {}),
      responses: { 200: { description: 'A page', schema: listSchema('policies', documentSchema) } },
      errors: [],
      async handle(_context, principal, { query }) {
        const list = keyset(query, { created_at: policyDocuments.createdAt }, policyDocuments.id);
        const rows = await db.readTenant(principal.tenantId, (tx) =>
          tx
            .select({
              document_id: policyDocuments.id,
              file_name: policyDocuments.fileName,
              status: policyDocuments.status,
              error: policyDocuments.error,
              sections: sql<number>`(select count(*)::integer from company_policies section where section.document_id = ${policyDocuments.id})`,
              ...list.columns,
            })
            .from(policyDocuments)
            .where(list.where)
            .orderBy(...list.orderBy)
            .limit(list.limit),
        );
        const { rows: shown, ...page } = list.page(rows);
        const policies = shown.map(({ place: _place, placeId: _placeId, ...policy }) => policy);
        return { status: 200, body: { policies, ...page } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/admin/policies',
      area: 'policies',
      summary: 'Upload a policy (.docx, .md, .txt); its text becomes searchable',
      access: 'policies:manage',
      bodyBytes: BODY_BYTES,
      body: z.strictObject({
        file_name: z
          .string()
          .min(1)
          .max(200)
          .regex(/\.(docx|md|txt)$/i, 'a .docx, .md or .txt file'),
        content_base64: z.base64().max(MAX_BASE64),
      }),
      responses: {
        202: {
          description: 'Ingestion started',
          schema: z.object({
            document_id: z.uuid(),
            workflow_id: z.string(),
            run_id: z.uuid().nullable(),
            status_url: z.string(),
          }),
        },
      },
      errors: [],
      async handle(context, principal, { body }) {
        const { tenantId, actor } = principal;
        const contentHash = sha256(body.content_base64);
        const { document, process } = await db.withTenant(tenantId, async (tx) => {
          await tx
            .insert(policyDocuments)
            .values({ tenantId, fileName: body.file_name, contentHash, contentBase64: body.content_base64 })
            .onConflictDoNothing();
          const [row] = await tx.select().from(policyDocuments).where(eq(policyDocuments.contentHash, contentHash));
          if (!row) throw new CodedError('INTERNAL_ERROR');
          const started = await createProcess(tx, {
            tenantId,
            kind: 'policy',
            key: row.id,
            workflowType: POLICY_WORKFLOW,
            workflowId: policyWorkflowId(tenantId, contentHash),
            taskQueue: TASK_QUEUES.core,
            input: (processId) => ({ tenantId, processId, documentId: row.id }) satisfies PolicyIngestionInput,
            startedBy: actor,
          });
          if (started.created)
            await appendEvent(tx, {
              type: 'policy_uploaded',
              actor,
              subject: `policy:${row.id}`,
              data: { fileName: body.file_name },
              requestId: context.requestId,
            });
          return { document: row, process: started.process };
        });
        const runId = process.runId ?? (await startProcess(tenantId, process.id));
        return {
          status: 202,
          body: {
            document_id: document.id,
            workflow_id: process.workflowId,
            run_id: runId,
            status_url: '/api/v1/admin/policies',
          },
        };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/admin/policies/:document_id',
      area: 'policies',
      summary: 'Remove a policy and its searchable sections',
      access: 'policies:manage',
      params: z.object({ document_id: z.string().max(100) }),
      responses: {
        200: { description: 'Removed', schema: z.object({ document_id: z.uuid(), removed: z.literal(true) }) },
      },
      errors: ['NOT_FOUND'],
      async handle(context, principal, { params }) {
        const { tenantId, actor } = principal;
        if (!isUuid(params.document_id)) throw new CodedError('NOT_FOUND');
        await db.withTenant(tenantId, async (tx) => {
          await tx.delete(companyPolicies).where(eq(companyPolicies.documentId, params.document_id));
          const gone = await tx
            .delete(policyDocuments)
            .where(eq(policyDocuments.id, params.document_id))
            .returning({ id: policyDocuments.id });
          if (gone.length === 0) throw new CodedError('NOT_FOUND');
          await appendEvent(tx, {
            type: 'policy_removed',
            actor,
            subject: `policy:${params.document_id}`,
            requestId: context.requestId,
          });
        });
        return { status: 200, body: { document_id: params.document_id, removed: true } };
      },
    }),
  ];
}
