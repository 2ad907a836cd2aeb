import { sql } from 'drizzle-orm';
import type { RunFacts } from '../slice.ts';

/** What the books and a vendor disagree about: one sum where all of it is in one currency. */
export const runFacts = [
  {
    kind: 'unexplained-money',
    from: sql`(select min(i.found_at) as found, bool_and(i.explained_at is not null) as explained,
      case when count(distinct i.currency) = 1 then sum(i.amount_minor) end as amount, min(i.currency) as currency
      from reconciliation_items i where i.process_id = processes.id having count(*) > 0) u where true`,
    step: sql`'open'`,
    since: sql`u.found`,
    outcome: sql`case when processes.status = 'closed' then case when u.explained then 'explained' else 'open' end end`,
    failed: sql`false`,
    amountMinor: sql`u.amount`,
    currency: sql`u.currency`,
  },
] as const satisfies readonly RunFacts[];
