import { sql } from 'drizzle-orm';
import type { RunFacts } from '../slice.ts';

/** A run that delivers has failed where a message reached nobody over any channel. */
export const runFacts = [
  {
    kind: 'notification',
    from: sql`(select min(n.created_at) as begun, max(n.last_error) filter (where n.status <> 'sent') as error,
      bool_or(n.status = 'undeliverable' or (n.status = 'failed' and n.fallback is null)) as lost
      from notifications n where processes.kind = 'notification' and (n.process_id = processes.id
        or (n.process_id is null and n.batch_id = case when processes.kind = 'notification' and processes.subject ~ '^[0-9a-f-]{36}$' then processes.subject::uuid end))
      having count(*) > 0) m where true`,
    step: sql`'queued'`,
    since: sql`m.begun`,
    outcome: sql`case when processes.status = 'closed' then case when m.lost then 'undelivered' else 'sent' end end`,
    failed: sql`m.lost and processes.status = 'closed'`,
    code: sql`m.error`,
  },
] as const satisfies readonly RunFacts[];
