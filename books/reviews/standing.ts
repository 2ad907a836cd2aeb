import { and, eq, lte } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { type RightsOfNow, rightsOfNow } from '../../db/identity/rightsOfNow.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { processes } from '../../db/operations/schema.ts';
import type { Judged } from './kind.ts';

/** Who decides and under which rules, as the books stand now. */
export interface Standing {
  settings: typeof tenantSettings.$inferSelect | null;
  /** null for an operator of the engine, and where no account stands behind the actor. */
  decider: RightsOfNow | null;
  /** Who started the runs of the same subject up to this one: a case that is run again stays the case of who brought it. */
  starters: string[];
}

/** Reads it in one round trip beside what the area reads. */
export async function standingOf(tx: Transaction, { request, process }: Judged): Promise<Standing> {
  const { kind, subject, run } = process;
  const [[settings], decider, starters] = await Promise.all([
    tx.select().from(tenantSettings),
    rightsOfNow(tx, request.actor),
    tx
      .selectDistinct({ startedBy: processes.startedBy })
      .from(processes)
      .where(and(eq(processes.kind, kind), eq(processes.subject, subject), lte(processes.run, run))),
  ]);
  return { settings: settings ?? null, decider, starters: starters.map((row) => row.startedBy) };
}
