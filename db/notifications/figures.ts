import { type SQL, sql } from 'drizzle-orm';
import type { FigureEntry, Within } from '../slice.ts';

export const figures = {
  messages_sent: { kind: 'count', metric: { name: 'messages_sent', help: 'Messages delivered' } },
  messages_undeliverable: {
    kind: 'count',
    metric: { name: 'messages_undeliverable', help: 'Messages that no channel could deliver' },
  },
  /** Queued for more than 15 minutes: their run stands still. */
  messages_waiting: { kind: 'count' },
} as const satisfies Record<string, FigureEntry>;

export const figureQuery = (within: Within): SQL => sql`
  select count(*) filter (where status in ('sent', 'logged')) as messages_sent,
          count(*) filter (where status = 'undeliverable') as messages_undeliverable,
          count(*) filter (where status = 'queued' and created_at < now() - interval '15 minutes') as messages_waiting
        from notifications where ${within('created_at')}`;
