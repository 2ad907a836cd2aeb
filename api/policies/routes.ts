import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, isUuid, type Transaction } from '../../db/database.ts';
import { companyPolicies, policyDocuments } from '../../db/disputes/schema.ts';
import { appendEvent } from '../../db/events.ts';
import { processes } from '../../db/operations/schema.ts';
import { closeProcess, createProcess, runsOf } from '../../db/processes.ts';
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
    status: z.enum(policyDocuments.status.enumValues),
    error: z.string().nullable().describe('Why it could not be read or ingested'),
    sections: z.int(),
  })
  .meta({ id: 'PolicyDocument' });

const MAX_BASE64 = 7_000_000;
const BODY_BYTES = 8_388_608;
const STUCK_AFTER_MS = 30 * 60_000;

type Document = Pick<typeof policyDocuments.$inferSelect, 'id' | 'status' | 'contentHash'>;

/** The file's row: the same bytes have one, and the file itself is not read back. */
async function keepDocument(
  tx: Transaction,
  tenantId: string,
  file: { file_name: string; content_base64: string },
): Promise<Document> {
  const contentHash = sha256(file.content_base64);
  await tx
    .insert(policyDocuments)
    .values({ tenantId, fileName: file.file_name, contentHash, contentBase64: file.content_base64 })
    .onConflictDoNothing();
  const [row] = await tx
    .select({ id: policyDocuments.id, status: policyDocuments.status, contentHash: policyDocuments.contentHash })
    .from(policyDocuments)
    .where(eq(policyDocuments.contentHash, contentHash))
    .for('update');
  if (!row) throw new CodedError('INTERNAL_ERROR');
  return row;
}

/** Starts the ingestion, or joins the one that has begun; one that failed is begun anew. */
async function startIngestion(tx: Transaction, tenantId: string, document: Document, startedBy: string) {
  const { last, next } = await runsOf(tx, 'policy', document.id);
  const [first] = await tx
    .select()
    .from(processes)
    .where(and(eq(processes.kind, 'policy'), eq(processes.key, document.id)));
  let again = document.status === 'failed';
  const open = [last, first].find((process) => process?.status === 'open');
  // Left over from a version whose failed ingestions said nothing: no run takes this long.
  if (open && document.status === 'pending' && Date.now() - open.createdAt.getTime() > STUCK_AFTER_MS) {
    await closeProcess(tx, open.id);
    again = true;
  }
  if (again)
    await tx.update(policyDocuments).set({ status: 'pending', error: null }).where(eq(policyDocuments.id, document.id));
  return createProcess(tx, {
    tenantId,
    kind: 'policy',
    key: again ? `${document.id}/${next}` : (last?.key ?? document.id),
    workflowType: POLICY_WORKFLOW,
    workflowId: policyWorkflowId(tenantId, document.contentHash),
    taskQueue: TASK_QUEUES.core,
    input: (processId) => ({ tenantId, processId, documentId: document.id }) satisfies PolicyIngestionInput,
    startedBy,
  });
}

export function policyRoutes(
  db: Database,
  startProcess: (tenantId: string, processId: string) => Promise<string | null>,
): Route[] {
  return [
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
    }),
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
    }),
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
