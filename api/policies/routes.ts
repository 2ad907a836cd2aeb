import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { appendEvent } from '../../books/events.ts';
import { keepDocument } from '../../books/policies/keepDocument.ts';
import { removeDocument } from '../../books/policies/removeDocument.ts';
import { startIngestion } from '../../books/policies/startIngestion.ts';
import { type Database, isUuid } from '../../db/database.ts';
import { policyDocuments } from '../../db/disputes/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';

const documentSchema = z
  .object({
    document_id: z.uuid(),
    file_name: z.string(),
    status: z.enum(policyDocuments.status.enumValues),
    error: z.string().nullable().describe('Why it could not be read or ingested'),
    sections: z.int(),
  })
  .meta({ id: 'PolicyDocument' });

const MAX_BASE64 = 7_000_000;
const BODY_BYTES = 8_388_608;

export interface PolicyDeps {
  db: Database;
  startProcess(tenantId: string, processId: string): Promise<string | null>;
}

const listPolicies = ({ db }: PolicyDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/policies',
    budget: 'admin',
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
            sections: sql<number>`(select count(*)::integer from company_policies section where section.document_id = policy_documents.id)`,
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
  });

const uploadPolicy = ({ db, startProcess }: PolicyDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/admin/policies',
    budget: 'admin',
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
      content_base64: z
        .base64()
        .min(4)
        .max(MAX_BASE64)
        .describe('At most 5 MB of file, and a million characters of text'),
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
      const { documentId, process } = await db.withTenant(tenantId, async (tx) => {
        const document = await keepDocument(tx, tenantId, body);
        const started = await startIngestion(tx, tenantId, document, actor);
        if (started.created)
          await appendEvent(tx, {
            type: 'policy_uploaded',
            actor,
            subject: `policy:${document.id}`,
            data: { fileName: body.file_name },
            requestId: context.requestId,
          });
        return { documentId: document.id, process: started.process };
      });
      const runId = process.runId ?? (await startProcess(tenantId, process.id));
      return {
        status: 202,
        body: {
          document_id: documentId,
          workflow_id: process.workflowId,
          run_id: runId,
          status_url: '/api/v1/admin/policies',
        },
      };
    },
  });

const removePolicy = ({ db }: PolicyDeps): Route =>
  defineRoute({
    method: 'delete',
    path: '/admin/policies/:document_id',
    budget: 'admin',
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
      await db.withTenant(tenantId, (tx) =>
        removeDocument(tx, { documentId: params.document_id, actor, requestId: context.requestId }),
      );
      return { status: 200, body: { document_id: params.document_id, removed: true } };
    },
  });

export function policyRoutes(deps: PolicyDeps): Route[] {
  return [listPolicies(deps), uploadPolicy(deps), removePolicy(deps)];
}
