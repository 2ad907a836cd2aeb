import * as AREAS from '../activities/areas.ts';
import { noteVendorHealth } from '../books/operations/noteVendorHealth.ts';
import { noteAccountUse } from '../books/vendors/noteAccountUse.ts';
import type { Database } from '../db/database.ts';
import { mergeNamed } from '../domain/merge.ts';
import { ACCOUNT_VENDORS, isCredentialRefused, VENDOR_CODES } from '../domain/vendors/accounts.ts';
import { InvalidRecordError } from '../providers/invalidRecord.ts';
import { VendorError } from '../providers/vendorError.ts';

/** Which vendor an activity speaks to, as the areas declare it. */
const VENDOR_OF: Readonly<Record<string, string>> = mergeNamed(AREAS, 'vendorOf');
/** A vendor that stays well is written this often at most. */
const OK_STEP_MS = 5_000;
const KEPT_TENANTS = 10_000;

/**
 * Keeps the last word of each vendor for operators, and of each tenant's account for its admins; losing a write loses
 * nothing else.
 */
export function createVendorHealth(
  db: Database,
  vendorTenantId: string,
): (activityType: string, error: unknown, startedAt: Date, tenantId?: string) => void {
  const okUntil = new Map<string, number>();
  const write = (vendor: string, code: string | null) =>
    db.withPlatform('vendor health', (tx) => noteVendorHealth(tx, vendor, code)).catch(() => undefined);
  const writeAccount = (name: string, tenantId: string, code: string | null, startedAt: Date) => {
    const vendor = ACCOUNT_VENDORS.find((one) => VENDOR_CODES[one] === name);
    if (!vendor) return;
    const use = { tenantId, vendor, code, startedAt };
    void db.withTenant(tenantId, (tx) => noteAccountUse(tx, use)).catch(() => undefined);
  };
  return (activityType, error, startedAt, tenantId = vendorTenantId) => {
    const vendor = error instanceof VendorError ? error.vendor : VENDOR_OF[activityType];
    if (!vendor || (error !== null && !(error instanceof VendorError))) return;
    // A vendor that gave a bad record has answered.
    if (error instanceof VendorError && !(error instanceof InvalidRecordError)) {
      okUntil.delete(`${vendor}/${tenantId}`);
      writeAccount(vendor, tenantId, error.type, startedAt);
      if (tenantId === vendorTenantId || !isCredentialRefused(error.type)) void write(vendor, error.type);
    } else if ((okUntil.get(`${vendor}/${tenantId}`) ?? 0) < Date.now()) {
      if (okUntil.size >= KEPT_TENANTS) okUntil.clear();
      okUntil.set(`${vendor}/${tenantId}`, Date.now() + OK_STEP_MS);
      writeAccount(vendor, tenantId, null, startedAt);
      void write(vendor, null);
    }
  };
}
