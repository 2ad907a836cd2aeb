import { eq } from 'drizzle-orm';
import { moveRun } from '../../books/disputes/moveRun.ts';
import { tellOfUnclearMoney } from '../../books/money/tellOfUnclearMoney.ts';
import { openTask } from '../../books/reviews/openTask.ts';
import type { Database } from '../../db/database.ts';
import { loadRun } from '../../db/disputes/runs.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import type { DisputeActivities } from '../../workflows/disputes/contract.ts';
import { moneyQuestion } from './moneyQuestion.ts';

export const askAboutMoney =
  ({ db, approverEmails }: { db: Database; approverEmails: string[] }): DisputeActivities['core']['askAboutMoney'] =>
  (input) =>
    db.withTenant(input.tenantId, async (tx) => {
      const run = await loadRun(tx, input.processId);
      const [command] = await tx.select().from(moneyCommands).where(eq(moneyCommands.id, input.commandId));
      if (!command) throw new Error(`no money command ${input.commandId}`);
      const { opened, created } = await openTask(tx, {
        ...input,
        ...moneyQuestion(run, command, input.round),
        kind: 'money_unknown',
        subject: run.caseId,
        payee: command.payee,
        currency: command.currency,
        maximumMinor: null,
        atRiskMinor: command.amountMinor,
        confidence: null,
        hasProposal: false,
        timings: null,
      });
      await moveRun(tx, input.processId, 'awaiting_money_outcome');
      if (created)
        await tellOfUnclearMoney(tx, input, {
          taskId: opened.taskId,
          subject: `case ${run.caseId}`,
          configured: approverEmails,
        });
      return opened;
    });
