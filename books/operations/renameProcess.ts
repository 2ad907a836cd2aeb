import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import type { Named } from '../../domain/naming.ts';

/** Gives a run the name that its area knows by now. A name never enters the engine: it may be a person's. */
export async function renameProcess(
  tx: Transaction,
  processId: string,
  { title, subtitle }: Pick<Named, 'title' | 'subtitle'>,
): Promise<void> {
  await tx.update(processes).set({ title, subtitle }).where(eq(processes.id, processId));
}
