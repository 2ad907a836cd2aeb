import { sql } from 'drizzle-orm';
import { slicesOf } from '../../domain/merge.ts';
import { type MoneyFacts, type MoneyState, moneyState } from '../../domain/money/moneyState.ts';
import * as AREAS from '../areas.ts';
import type { Transaction } from '../database.ts';

interface Row extends Record<string, unknown> {
  id: string;
  task: MoneyFacts['task'];
  decision: string | null;
  approved_minor: string | null;
  refund: {
    state: never;
    vendor: string;
    vendor_id: string | null;
    refusal_code: string | null;
    failed: boolean;
  } | null;
  billing: { state: string; refusal_code: string | null } | null;
  problem: { code: string; times: number } | null;
  ended_with: string | null;
  stopped: boolean;
  next_task: string | null;
  next_reason: string | null;
  paid: MoneyFacts['paid'];
}

/** The object that a decision (`d`) of a task (`t`) paid, as its area says where it stands; no row for other kinds. */
const PAID_OBJECTS = sql.join(
  slicesOf(AREAS, 'paidObject').map(
    ({
      kinds,
      name,
      table,
      key,
      status,
      paid,
    }) => sql`select jsonb_build_object('name', ${name}::text, 'id', o.${sql.identifier(key)},
      'status', o.${sql.identifier(status)}, 'wanted', ${paid}::text) as paid from ${sql.identifier(table)} o
      where t.kind = any(${sql.param(kinds)}::text[]) and o.${sql.identifier(key)} = d.payee`,
  ),
  sql` union all `,
);

/**
 * One row for each task: its decision, the commands made from it (a task about an unclear call speaks of that call), what
 * fails just now, how the run ended, the review that came after it, and what it paid that is no refund.
 */
const facts = (wanted: ReturnType<typeof sql>) => sql<Row>`
  select t.id, case when t.state in ('approved', 'rejected') then 'decided' else t.state end as task, d.decision, d.approved_minor,
    case when r.id is not null then jsonb_build_object('state', r.state, 'vendor', r.vendor, 'vendor_id', r.vendor_id,
      'refusal_code', r.refusal_code, 'failed', r.failed_later_at is not null) end as refund,
    case when b.id is not null then jsonb_build_object('state', b.state, 'refusal_code', b.refusal_code) end as billing,
    w.money_problem as problem, case when w.completed_at is not null and w.status = 'failed' then w.final_resolution ->> 'error_code' end as ended_with,
    exists (select 1 from money_stops where ended_at is null) as stopped,
    n.id as next_task, n.reason as next_reason, k.paid
  from review_tasks t
  left join review_decisions d on d.task_id = t.id
  left join review_snapshots s on s.id = t.snapshot_id and t.kind = 'money_unknown'
  left join money_commands r on r.leg = 'refund' and (r.decision_id = d.id or r.id::text = s.canonical_json::jsonb ->> 'command_id')
  left join money_commands b on b.leg = 'billing' and b.decision_id = r.decision_id
  left join workflow_states w on w.process_id = t.process_id
  left join lateral (${PAID_OBJECTS}) k on true
  left join lateral (select n.id, n.reason from review_tasks n where n.process_id = t.process_id and n.created_at > t.created_at
    and n.state = 'pending' order by n.created_at desc limit 1) n on t.state <> 'pending'
  where ${wanted}`;

const factsOf = (row: Row): MoneyFacts => ({
  task: row.task,
  decision: row.decision,
  approvedMinor: row.approved_minor === null ? null : Number(row.approved_minor),
  refund: row.refund && {
    state: row.refund.state,
    vendor: row.refund.vendor,
    vendorId: row.refund.vendor_id,
    refusalCode: row.refund.refusal_code,
    failedLater: row.refund.failed,
  },
  billing: row.billing && { state: row.billing.state, refusalCode: row.billing.refusal_code },
  problem: row.problem,
  endedWith: row.ended_with,
  moneyStopped: row.stopped,
  next: row.next_task === null ? null : { taskId: row.next_task, reason: row.next_reason },
  paid: row.paid,
});

export type ShownMoney = MoneyState & { next_task_id: string | null };
const shown = (row: Row): ShownMoney => ({ ...moneyState(factsOf(row)), next_task_id: row.next_task });

/** The state of the money behind tasks that are closed, by task. */
export async function moneyOfTasks(tx: Transaction, taskIds: readonly string[]): Promise<Map<string, ShownMoney>> {
  if (taskIds.length === 0) return new Map();
  const ids = sql.join(
    taskIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const rows = await tx.execute<Row>(facts(sql`t.id in (${ids})`));
  return new Map(rows.map((row) => [row.id, shown(row)]));
}

/** The state of the money of runs, by process: that of the last task which approved money or still waits. */
export async function moneyOfRuns(tx: Transaction, processIds: readonly string[]): Promise<Map<string, ShownMoney>> {
  if (processIds.length === 0) return new Map();
  const ids = sql.join(
    processIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const last = await tx.execute<{ id: string; process_id: string }>(sql`
    select distinct on (process_id) id, process_id from review_tasks where process_id in (${ids})
    order by process_id, created_at desc, id desc`);
  const states = await moneyOfTasks(
    tx,
    last.map((row) => row.id),
  );
  return new Map(
    last.flatMap((row) => (states.has(row.id) ? [[row.process_id, states.get(row.id) as ShownMoney]] : [])),
  );
}
