import { eq } from 'drizzle-orm';
import { DEFAULT_MATCH_RULES } from '../../domain/matching/invoices/defaultRules.ts';
import type { MatchRules } from '../../domain/matching/invoices/schema.ts';
import type { Transaction } from '../database.ts';
import { matchingRuleSets } from './matchSchema.ts';

export type RuleSet = typeof matchingRuleSets.$inferSelect;

/** The rules of a tenant as they hold now; version 0 are the shipped ones. */
export async function rulesNow(tx: Transaction): Promise<{ rules: MatchRules; version: number }> {
  const [active] = await tx.select().from(matchingRuleSets).where(eq(matchingRuleSets.active, true));
  return active ? { rules: active.rules, version: active.version } : { rules: DEFAULT_MATCH_RULES, version: 0 };
}
