import { sql } from 'drizzle-orm';
import { nameProblem } from '../../domain/money/naming.ts';
import type { SubjectNames } from '../slice.ts';

/** How people call what its events are about. */
export const subjectNames = {
  reconciliation: {
    ids: 'uuid',
    rows: (ids) => sql`
      select i.id, i.vendor, i.problem, i.amount_minor, i.currency,
        greatest(1, (select count(*) from reconciliation_items o where o.process_id = i.process_id)) as count
      from reconciliation_items i where i.id in ${ids}`,
    name: ({ vendor, problem, amount_minor: minor, currency, count }) => ({
      name: nameProblem({
        vendor: String(vendor),
        problem: String(problem),
        amountMinor: minor === null ? null : Number(minor),
        currency: currency === null ? null : String(currency),
        count: Number(count),
      }),
      person: null,
    }),
  },
  'money-stop': {
    says: (reach) => ({ name: reach === 'all' ? 'every organisation' : 'this organisation', person: null }),
  },
} satisfies Record<string, SubjectNames>;
