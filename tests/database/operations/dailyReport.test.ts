import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { summarizeDay } from '../../../activities/operations/summarizeDay.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { startApi, type TestApi } from '../apiServer.ts';
import { approveSample } from '../approveSample.ts';
import { BOOKINGS } from '../books.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const ADMIN = 'admin@countersign.example';
/** Fourteen hours before UTC: its day is another one than that of UTC for most of the time. */
const ZONE = 'Pacific/Kiritimati';

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  api = await startApi(database);
  await database.owner`update tenant_settings set time_zone = ${ZONE} where tenant_id = ${TENANT}`;
});
afterAll(async () => {
  await api.end();
  await database.end();
});

const daily = async (day?: string) =>
  (await api.as(ADMIN, 'GET', `/admin/reports/daily${day ? `?day=${day}` : ''}`)).body;
const decisions = (report: { people: { decisions: number }[] }) =>
  report.people.reduce((sum, row) => sum + row.decisions, 0);

describe('[W-24] the report of a day in the tenant’s zone', () => {
  it('counts from midnight to midnight where the tenant is, is written once for the day that ended there, and mailed with that day', async () => {
    // One an hour after midnight there, and one an hour before.
    for (const [name, hours] of [
      ['DAY-today', 1],
      ['DAY-before', -1],
    ] as const) {
      const { taskId } = await approveSample(database.db, TENANT, name);
      // Decisions stand for ever; this one is put into the hour that is meant, past the trigger that guards them.
      await database.owner.begin(async (tx) => {
        await tx`set local session_replication_role = replica`;
        await tx`update review_decisions set decided_at =
          (date_trunc('day', now() at time zone ${ZONE}) + ${hours} * interval '1 hour') at time zone ${ZONE} where task_id = ${taskId}`;
      });
    }
    const [days] = await database.owner`select to_char(now() at time zone ${ZONE}, 'YYYY-MM-DD') as today,
      to_char((now() at time zone ${ZONE}) - interval '1 day', 'YYYY-MM-DD') as ended`;
    const now = await daily(days?.today);
    expect(now).toMatchObject({ day: days?.today, complete: false, time_zone: ZONE });
    expect(decisions(now)).toBe(1);
    const summarize = summarizeDay({
      db: database.db,
      approverEmails: ['office@countersign.example'],
      bookings: BOOKINGS,
    });
    expect(await summarize({ tenantId: TENANT })).toEqual({ day: days?.ended, written: true });
    expect(await summarize({ tenantId: TENANT })).toEqual({ day: days?.ended, written: false });
    const written = await daily();
    expect(written).toMatchObject({ day: days?.ended, complete: true });
    expect(decisions(written)).toBe(1);
    const [mail] =
      await database.owner`select count(*)::int as mails, min(variables ->> 'day') as day from notifications where template = 'daily_summary'`;
    expect(mail).toMatchObject({ day: days?.ended });
    expect((await api.as(ADMIN, 'GET', '/admin/reports/daily?day=2999-01-01')).status).toBe(404);
  });
});
