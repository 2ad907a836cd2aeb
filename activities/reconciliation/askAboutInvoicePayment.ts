import { eq } from 'drizzle-orm';
import { tellOfUnclearMoney } from '../../books/money/tellOfUnclearMoney.ts';
import { openTask } from '../../books/reviews/openTask.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { type InvoiceFacts, invoiceFacts } from '../../db/reconciliation/matchFacts.ts';
import { takesBack } from '../../domain/ledger/postings.ts';
import { nameUnclearPayment } from '../../domain/reconciliation/matchNaming.ts';
import type { InvoiceMatchActivities } from '../../workflows/reconciliation/matching/contract.ts';
import type { MatchDeps } from './matchDeps.ts';

type Command = typeof moneyCommands.$inferSelect;

/** What is shown of a payment of which nobody knows whether WHMCS has it. */
const shownOf = (command: Command, invoice: InvoiceFacts | undefined, round: number) => ({
  command_id: command.id,
  vendor: command.vendor,
  leg: command.leg,
  amount_minor: command.amountMinor,
  currency: command.currency,
  invoice: invoice?.number ?? null,
  client: invoice?.client ?? null,
  instance: invoice?.instance ?? null,
  business_key: (command.parameters as { transactionId?: string }).transactionId ?? null,
  first_attempt_at: command.firstAttemptAt?.toISOString() ?? null,
  round,
  question:
    'Does WHMCS list this payment among the transactions of the invoice? Answer found with the id that WHMCS gives it, or absent.',
});

export const askAboutInvoicePayment =
  ({
    db,
    cipher,
    approverEmails,
  }: MatchDeps & { approverEmails: string[] }): InvoiceMatchActivities['askAboutInvoicePayment'] =>
  (input) =>
    db.withTenant(input.tenantId, async (tx) => {
      const [command] = await tx.select().from(moneyCommands).where(eq(moneyCommands.id, input.commandId));
      if (!command) throw new Error(`no money command ${input.commandId}`);
      const [invoice] = await invoiceFacts(tx, cipher, [command.payee.slice('invoice:'.length)]);
      const { amountMinor, currency } = command;
      const { opened, created } = await openTask(tx, {
        ...input,
        kind: 'money_unknown',
        gate: `money/${command.id}/${input.round}`,
        subject: `invoice ${invoice?.number ?? ''}`.trim(),
        named: nameUnclearPayment({
          amountMinor,
          currency,
          invoice: invoice ?? null,
          takenBack: takesBack(command.leg),
        }),
        reason: 'money_outcome_unknown',
        shown: shownOf(command, invoice, input.round),
        payee: command.payee,
        currency,
        maximumMinor: null,
        atRiskMinor: amountMinor,
        confidence: null,
        hasProposal: false,
        timings: null,
      });
      if (created)
        await tellOfUnclearMoney(tx, input, {
          taskId: opened.taskId,
          subject: `invoice ${invoice?.number ?? ''}`.trim(),
          configured: approverEmails,
          template: 'payment_unknown',
        });
      return opened;
    });
