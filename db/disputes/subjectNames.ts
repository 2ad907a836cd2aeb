import { sql } from 'drizzle-orm';
import { oneLine } from '../../domain/words.ts';
import type { SubjectNames } from '../slice.ts';

/** How people call what its events are about. */
export const subjectNames = {
  policy: {
    ids: 'uuid',
    rows: (ids) => sql`select id, file_name from policy_documents where id in ${ids}`,
    name: (row) => ({ name: `the policy ${oneLine(String(row.file_name)) ?? 'without a name'}`, person: null }),
  },
} satisfies Record<string, SubjectNames>;
