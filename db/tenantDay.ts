import { type SQL, sql } from 'drizzle-orm';

/**
 * The instant at which today began where the tenant is, or the day so many days before it (-1 = tomorrow); `timeZone` is that
 * of tenants that name none.
 */
export function tenantDayStart(timeZone: string, daysBefore = 0): SQL {
  const zone = sql`coalesce((select time_zone from tenant_settings), ${timeZone})`;
  const day = sql`date_trunc('day', now() at time zone ${zone})`;
  return sql`((${daysBefore === 0 ? day : sql`${day} - ${daysBefore}::int * interval '1 day'`}) at time zone ${zone})`;
}
