import { and, eq, inArray, notInArray, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, isUuid } from '../../db/database.ts';
import { peopleBehind } from '../../db/identity/people.ts';
import { moneyOfRuns } from '../../db/money/moneyStates.ts';
import { runIsIn, runIsStuck, runsNow } from '../../db/operations/runStates.ts';
import { processes } from '../../db/operations/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { failureWords } from '../../domain/operations/failureWords.ts';
import { BUSINESS_KINDS } from '../../domain/operations/processKinds.ts';
import { RUN_STATES } from '../../domain/operations/runStates.ts';
import { stepTitle } from '../../domain/operations/stepNames.ts';
import type { Timeline, TimelineStep } from '../../domain/operations/timeline.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { escapeLike } from '../http/text.ts';
import { runCountRoute } from './runCountRoute.ts';
import { runJson } from './runJson.ts';
import { runLinksJson } from './runLinksJson.ts';
import { runDetailSchema, runSchema } from './runSchemas.ts';

/** Steps that are shown, the newest. */
const MAXIMUM_STEPS = 1_000;

export interface RunDeps {
  db: Database;
  /** null when the engine no longer has the run; throws when the engine does not answer. */
  timeline(workflowId: string, firstRunId: string): Promise<Timeline | null>;
}

/** What a wait without words of its workflow is called. */
const WAIT = 'Waits';

const stepJson = ({
  kind,
  name,
  status,
  attempts,
  code,
  message,
  summary,
  startedAt,
  endedAt,
  until,
}: TimelineStep) => ({
  kind,
  name,
  title: kind === 'timer' ? (summary ?? WAIT) : stepTitle(name),
  status,
  attempts,
  code,
  problem: code === null ? null : { ...failureWords(code), message },
  started_at: startedAt,
  ended_at: endedAt,
  until: status === 'running' ? until : null,
});

const filters = {
  status: z.enum(['open', 'closed']).optional(),
  state: z.enum(RUN_STATES).optional().describe('What it is doing'),
  kind: z.string().max(60).optional().describe('e.g. `dispute`, `notification`'),
  housekeeping: z
    .enum(['true', 'false'])
    .optional()
    .describe(
      'false: without the work of the installation, such as messages and readings of mailboxes; true: only that',
    ),
  stuck: z.literal('true').optional().describe('Only what nothing will move, or not in time'),
  search: z.string().max(100).optional().describe('Words of the title, or the beginning of the business key'),
};
type Filters = z.infer<z.ZodObject<typeof filters>>;

function conditionsOf(query: Filters): (SQL | undefined)[] {
  const { status, state, kind, housekeeping, stuck, search } = query;
  const open = state === 'done' || state === 'failed' ? 'closed' : state || stuck ? 'open' : undefined;
  const words = search && escapeLike(search.trim());
  return [
    status ? eq(processes.status, status) : undefined,
    // Says again what the state implies, so that only open runs are looked at.
    open ? eq(processes.status, open) : undefined,
    kind ? eq(processes.kind, kind) : undefined,
    housekeeping === 'false' ? inArray(processes.kind, BUSINESS_KINDS) : undefined,
    housekeeping === 'true' ? notInArray(processes.kind, BUSINESS_KINDS) : undefined,
    words
      ? sql`(${processes.subject} || '/' || ${processes.run} ilike ${`${words}%`}
          or ${processes.title} ilike ${`%${words}%`} or ${processes.subtitle} ilike ${`%${words}%`})`
      : undefined,
    state ? runIsIn(state) : undefined,
    stuck ? runIsStuck : undefined,
  ];
}

const listRuns = ({ db }: RunDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/runs',
    area: 'runs',
    summary: 'Runs of every kind, newest first: what each does, what it waits for, how it ended',
    access: 'runs:read',
    query: listQuery(['created_at'], '-created_at', filters),
    responses: { 200: { description: 'A page', schema: listSchema('runs', runSchema) } },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, { created_at: processes.createdAt }, processes.id);
      const [page, now, money, people] = await db.withTenant(principal.tenantId, async (tx) => {
        const found = await tx
          .select({ process: processes, ...list.columns })
          .from(processes)
          .where(and(...conditionsOf(query), list.where))
          .orderBy(...list.orderBy)
          .limit(list.limit);
        const paged = list.page(found);
        const ids = paged.rows.map(({ process }) => process.id);
        const actors = paged.rows.map(({ process }) => process.startedBy);
        return [paged, await runsNow(tx, ids), await moneyOfRuns(tx, ids), await peopleBehind(tx, actors)] as const;
      });
      const { rows, ...rest } = page;
      const runs = rows.map(({ process }) => runJson(process, now.get(process.id), money.get(process.id), people));
      return { status: 200, body: { runs, ...rest } };
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
            const [now, money] = [(await runsNow(tx, [id])).get(id), (await moneyOfRuns(tx, [id])).get(id)];
            const run = runJson(process, now, money, await peopleBehind(tx, [process.startedBy]));
            return { process, run, links: await runLinksJson(tx, process, principal.permissions) };
          })
        : null;
      if (!found) throw new CodedError('NOT_FOUND');
      const { process, run, links } = found;
      const chain = process.runId
        ? await timeline(process.workflowId, process.runId).catch(() => {
            throw new CodedError('WORKFLOW_ENGINE_UNAVAILABLE');
          })
        : null;
      const steps = chain?.steps.slice(-MAXIMUM_STEPS).map(stepJson) ?? null;
      return { status: 200, body: { ...run, timeline: steps, last_run_id: chain?.lastRunId ?? null, ...links } };
    },
  });

/** Every long-running process of the tenant, and the steps of one. Its inside stays in the Temporal UI. */
export function runRoutes(deps: RunDeps): Route[] {
  return [listRuns(deps), runCountRoute(deps), readRun(deps)];
}
