import { and, desc, eq, like } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { processes } from './operations/schema.ts';

export type ProcessRow = typeof processes.$inferSelect;

/** The newest run of a subject, and the number the next one has; keys read `{subject}/{number}`. */
export async function runsOf(
  tx: Transaction,
  kind: string,
  subject: string,
): Promise<{ last: ProcessRow | undefined; next: number }> {
  const [last] = await tx
    .select()
    .from(processes)
    .where(and(eq(processes.kind, kind), like(processes.key, `${subject}/%`)))
    .orderBy(desc(processes.createdAt))
    .limit(1);
  return { last, next: last ? Number(last.key.split('/').at(-1)) + 1 : 1 };
}
