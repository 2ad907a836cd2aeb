import { type SQL, sql } from 'drizzle-orm';

/** The instant at which today began where the tenant is; `timeZone` is that of tenants that name none. */
export function tenantDayStart(timeZone: string): SQL {
  const zone = sql`coalesce((select time_zone from tenant_settings), ${timeZone})`;
  return sql`(date_trunc('day', now() at time zone ${zone}) at time zone ${zone})`;
}
