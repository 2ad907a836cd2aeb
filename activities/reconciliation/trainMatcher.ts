import { keepTraining } from '../../books/reconciliation/keepModel.ts';
import { decidedPairs } from '../../db/reconciliation/decidedPairs.ts';
import { modelNow } from '../../db/reconciliation/models.ts';
import { openInvoices, openPayments } from '../../db/reconciliation/openItems.ts';
import { rulesNow } from '../../db/reconciliation/ruleSets.ts';
import { runApart } from '../../providers/matching/runApart.ts';
import type { ReconciliationActivities } from '../../workflows/reconciliation/matching/contract.ts';
import type { MatchDeps } from './matchDeps.ts';

/** Fits a model to what a tenant has, compares it with what scores now, and keeps it; it is in use only where the gate lets it. */
export const trainMatcher =
  ({ db, cipher }: MatchDeps): ReconciliationActivities['trainMatcher'] =>
  async ({ tenantId, training }) => {
    const { from, ...input } = await db.withTenant(tenantId, async (tx) => {
      const now = await modelNow(tx);
      return {
        from: now.version,
        current: now.model,
        transactions: await openPayments(tx, cipher),
        invoices: await openInvoices(tx, cipher),
        decided: await decidedPairs(tx, cipher),
        rules: (await rulesNow(tx)).rules,
      };
    });
    const asOf = new Date().toISOString().slice(0, 10);
    const outcome = await runApart('trainAndJudge', { ...input, name: 'learned', asOf });
    const row = await db.withTenant(tenantId, (tx) => keepTraining(tx, { tenantId, training, from, outcome }));
    return { trained: row ? 1 : 0, promoted: row?.used ? 1 : 0 };
  };
