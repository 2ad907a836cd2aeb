import { sql } from 'drizzle-orm';
import { nameBulk } from '../../domain/reviews/naming.ts';
import type { SubjectNames } from '../slice.ts';

/** How people call what its events are about. */
export const subjectNames = {
  bulk: {
    ids: 'uuid',
    rows: (ids) => sql`select id, decision, total from bulk_decisions where id in ${ids}`,
    name: ({ decision, total }) => ({
      name: nameBulk({ decision: String(decision), total: Number(total) }),
      person: null,
    }),
  },
} satisfies Record<string, SubjectNames>;
