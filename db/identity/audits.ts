import type { AuditQuery } from '../slice.ts';

/** What must never be true of who may do what, and of whose a vendor's object is. */
export const RIGHTS_AUDITS: AuditQuery[] = [
  {
    name: 'a change of power was approved by whoever asked for it, by whoever gains by it, or by no person',
    sql: `select id from power_changes where state = 'approved' and (decided_by_user = requested_by_user
      or decided_by_user = subject_user_id or coalesce(decided_by, '') like 'key:%' or decided_by is null)`,
  },
  {
    name: 'what a vendor holds was paid back by two tenants',
    sql: `select exposure_key from money_commands where exposure_key is not null
      group by exposure_key having count(distinct tenant_id) > 1`,
  },
  {
    name: 'somebody decided about what they had asked for themselves',
    sql: `select d.id from review_decisions d join review_tasks t on t.tenant_id = d.tenant_id and t.id = d.task_id
      where d.actor = t.requested_by and d.actor not in ('temporal-operator')`,
  },
  {
    name: 'somebody decided about their own dispute',
    sql: `select d.id from review_decisions d join review_tasks t on t.tenant_id = d.tenant_id and t.id = d.task_id
      join workflow_states w on w.tenant_id = t.tenant_id and w.process_id = t.process_id
      join users u on u.tenant_id = w.tenant_id and u.address = 'proved'
        and u.email = lower(w.crm_data #>> '{dispute,contactEmail}')
      where user_behind(d.actor) = u.id`,
  },
  {
    name: 'one person alone let money move again',
    sql: `select id from money_stops s where ended_at > (select min(created_at) from power_changes where kind = 'money_stop')
      and not exists (select 1 from power_changes c where c.kind = 'money_stop' and c.state = 'approved' and c.decided_at = s.ended_at)`,
  },
  {
    name: 'a key made a key',
    sql: "select sequence from events where type = 'api_key_created' and actor like 'key:%'",
  },
];
