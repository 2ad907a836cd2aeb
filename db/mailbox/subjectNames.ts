import { sql } from 'drizzle-orm';
import { nameMailbox } from '../../domain/mailbox/naming.ts';
import type { SubjectNames } from '../slice.ts';

/** How people call what its events are about. */
export const subjectNames = {
  mailbox: {
    ids: 'uuid',
    rows: (ids) => sql`
      select g.id, g.purpose, u.display_name as owner from gmail_connections g left join users u on u.id = g.user_id
      where g.id in ${ids}`,
    name: ({ purpose, owner }) => ({
      name: nameMailbox({ purpose: String(purpose), owner: owner === null ? null : String(owner) }),
      person: owner === null ? null : String(owner),
    }),
  },
} satisfies Record<string, SubjectNames>;
