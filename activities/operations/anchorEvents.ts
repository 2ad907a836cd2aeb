import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { eventHeads } from '../../db/operations/schema.ts';
import type { OperationsActivities } from '../../workflows/operations/contract.ts';

/** Keeps heads of event chains where the database's owner can't rewrite them: in a folder that in production is on other storage. */
export const anchorEvents =
  ({ db, anchorDirectory }: { db: Database; anchorDirectory: string }): OperationsActivities['anchorEvents'] =>
  async ({ tenantId }) => {
    const [head] = await db.withTenant(tenantId, (tx) =>
      tx.select().from(eventHeads).where(eq(eventHeads.tenantId, tenantId)),
    );
    if (!head) return;
    await mkdir(anchorDirectory, { recursive: true });
    const line = JSON.stringify({ tenantId, sequence: head.sequence, hash: head.hash, at: new Date().toISOString() });
    await appendFile(join(anchorDirectory, `${tenantId}.jsonl`), `${line}\n`);
  };
