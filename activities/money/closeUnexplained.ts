import { explainMoney } from '../../books/money/explainMoney.ts';
import type { Database } from '../../db/database.ts';
import type { ReconcileActivities } from '../../workflows/money/contract.ts';

export const closeUnexplained =
  (db: Database): ReconcileActivities['closeUnexplained'] =>
  (input) =>
    db.withTenant(input.tenantId, (tx) => explainMoney(tx, input));
