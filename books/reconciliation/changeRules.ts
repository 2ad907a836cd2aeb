import { desc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { matchingRuleSets } from '../../db/reconciliation/matchSchema.ts';
import { type RuleSet, rulesNow } from '../../db/reconciliation/ruleSets.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { type MatchRules, matchRulesSchema } from '../../domain/matching/invoices/schema.ts';
import { RULES_SUBJECT, rulesSentence, rulesVersion, widensRules } from '../../domain/reconciliation/ruleSets.ts';
import { approval, type By } from '../by.ts';
import { appendEvent } from '../events.ts';
import { type PowerChange, requestPowerChange } from '../identity/requestPowerChange.ts';
import { startReconciliation } from './startReconciliation.ts';

/** Rules without the name that they are stored under. */
export type RuleBody = Omit<MatchRules, 'version'>;
type Asker = By & { tenantId: string; userId: string };

/** One change of a tenant's rules after the other. */
export const lockRules = (tx: Transaction, tenantId: string): Promise<unknown> =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${RULES_SUBJECT}:${tenantId}`}, 0))`);

/**
 * Writes rules as the next version, which holds from the next run; one begins. A version is never changed. `by.approvedBy`: the
 * second person, where it lets the machine approve more.
 */
export async function writeRules(tx: Transaction, tenantId: string, body: RuleBody, by: By): Promise<RuleSet> {
  const [last] = await tx.select().from(matchingRuleSets).orderBy(desc(matchingRuleSets.version)).limit(1);
  const version = (last?.version ?? 0) + 1;
  await tx.update(matchingRuleSets).set({ active: false }).where(eq(matchingRuleSets.active, true));
  const [row] = await tx
    .insert(matchingRuleSets)
    .values({
      tenantId,
      version,
      rules: matchRulesSchema.parse({ ...body, version: rulesVersion(version) }),
      active: true,
      madeBy: by.actor,
      approvedBy: by.approvedBy ?? null,
    })
    .returning();
  if (!row) throw new Error('rules not written');
  await startReconciliation(tx, { tenantId, startedBy: by.actor, causeId: row.id });
  await appendEvent(tx, {
    type: 'matching_rules_changed',
    actor: by.actor,
    subject: RULES_SUBJECT,
    data: { version, ...approval(by) },
    requestId: by.requestId,
  });
  return row;
}

/**
 * Changes the rules from a version that was read, 0 for the shipped ones. Rules that let the machine approve more wait for a second
 * person. Throws PRECONDITION_FAILED when others hold by now.
 */
export async function changeRules(
  tx: Transaction,
  { from, body }: { from: number; body: RuleBody },
  by: Asker,
): Promise<{ row: RuleSet } | { waits: PowerChange }> {
  await lockRules(tx, by.tenantId);
  const now = await rulesNow(tx);
  if (now.version !== from) throw new CodedError('PRECONDITION_FAILED', 'The rules were changed since they were read');
  const after: MatchRules = { ...body, version: now.rules.version };
  if (!widensRules(now.rules, after)) return { row: await writeRules(tx, by.tenantId, body, by) };
  const waits = await requestPowerChange(tx, {
    tenantId: by.tenantId,
    kind: 'matching_rules',
    subject: RULES_SUBJECT,
    subjectUserId: null,
    before: { version: now.version, rules: now.rules },
    after: { ...after },
    summary: rulesSentence(after),
    principal: { actor: by.actor, userId: by.userId },
    requestId: by.requestId,
  });
  return { waits };
}
