import { type SQL, sql } from 'drizzle-orm';
import { slicesOf } from '../../domain/merge.ts';
import {
  NOT_BEGUN_AFTER_S,
  type RunState,
  SILENT_AFTER_S,
  type StuckReason,
} from '../../domain/operations/runStates.ts';
import * as AREAS from '../areas.ts';
import type { Transaction } from '../database.ts';
import type { RunFacts } from '../slice.ts';

const nothing = sql`null`;

const factsSelect = (
  facts: RunFacts,
): SQL => sql`select (${facts.step})::text as step, (${facts.since})::timestamptz as since,
  (${facts.until ?? nothing})::timestamptz as until, (${facts.outcome})::text as outcome, (${facts.failed})::boolean as failed,
  (${facts.code ?? nothing})::text as code, (${facts.amountMinor ?? nothing})::bigint as amount_minor,
  (${facts.currency ?? nothing})::text as currency, (${facts.detail ?? nothing})::jsonb as detail
  from ${facts.from} and processes.kind = ${sql.raw(`'${facts.kind}'`)}`;

/** What the areas know of the run in `processes`: one row or none. */
const FACTS = sql.join(
  (slicesOf(AREAS, 'runFacts') as readonly (readonly RunFacts[])[]).flat().map(factsSelect),
  sql` union all `,
);

/** What an open run waits for: its task, its money call whose outcome is open, and a start that the engine has not taken. */
const JOINS = sql`
  left join lateral (${FACTS}) f on true
  left join lateral (select t.id, t.kind, t.created_at, t.expires_at, t.escalated_at, t.owner_id from review_tasks t
    where t.process_id = processes.id and t.state = 'pending' order by t.created_at desc limit 1) t on processes.status = 'open'
  left join lateral (select m.vendor, m.state, coalesce(m.first_attempt_at, m.created_at) as since, m.lease_until from money_commands m
    where m.process_id = processes.id and m.state in ('attempting', 'unknown') order by m.created_at desc limit 1) m on processes.status = 'open'`;

const STATE = sql`case when processes.status = 'closed' then case when f.failed then 'failed' else 'done' end
  when t.id is not null then 'decision'
  when m.state is not null or f.code is not null or processes.step_problem is not null then 'vendor'
  when f.until > now() then 'time' else 'working' end`;

const seconds = (count: number) => sql.raw(`interval '${count} seconds'`);
const STUCK = sql`case when processes.status = 'closed' then null
  when processes.run_id is null and processes.created_at < now() - ${seconds(NOT_BEGUN_AFTER_S)} then 'not_begun'
  when t.escalated_at is not null then 'escalated'
  when t.id is not null then null
  when processes.step_problem is not null then 'retried'
  when (m.state is not null or f.code is not null) and coalesce(m.since, f.since, processes.created_at) < now() - ${seconds(SILENT_AFTER_S)} then 'vendor'
  when (f.until is null or f.until < now() - ${seconds(NOT_BEGUN_AFTER_S)})
    and coalesce(f.since, processes.created_at) < now() - ${seconds(SILENT_AFTER_S)} then 'silent' end`;

const PROBLEM_SINCE = sql`(processes.step_problem ->> 'since')::timestamptz`;

const of = (value: SQL) => sql`(select ${value} from (select 1) one ${JOINS})`;
/** Conditions of a list over `processes`. */
export const runIsIn = (state: RunState): SQL => sql`${of(STATE)} = ${state}`;
export const runIsStuck: SQL = sql`${of(STUCK)} is not null`;

/** What a run is doing, from the books only; times as the database writes them. */
export interface RunNow {
  state: RunState;
  stuck: { reason: StuckReason; since: string } | null;
  step: string | null;
  since: string | null;
  until: string | null;
  outcome: string | null;
  code: string | null;
  amountMinor: number | null;
  currency: string | null;
  detail: Record<string, unknown> | null;
  task: { id: string; kind: string; since: string; expiresAt: string | null; ownerName: string | null } | null;
  money: { vendor: string; since: string; until: string | null } | null;
}

interface Row extends Record<string, unknown> {
  id: string;
  state: RunState;
  stuck: StuckReason | null;
  stuck_since: string;
  step: string | null;
  since: string | null;
  until: string | null;
  outcome: string | null;
  code: string | null;
  amount_minor: string | null;
  currency: string | null;
  detail: Record<string, unknown> | null;
  task_id: string | null;
  task_kind: string;
  task_since: string;
  task_expires: string | null;
  owner_name: string | null;
  vendor: string | null;
  money_since: string;
  money_until: string | null;
}

const iso = (at: string) => new Date(at).toISOString();
const isoOrNull = (at: string | null) => (at === null ? null : iso(at));

const nowOf = (row: Row): RunNow => ({
  state: row.state,
  stuck: row.stuck && { reason: row.stuck, since: iso(row.stuck_since) },
  step: row.step,
  since: isoOrNull(row.since),
  until: isoOrNull(row.until),
  outcome: row.outcome,
  code: row.code,
  amountMinor: row.amount_minor === null ? null : Number(row.amount_minor),
  currency: row.currency,
  detail: row.detail,
  task:
    row.task_id === null
      ? null
      : {
          id: row.task_id,
          kind: row.task_kind,
          since: iso(row.task_since),
          expiresAt: isoOrNull(row.task_expires),
          ownerName: row.owner_name,
        },
  money:
    row.vendor === null ? null : { vendor: row.vendor, since: iso(row.money_since), until: isoOrNull(row.money_until) },
});

const idList = (ids: readonly string[]) =>
  sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  );

/** What these runs are doing, by process. */
export async function runsNow(tx: Transaction, processIds: readonly string[]): Promise<Map<string, RunNow>> {
  if (processIds.length === 0) return new Map();
  const rows = await tx.execute<Row>(sql`
    select processes.id, ${STATE} as state, ${STUCK} as stuck,
      coalesce(t.escalated_at, ${PROBLEM_SINCE}, m.since, f.since, processes.created_at) as stuck_since, f.*,
      coalesce(f.code, processes.step_problem ->> 'code') as code, coalesce(${PROBLEM_SINCE}, f.since) as since,
      t.id as task_id, t.kind as task_kind, t.created_at as task_since, t.expires_at as task_expires, u.display_name as owner_name,
      m.vendor, m.since as money_since, m.lease_until as money_until
    from processes ${JOINS} left join users u on u.id = t.owner_id
    where processes.id in (${idList(processIds)})`);
  return new Map(rows.map((row) => [row.id, nowOf(row)]));
}

/** The newest that are counted. */
const MOST_COUNTED = 10_000;

export interface RunCount {
  kind: string;
  state: RunState;
  stuck: boolean;
  count: number;
}

/** How many of the newest runs are what, by kind. */
export async function countRuns(tx: Transaction): Promise<RunCount[]> {
  const rows = await tx.execute<{ kind: string; state: RunState; stuck: boolean; count: string }>(sql`
    select processes.kind, ${STATE} as state, ${STUCK} is not null as stuck, count(*) as count
    from (select * from processes order by created_at desc, id desc limit ${MOST_COUNTED}) processes ${JOINS}
    group by 1, 2, 3`);
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
