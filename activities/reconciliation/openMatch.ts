import { appendEvent } from '../../books/events.ts';
import { decideByRules } from '../../books/reconciliation/decideByRules.ts';
import { lockMatch, type MatchRow } from '../../books/reconciliation/moveMatch.ts';
import { openTask } from '../../books/reviews/openTask.ts';
import type { Transaction } from '../../db/database.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { isAbove } from '../../domain/reviews/limits.ts';
import type {
  InvoiceMatchActivities,
  InvoiceMatchInput,
  MatchStep,
} from '../../workflows/reconciliation/matching/contract.ts';
import { matchCard } from './matchCard.ts';
import type { MatchDeps } from './matchDeps.ts';
import { approvalOf } from './reviewKinds.ts';

const DAY_MS = 24 * 3_600_000;
const TIMINGS = { remindMs: 3 * DAY_MS, escalateMs: 7 * DAY_MS, expireMs: 30 * DAY_MS };

/** Whether the rules decide: nothing speaks against it, and it is within what one reviewer may decide. */
async function rulesDecide(tx: Transaction, match: MatchRow): Promise<boolean> {
  if (match.notAuto.length > 0) return false;
  const [settings] = await tx.select().from(tenantSettings);
  if (settings?.reviewerLimitMinor == null) return true;
  const limit = { amountMinor: settings.reviewerLimitMinor, currency: settings.limitCurrency };
  return !isAbove({ amountMinor: match.amountMinor, currency: match.currency }, limit);
}

async function open(tx: Transaction, { cipher }: MatchDeps, input: InvoiceMatchInput): Promise<MatchStep> {
  const match = await lockMatch(tx, input.matchId);
  if (match?.state !== 'proposed') return { kind: 'ended' };
  const { named, shown } = await matchCard(tx, cipher, match);
  const approval = await approvalOf(tx, match);
  const { opened, created } = await openTask(tx, {
    ...input,
    kind: 'invoice_match',
    gate: 'match',
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
    if (decisionId) return { kind: 'decided', decisionId, pays: approval.amountMinor !== null };
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
