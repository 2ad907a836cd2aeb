import { openTask } from '../../books/reviews/openTask.ts';
import type { Database } from '../../db/database.ts';
import type { ReconcileActivities } from '../../workflows/money/contract.ts';
import { alarmCard } from './alarmCard.ts';

export const openUnexplained =
  (db: Database): ReconcileActivities['openUnexplained'] =>
  (input) =>
    db.withTenant(input.tenantId, async (tx) => {
      const { subject, named, problem, currency, atRiskMinor, shown } = await alarmCard(tx, input);
      const { opened } = await openTask(tx, {
        ...input,
        kind: 'money_unknown',
        gate: 'unexplained',
        subject,
        named,
        reason: problem,
        shown,
        payee: null,
        currency,
        maximumMinor: null,
        atRiskMinor,
        confidence: null,
        hasProposal: false,
        timings: null,
      });
      return opened;
    });
