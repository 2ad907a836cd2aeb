import { and, eq } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { decideByRules } from '../../books/reconciliation/decideByRules.ts';
import { lockMatch, type MatchRow } from '../../books/reconciliation/moveMatch.ts';
import { openTask } from '../../books/reviews/openTask.ts';
import type { Transaction } from '../../db/database.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { invoiceMatches } from '../../db/reconciliation/matchSchema.ts';
import { instanceBounds } from '../../db/reconciliation/openItems.ts';
import { rulesNow } from '../../db/reconciliation/ruleSets.ts';
import { reviewDecisions, reviewTasks } from '../../db/reviews/schema.ts';
import { instanceAgainst } from '../../domain/reconciliation/planMatches.ts';
import { isAbove } from '../../domain/reviews/limits.ts';
import type {
  InvoiceMatchActivities,
  InvoiceMatchInput,
  MatchStep,
} from '../../workflows/reconciliation/matching/contract.ts';
import { matchCard } from './matchCard.ts';
import type { MatchDeps } from './matchDeps.ts';
import { approvalOf } from './reviewKinds.ts';

/** The question about a match, among those of its run. */
const GATE = 'match';
const DAY_MS = 24 * 3_600_000;
const TIMINGS = { remindMs: 3 * DAY_MS, escalateMs: 7 * DAY_MS, expireMs: 30 * DAY_MS };

/**
 * Why a person decides: what was found when the match was proposed, and what was changed since. Many wait between the two when a
 * run has proposed much, and approval without a person ends for them at the moment when somebody ends it.
 */
async function againstRules(tx: Transaction, match: MatchRow): Promise<string[]> {
  if (match.notAuto.length > 0) return match.notAuto;
  const bounds = (await instanceBounds(tx)).get(match.instanceId);
  const { rules } = await rulesNow(tx);
  return [
    ...(rules.version === match.explanation.rules ? [] : ['rules_changed']),
    ...(bounds ? instanceAgainst(bounds, match.explanation.score, match.amountMinor) : ['instance_auto_is_off']),
  ];
}

/** Whether the rules decide: nothing speaks against it, and it is within what one reviewer may decide. */
async function rulesDecide(tx: Transaction, match: MatchRow): Promise<boolean> {
  if (match.notAuto.length > 0) return false;
  // What WHMCS refused once would be refused again and again.
  const same = and(eq(invoiceMatches.itemsKey, match.itemsKey), eq(invoiceMatches.state, 'refused'));
  if ((await tx.$count(invoiceMatches, same)) > 0) return false;
  const [settings] = await tx.select().from(tenantSettings);
  if (settings?.reviewerLimitMinor == null) return true;
  const limit = { amountMinor: settings.reviewerLimitMinor, currency: settings.limitCurrency };
  return !isAbove({ amountMinor: match.amountMinor, currency: match.currency }, limit);
}

/** The decision that was made about a match, by the rules or a person: a run that begins again goes on with it. */
async function decidedStep(tx: Transaction, { processId }: InvoiceMatchInput): Promise<MatchStep> {
  const [row] = await tx
    .select({ decision: reviewDecisions })
    .from(reviewDecisions)
    .innerJoin(reviewTasks, eq(reviewTasks.id, reviewDecisions.taskId))
    .where(and(eq(reviewTasks.processId, processId), eq(reviewTasks.gate, GATE)));
  if (!row) return { kind: 'ended' };
  return { kind: 'decided', decisionId: row.decision.id, approved: row.decision.decision === 'approved' };
}

async function open(tx: Transaction, { cipher }: MatchDeps, input: InvoiceMatchInput): Promise<MatchStep> {
  const found = await lockMatch(tx, input.matchId);
  if (found?.state !== 'proposed') return found ? decidedStep(tx, input) : { kind: 'ended' };
  const match = { ...found, notAuto: await againstRules(tx, found) };
  const { named, shown } = await matchCard(tx, cipher, match);
  const approval = await approvalOf(tx, match);
  const { opened, created } = await openTask(tx, {
    ...input,
    kind: 'invoice_match',
    gate: GATE,
    subject: match.id,
    named,
    reason: match.notAuto[0] ?? null,
    shown,
    payee: approval.payee,
    currency: match.currency,
    maximumMinor: approval.amountMinor,
    atRiskMinor: match.amountMinor || Math.abs(match.paidMinor),
    confidence: match.score / 100,
    hasProposal: true,
    timings: TIMINGS,
  });
  if (created) {
    const decisionId = (await rulesDecide(tx, match))
      ? await decideByRules(tx, { matchId: match.id, taskId: opened.taskId, approval })
      : null;
    if (decisionId) return { kind: 'decided', decisionId, approved: true };
    await appendEvent(tx, {
      type: 'review_task_opened',
      actor: 'workflow',
      subject: `match:${match.id}`,
      data: { taskId: opened.taskId, kind: 'invoice_match' },
    });
  }
  return { kind: 'review', task: opened };
}

export const openMatch =
  (deps: MatchDeps): InvoiceMatchActivities['openMatch'] =>
  (input) =>
    deps.db.withTenant(input.tenantId, (tx) => open(tx, deps, input));
