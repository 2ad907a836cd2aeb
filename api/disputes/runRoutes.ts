import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import { peopleBehind } from '../../db/identity/people.ts';
import { events, processes } from '../../db/operations/schema.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute } from '../http/route.ts';
import { findRun, RUN_COLUMNS, runJson, runSchema } from './runs.ts';

const statusSchema = runSchema.extend({
  workflow_id: z.string(),
  history: z.array(
    z.object({
      sequence: z.number(),
      type: z.string(),
      actor: z.string(),
      actor_name: z.string().describe('The person or part behind it'),
      at: z.string(),
    }),
  ),
});

const listRuns = (db: Database) =>
  defineRoute({
    method: 'get',
    path: '/disputes',
    area: 'disputes',
    summary: 'Dispute runs, newest first',
    access: 'disputes:read',
    query: listQuery(['created_at'], '-created_at', {
      status: z.enum(['running', 'pending', 'completed', 'failed']).optional(),
      case_id: z.string().max(255).optional(),
    }),
    responses: { 200: { description: 'A page', schema: listSchema('disputes', runSchema) } },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, { created_at: workflowStates.createdAt }, workflowStates.id);
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select({ run: RUN_COLUMNS, name: { title: processes.title, subtitle: processes.subtitle }, ...list.columns })
          .from(workflowStates)
          .leftJoin(processes, eq(processes.id, workflowStates.processId))
          .where(
            and(
              query.status ? eq(workflowStates.status, query.status) : undefined,
              query.case_id ? eq(workflowStates.caseId, query.case_id) : undefined,
              list.where,
            ),
          )
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      return { status: 200, body: { disputes: shown.map((row) => runJson(row.run, row.name)), ...page } };
    },
  });

const readRun = (db: Database) =>
  defineRoute({
    method: 'get',
    path: '/workflow/:run_id/status',
    area: 'disputes',
    summary: 'Status of one run with the history of its steps and decisions',
    access: 'disputes:read',
    params: z.object({
      run_id: z.string().max(100).describe('run_id, or process_id of a start that the engine has not taken yet'),
    }),
    responses: { 200: { description: 'The run', schema: statusSchema } },
    errors: ['WORKFLOW_NOT_FOUND'],
    async handle(_context, principal, { params }) {
      const row = await findRun(db, principal.tenantId, params.run_id);
      const { process, history, people } = await db.withTenant(principal.tenantId, async (tx) => {
        const [process] = await tx.select().from(processes).where(eq(processes.id, row.processId));
        const history = await tx
          .select({ sequence: events.sequence, type: events.type, actor: events.actor, at: events.occurredAt })
          .from(events)
          .where(eq(events.subject, `process:${row.processId}`))
          .orderBy(events.sequence)
          .limit(500);
        const actors = history.map(({ actor }) => actor);
        return { process, history, people: await peopleBehind(tx, actors) };
      });
      return {
        status: 200,
        body: {
          ...runJson(row, process),
          workflow_id: process?.workflowId ?? '',
          history: history.map((event) => ({
            ...event,
            actor_name: people.get(event.actor)?.name ?? event.actor,
            at: event.at.toISOString(),
          })),
        },
      };
    },
  });

/** Dispute runs as they are. */
export const runRoutes = (db: Database) => [listRuns(db), readRun(db)];
