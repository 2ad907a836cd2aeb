import { sql } from 'drizzle-orm';
import { toldBy } from '../../domain/notifications/mailTemplates.ts';
import type { SubjectNames } from '../slice.ts';

/** How people call what its events are about. */
export const subjectNames = {
  notification: {
    ids: 'uuid',
    rows: (ids) => sql`select id, template from notifications where id in ${ids}`,
    name: (row) => {
      const told = toldBy(String(row.template));
      return told ? { name: told, person: null } : null;
    },
  },
} satisfies Record<string, SubjectNames>;
