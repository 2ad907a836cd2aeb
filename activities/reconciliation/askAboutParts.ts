import { and, eq } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { lockMatch } from '../../books/reconciliation/moveMatch.ts';
import { openTask } from '../../books/reviews/openTask.ts';
import type { Transaction } from '../../db/database.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { factsOfMatch } from '../../db/reconciliation/matchFacts.ts';
import { reasonInWords } from '../../domain/money/reasons.ts';
import { nameMatchInPart } from '../../domain/reconciliation/matchNaming.ts';
import type { InvoiceMatchActivities } from '../../workflows/reconciliation/matching/contract.ts';
import type { MatchDeps } from './matchDeps.ts';

/** Payees of a run whose payment WHMCS has. */
async function recordedPayees(tx: Transaction, processId: string): Promise<Set<string>> {
  const rows = await tx
    .select({ payee: moneyCommands.payee })
    .from(moneyCommands)
    .where(
      and(
        eq(moneyCommands.processId, processId),
        eq(moneyCommands.leg, 'invoice_payment'),
        eq(moneyCommands.state, 'applied'),
      ),
    );
  return new Set(rows.map(({ payee }) => payee));
}

export const askAboutParts =
  ({ db, cipher }: MatchDeps): InvoiceMatchActivities['askAboutParts'] =>
  ({ tenantId, processId, matchId, code, round }) =>
    db.withTenant(tenantId, async (tx) => {
      const match = await lockMatch(tx, matchId);
      const recorded = await recordedPayees(tx, processId);
      if (match?.state !== 'approved' || recorded.size === 0) return null;
      const { payments, invoices } = await factsOfMatch(tx, cipher, matchId);
      const shown = invoices.map((one) => ({ payee: `invoice:${one.id}`, amount_minor: one.counted_minor, ...one }));
      const rest = shown.filter(({ payee }) => !recorded.has(payee));
      const restMinor = rest.reduce((sum, { amount_minor }) => sum + amount_minor, 0);
      const [only] = rest;
      const { opened, created } = await openTask(tx, {
        tenantId,
        processId,
        kind: 'match_in_part',
        gate: `parts/${round}`,
        subject: matchId,
        named: nameMatchInPart({ restMinor, currency: match.currency, rest, payer: payments[0]?.payer ?? null }),
        reason: code,
        shown: {
          reason: reasonInWords(code),
          payments: rest,
          recorded: shown.filter(({ payee }) => recorded.has(payee)),
          received: payments,
          currency: match.currency,
        },
        payee: rest.length === 1 && only ? only.payee : null,
        currency: match.currency,
        maximumMinor: restMinor,
        atRiskMinor: restMinor,
        confidence: null,
        hasProposal: true,
        timings: null,
      });
      if (created)
        await appendEvent(tx, {
          type: 'review_task_opened',
          actor: 'workflow',
          subject: `match:${matchId}`,
          data: { taskId: opened.taskId, kind: 'match_in_part' },
        });
      return opened;
    });
