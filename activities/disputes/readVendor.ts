import type Stripe from 'stripe';
import { keepRecord, type RecordColumn } from '../../books/disputes/keepRecord.ts';
import { moveRun } from '../../books/disputes/moveRun.ts';
import type { Database } from '../../db/database.ts';
import { isReopened, loadRun } from '../../db/disputes/runs.ts';
import type { RecordProblem } from '../../domain/recordProblem.ts';
import { InvalidRecordError } from '../../providers/invalidRecord.ts';
import type { CrmReader } from '../../providers/salesforce/client.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { BillingClient } from '../../providers/zuora/client.ts';
import type { Wanted } from '../../workflows/disputes/contract.ts';

export interface CollectDeps {
  db: Database;
  crm: (tenantId: string) => Promise<CrmReader & OfAccount>;
  billing: (tenantId: string) => Promise<BillingClient & OfAccount>;
  stripe: (tenantId: string) => Promise<{ client: Stripe; mock: boolean } & OfAccount>;
}

/** Which account of the tenant a client opens; nothing where it is the installation's. */
interface OfAccount {
  account?: string | null;
}

const gone = (record: string): RecordProblem => ({
  record,
  field: 'record',
  rule: 'gone',
  reason: 'it is no longer there',
});
/** What a run says that goes on with a refund which came back, where a record has gone since. */
const GONE = { crmData: gone('CRM case'), billingData: gone('billing account'), paymentData: gone('Stripe customer') };

/** Reads one vendor unless the run has its record, and keeps facts, or why the record can't be used: the validator names it. */
export async function readVendor(
  db: Database,
  wanted: Wanted,
  { column, mock, account = null }: { column: RecordColumn; mock: boolean } & OfAccount,
  read: () => Promise<object>,
): Promise<void> {
  const { tenantId, processId } = wanted;
  const { present, reopened } = await db.withTenant(tenantId, async (tx) => {
    const run = await loadRun(tx, processId);
    if (mock && !run.mock) await moveRun(tx, processId, 'fetching_data', { mock });
    return { present: !wanted.refresh && run[column] !== null, reopened: await isReopened(tx, processId) };
  });
  if (present) return;
  const facts = await read().catch((error: unknown) => {
    if (error instanceof InvalidRecordError) return { invalid: error.problem, mock };
    if (reopened && error instanceof VendorError && error.type.endsWith('_NOT_FOUND'))
      return { invalid: GONE[column], mock };
    throw error;
  });
  await db.withTenant(tenantId, (tx) => keepRecord(tx, wanted, column, { ...facts, account }));
}
