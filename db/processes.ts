import { and, desc, eq } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { processes } from './operations/schema.ts';

export type ProcessRow = typeof processes.$inferSelect;

/** The newest run about a subject, and the number that the next one has. */
export async function runsOf(
  tx: Transaction,
  kind: string,
  subject: string,
): Promise<{ last: ProcessRow | undefined; next: number }> {
  const [last] = await tx
    .select()
    .from(processes)
    .where(and(eq(processes.kind, kind), eq(processes.subject, subject)))
    .orderBy(desc(processes.run))
    .limit(1);
  return { last, next: last ? last.run + 1 : 1 };
}
