import { sql } from 'drizzle-orm';
import type { RunFacts } from '../slice.ts';

/** A dispute's run: what was paid back, else what is proposed, else what the customer disputes. */
export const runFacts = [
  {
    kind: 'dispute',
    from: sql`workflow_states w where w.process_id = processes.id`,
    step: sql`w.current_step`,
    since: sql`w.updated_at`,
    outcome: sql`case when w.completed_at is not null then w.final_resolution ->> 'outcome' end`,
    failed: sql`w.completed_at is not null and w.status = 'failed'`,
    code: sql`coalesce(w.money_problem ->> 'code', w.final_resolution ->> 'error_code')`,
    amountMinor: sql`coalesce(w.final_resolution ->> 'refund_amount_minor',
      case when w.completed_at is null then nullif(w.resolution_proposal #>> '{resolution,amountMinor}', '0') end,
      w.crm_data #>> '{dispute,amountMinor}')`,
    currency: sql`coalesce(w.final_resolution ->> 'refund_currency', w.crm_data #>> '{dispute,currency}')`,
    detail: sql`w.final_resolution`,
  },
  {
    kind: 'policy',
    from: sql`policy_documents c where c.id = case when processes.kind = 'policy' then processes.subject::uuid end`,
    step: sql`c.status`,
    since: sql`processes.created_at`,
    outcome: sql`case when processes.status = 'closed' then c.status end`,
    failed: sql`c.status in ('unreadable', 'failed')`,
  },
] as const satisfies readonly RunFacts[];
