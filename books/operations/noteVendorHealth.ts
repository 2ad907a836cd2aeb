import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';

/** Keeps the last word of a vendor, over all tenants; `code` null: it has answered. For the platform's login. */
export async function noteVendorHealth(tx: Transaction, vendor: string, code: string | null): Promise<void> {
  await tx.execute(
    code === null
      ? sql`insert into vendor_health (vendor, last_ok_at) values (${vendor}, now())
          on conflict (vendor) do update set last_ok_at = now(), failures = 0`
      : sql`insert into vendor_health (vendor, last_failure_at, failures, last_code) values (${vendor}, now(), 1, ${code})
          on conflict (vendor) do update set last_failure_at = now(), failures = vendor_health.failures + 1, last_code = excluded.last_code`,
  );
}
