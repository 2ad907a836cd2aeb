import { sql } from 'drizzle-orm';
import type { RunFacts } from '../slice.ts';

export const runFacts = [
  {
    kind: 'bulk-decision',
    from: sql`bulk_decisions k where k.id = case when processes.kind = 'bulk-decision' then processes.subject::uuid end`,
    step: sql`k.status`,
    since: sql`coalesce(k.started_at, k.created_at)`,
    outcome: sql`case when k.ended_at is not null then k.status end`,
    failed: sql`false`,
  },
] as const satisfies readonly RunFacts[];
