import * as AREAS from '../activities/areas.ts';
import { noteVendorHealth } from '../books/operations/noteVendorHealth.ts';
import type { Database } from '../db/database.ts';
import { noteAccount } from '../db/vendors/accounts.ts';
import { mergeNamed } from '../domain/merge.ts';
import { ACCOUNT_VENDORS, VENDOR_CODES } from '../domain/vendors/accounts.ts';
import { InvalidRecordError } from '../providers/invalidRecord.ts';
import { VendorError } from '../providers/vendorError.ts';

/** Which vendor an activity speaks to, as the areas declare it. */
const VENDOR_OF: Readonly<Record<string, string>> = mergeNamed(AREAS, 'vendorOf');
/** A vendor that stays well is written this often at most. */
const OK_STEP_MS = 5_000;
const KEPT_TENANTS = 10_000;

/** A refusal of one credential: it says nothing about the vendor. */
const OF_ONE_ACCOUNT = /_(CREDENTIALS|PERMISSION)$/;

/**
 * Keeps the last word of each vendor for operators, and of each tenant's account for its admins; losing a write loses
 * nothing else.
 */
export function createVendorHealth(
  db: Database,
  vendorTenantId: string,
): (activityType: string, error: unknown, tenantId?: string) => void {
  const okUntil = new Map<string, number>();
  const write = (vendor: string, code: string | null) =>
    db.withPlatform('vendor health', (tx) => noteVendorHealth(tx, vendor, code)).catch(() => undefined);
  const writeAccount = (code: string, tenantId: string, problem: string | null) => {
    const vendor = ACCOUNT_VENDORS.find((one) => VENDOR_CODES[one] === code);
    if (vendor) void db.withTenant(tenantId, (tx) => noteAccount(tx, vendor, problem)).catch(() => undefined);
  };
  return (activityType, error, tenantId = vendorTenantId) => {
    const vendor = error instanceof VendorError ? error.vendor : VENDOR_OF[activityType];
    if (!vendor || (error !== null && !(error instanceof VendorError))) return;
    // A vendor that gave a bad record has answered.
    if (error instanceof VendorError && !(error instanceof InvalidRecordError)) {
      okUntil.delete(`${vendor}/${tenantId}`);
      writeAccount(vendor, tenantId, error.type);
      if (tenantId === vendorTenantId || !OF_ONE_ACCOUNT.test(error.type)) void write(vendor, error.type);
    } else if ((okUntil.get(`${vendor}/${tenantId}`) ?? 0) < Date.now()) {
      if (okUntil.size >= KEPT_TENANTS) okUntil.clear();
      okUntil.set(`${vendor}/${tenantId}`, Date.now() + OK_STEP_MS);
      writeAccount(vendor, tenantId, null);
      void write(vendor, null);
    }
  };
}
