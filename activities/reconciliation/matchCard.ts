import type { MatchRow } from '../../books/reconciliation/moveMatch.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { alternativesOf } from '../../db/reconciliation/alternatives.ts';
import { factsOfMatch, invoiceFacts, paymentFacts } from '../../db/reconciliation/matchFacts.ts';
import { nameMatch } from '../../domain/reconciliation/matchNaming.ts';
import {
  evidenceWords,
  KIND_WORDS,
  notAutoText,
  scorerWords,
  stepsOnMatch,
} from '../../domain/reconciliation/matchWords.ts';

/** The next best that was not chosen, as people read it. */
async function runnerUpCard(tx: Transaction, cipher: FieldCipher, { explanation: { runnerUp } }: MatchRow) {
  if (!runnerUp) return null;
  const [[payment], [invoice]] = [
    await paymentFacts(tx, cipher, [runnerUp.transactionId]),
    await invoiceFacts(tx, cipher, [runnerUp.invoiceId]),
  ];
  return { score: runnerUp.score, waterfall: runnerUp.waterfall, payment: payment ?? null, invoice: invoice ?? null };
}

/** What a reviewer is shown of a match, and how people call it. */
export async function matchCard(tx: Transaction, cipher: FieldCipher, match: MatchRow) {
  const { payments, invoices } = await factsOfMatch(tx, cipher, match.id);
  const { rules, model, unit, waterfall, total } = match.explanation;
  const named = nameMatch({
    ...match,
    payments: payments.map((one) => ({ ...one, paidMinor: one.amount_minor, bookedOn: one.paid_on })),
    invoices: invoices.map((one) => ({ ...one, client: one.client ?? '', balanceMinor: one.balance_minor })),
  });
  return {
    named,
    shown: {
      match: {
        match_id: match.id,
        side: match.side,
        kind: match.kind,
        kind_words: KIND_WORDS[match.kind],
        amount_minor: match.amountMinor,
        currency: match.currency,
        paid_minor: match.paidMinor,
        paid_currency: match.paidCurrency,
        // Of all its invoices together: what came in is compared with it.
        left_minor: invoices.reduce((sum, one) => sum + one.balance_minor, 0),
        score: match.score,
        rules,
        model,
        unit,
        total,
        waterfall,
        speaks: evidenceWords(waterfall),
        scored_by: scorerWords(match.explanation),
        alternatives: await invoiceFacts(tx, cipher, await alternativesOf(tx, match)),
        runner_up: await runnerUpCard(tx, cipher, match),
        asked_because: match.notAuto.map((code) => ({ reason: notAutoText(code) })),
      },
      payment: payments[0] ?? null,
      received: payments,
      invoice: invoices[0] ?? null,
      // What is recorded, as its money calls are compared with it.
      payments: invoices.map((one) => ({ payee: `invoice:${one.id}`, amount_minor: one.counted_minor, ...one })),
      on_approve: stepsOnMatch(match.kind, invoices, invoices[0]?.instance ?? 'WHMCS'),
    },
  };
}
