import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, isUuid } from '../../db/database.ts';
import { type Person, peopleBehind } from '../../db/identity/people.ts';
import { moneyOfRuns, type ShownMoney } from '../../db/money/moneyStates.ts';
import { processes } from '../../db/operations/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { escapeLike } from '../http/text.ts';
import { moneySchema } from '../reviews/moneyJson.ts';

/** A step of a run as the engine tells it; see workers/operatorEngine.ts. */
interface Step {
  kind: 'activity' | 'local' | 'timer' | 'child' | 'update' | 'signal' | 'run';
  name: string;
  status: 'running' | 'done' | 'failed' | 'cancelled';
  attempts: number;
  code: string | null;
  startedAt: string;
  endedAt: string | null;
}

/** Steps that are shown, the newest. */
const MAXIMUM_STEPS = 1_000;

export interface RunDeps {
  db: Database;
  /** null when the engine no longer has the run; throws when the engine does not answer. */
  timeline(workflowId: string, firstRunId: string): Promise<{ steps: Step[]; lastRunId: string } | null>;
}

const runSchema = z
  .object({
    process_id: z.uuid(),
    kind: z.string(),
    title: z.string().describe('How people call it'),
    subtitle: z.string(),
    key: z.string().describe('Business key, with the number of the run'),
    status: z.enum(['open', 'closed']),
    workflow_type: z.string(),
    workflow_id: z.string(),
    run_id: z.uuid().nullable(),
    started_by: z.string(),
    started_by_name: z.string(),
    created_at: z.string(),
    closed_at: z.string().nullable(),
    money: moneySchema.nullable().describe('What became of the money of its last decision; null without a review'),
  })
  .meta({ id: 'Run' });
const stepSchema = z
  .object({
    kind: z.enum(['activity', 'local', 'timer', 'child', 'update', 'signal', 'run']),
    name: z.string(),
    status: z.enum(['running', 'done', 'failed', 'cancelled']),
    attempts: z.int(),
    code: z.string().nullable().describe('Type of the last failure'),
    started_at: z.string(),
    ended_at: z.string().nullable(),
  })
  .meta({ id: 'RunStep' });
const runDetailSchema = runSchema
  .extend({
    timeline: z
      .array(stepSchema)
      .nullable()
      .describe('Steps over all continuations; null when the engine has not taken the run yet, or no longer keeps it'),
    last_run_id: z
      .string()
      .nullable()
      .describe('Engine’s id of the last continuation: the one at work, or the one that paid; null as above'),
  })
  .meta({ id: 'RunDetail' });

const runJson = (
  process: typeof processes.$inferSelect,
  money: ShownMoney | undefined,
  people: Map<string, Person>,
) => ({
  process_id: process.id,
  kind: process.kind,
  title: process.title ?? process.subject,
  subtitle: process.subtitle ?? '',
  key: `${process.subject}/${process.run}`,
  status: process.status,
  workflow_type: process.workflowType,
  workflow_id: process.workflowId,
  run_id: process.runId,
  started_by: process.startedBy,
  started_by_name: people.get(process.startedBy)?.name ?? process.startedBy,
  created_at: process.createdAt.toISOString(),
  closed_at: process.closedAt?.toISOString() ?? null,
  money: money ?? null,
});

const listRuns = ({ db }: RunDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/runs',
    area: 'runs',
    summary: 'Runs of every kind, newest first',
    access: 'runs:read',
    query: listQuery(['created_at'], '-created_at', {
      status: z.enum(['open', 'closed']).optional(),
      kind: z.string().max(60).optional().describe('e.g. `dispute`, `notification`'),
      search: z.string().max(100).optional().describe('Beginning of the business key'),
    }),
    responses: { 200: { description: 'A page', schema: listSchema('runs', runSchema) } },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, { created_at: processes.createdAt }, processes.id);
      const [rows, money, people] = await db.withTenant(principal.tenantId, async (tx) => {
        const found = await tx
          .select({ process: processes, ...list.columns })
          .from(processes)
          .where(
            and(
              query.status ? eq(processes.status, query.status) : undefined,
              query.kind ? eq(processes.kind, query.kind) : undefined,
              query.search
                ? sql`${processes.subject} || '/' || ${processes.run} ilike ${`${escapeLike(query.search)}%`}`
                : undefined,
              list.where,
            ),
          )
          .orderBy(...list.orderBy)
          .limit(list.limit);
        const ids = found.map(({ process }) => process.id);
        const actors = found.map(({ process }) => process.startedBy);
        return [found, await moneyOfRuns(tx, ids), await peopleBehind(tx, actors)] as const;
      });
      const { rows: shown, ...page } = list.page(rows);
      return {
        status: 200,
        body: { runs: shown.map(({ process }) => runJson(process, money.get(process.id), people)), ...page },
      };
    },
  });

const readRun = ({ db, timeline }: RunDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/runs/:process_id',
    area: 'runs',
    summary: 'One run with its steps, attempts and failures; names and codes, never contents',
    access: 'runs:read',
    params: z.object({ process_id: z.string().max(100) }),
    responses: { 200: { description: 'The run', schema: runDetailSchema } },
    errors: ['NOT_FOUND', 'WORKFLOW_ENGINE_UNAVAILABLE'],
    async handle(_context, principal, { params }) {
      const id = params.process_id;
      const found = isUuid(id)
        ? await db.withTenant(principal.tenantId, async (tx) => {
            const [process] = await tx.select().from(processes).where(eq(processes.id, id));
            if (!process) return null;
            const money = (await moneyOfRuns(tx, [id])).get(id);
            return { process, money, people: await peopleBehind(tx, [process.startedBy]) };
          })
        : null;
      if (!found) throw new CodedError('NOT_FOUND');
      const { process, money, people } = found;
      const chain = process.runId
        ? await timeline(process.workflowId, process.runId).catch(() => {
            throw new CodedError('WORKFLOW_ENGINE_UNAVAILABLE');
          })
        : null;
      const shown = chain?.steps.slice(-MAXIMUM_STEPS).map(({ startedAt, endedAt, ...step }) => ({
        ...step,
        started_at: startedAt,
        ended_at: endedAt,
      }));
      return {
        status: 200,
        body: { ...runJson(process, money, people), timeline: shown ?? null, last_run_id: chain?.lastRunId ?? null },
      };
    },
  });

/** Every long-running process of the tenant, and the steps of one. Its inside stays in the Temporal UI. */
export function runRoutes(deps: RunDeps): Route[] {
  return [listRuns(deps), readRun(deps)];
}
