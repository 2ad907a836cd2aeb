import type { Transaction } from '../database.ts';
import { tenantSettings } from '../identity/schema.ts';

export interface RehearsedSettings {
  /** Model budget of a day, nano-dollars. */
  dailyBudgetNano?: number;
  /** How long a review waits, shorter than a tenant may set it: nobody watches a rehearsal for a minute. null = as configured. */
  reviewExpireSeconds?: number | null;
}

/** Sets what a rehearsed case needs of its tenant, and returns what was set before. */
export async function rehearseSettings(tx: Transaction, wanted: RehearsedSettings): Promise<RehearsedSettings> {
  const [before] = await tx.select().from(tenantSettings).for('update');
  if (!before) throw new Error('the tenant has no settings');
  const { llmDailyBudgetNano, reviewExpireSeconds } = before;
  await tx.update(tenantSettings).set({
    llmDailyBudgetNano: wanted.dailyBudgetNano ?? llmDailyBudgetNano,
    reviewExpireSeconds: wanted.reviewExpireSeconds ?? null,
  });
  return { dailyBudgetNano: llmDailyBudgetNano, reviewExpireSeconds };
}
