import { and, desc, eq, sql } from 'drizzle-orm';
import type { LearnedModel } from '../../domain/matching/learned/schema.ts';
import { firstRow, type Transaction } from '../database.ts';
import { matchingModels } from './modelSchema.ts';

export type ModelRow = typeof matchingModels.$inferSelect;

/** What scores payments of a tenant now; version 0 and null: the rules. */
export async function modelNow(tx: Transaction): Promise<{ version: number; model: LearnedModel | null }> {
  const [row] = await tx
    .select()
    .from(matchingModels)
    .where(eq(matchingModels.used, true))
    .orderBy(desc(matchingModels.version))
    .limit(1);
  return row ? { version: row.version, model: row.model } : { version: 0, model: null };
}

export async function modelOf(tx: Transaction, version: number): Promise<ModelRow | undefined> {
  const [row] = await tx
    .select()
    .from(matchingModels)
    .where(and(eq(matchingModels.version, version)));
  return row;
}

/** Whether the machine approves anything by itself: by the rules of the tenant, or by those of an instance. */
export async function approvesAlone(tx: Transaction): Promise<boolean> {
  const row = await firstRow<{ alone: boolean }>(tx, sql`select matching_approves_alone() as alone`);
  return row?.alone ?? true;
}
