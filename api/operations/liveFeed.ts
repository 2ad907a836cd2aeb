import { z } from 'zod';
import type { Database } from '../../db/database.ts';

export const LIVE_TOPICS = ['reviews', 'disputes', 'runs', 'bulk', 'bookings', 'payments', 'money', 'rights'] as const;
export type LiveTopic = (typeof LIVE_TOPICS)[number];

/** Without a tenant it concerns all of them. */
const noticeSchema = z.object({
  tenant: z.string().nullable(),
  topic: z.enum(LIVE_TOPICS),
  id: z.string(),
  state: z.string(),
});
type LiveNotice = z.infer<typeof noticeSchema>;

/** What a reader is sent: a change, or that changes may have been missed and everything should be read again. */
type Listener = (notice: LiveNotice | 'resync') => void;

export interface LiveFeed {
  subscribe(tenantId: string, listener: Listener): () => void;
  end(): Promise<void>;
}

/** One database connection is notified of every committed change and tells the readers of its tenant. */
export async function createLiveFeed(db: Database): Promise<LiveFeed> {
  const listeners = new Map<string, Set<Listener>>();
  const unlisten = await db.listen('live', (payload) => {
    if (payload === '') {
      for (const own of listeners.values()) for (const listener of own) listener('resync');
      return;
    }
    const notice = noticeSchema.safeParse(JSON.parse(payload));
    if (!notice.success) return;
    const { tenant } = notice.data;
    const concerned = tenant === null ? [...listeners.values()] : [listeners.get(tenant) ?? []];
    for (const own of concerned) for (const listener of own) listener(notice.data);
  });
  return {
    subscribe(tenantId, listener) {
      const own = listeners.get(tenantId) ?? new Set();
      listeners.set(tenantId, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0) listeners.delete(tenantId);
      };
    },
    end: unlisten,
  };
}
