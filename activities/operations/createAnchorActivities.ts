import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { eventHeads } from '../../db/operations/schema.ts';

export interface AnchorDeps {
  db: Database;
  /** Folder outside the database; in production on other storage. */
  directory: string;
}

/** Keeps heads of event chains where the database's owner can't rewrite them. */
export function createAnchorActivities({ db, directory }: AnchorDeps) {
  return {
    async anchorEvents({ tenantId }: { tenantId: string }): Promise<void> {
      const [head] = await db.withTenant(tenantId, (tx) =>
        tx.select().from(eventHeads).where(eq(eventHeads.tenantId, tenantId)),
      );
      if (!head) return;
      await mkdir(directory, { recursive: true });
      const line = JSON.stringify({ tenantId, sequence: head.sequence, hash: head.hash, at: new Date().toISOString() });
      await appendFile(join(directory, `${tenantId}.jsonl`), `${line}\n`);
    },
  };
}
