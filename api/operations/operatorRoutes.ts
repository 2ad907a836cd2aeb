import { asc, sql } from 'drizzle-orm';
import { z } from 'zod';
import { appendEvent } from '../../books/events.ts';
import type { Database } from '../../db/database.ts';
import { type Person, peopleBehind } from '../../db/identity/people.ts';
import { vendorHealth } from '../../db/operations/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { vendorName } from '../../domain/money/vendorNames.ts';
import { failureWords } from '../../domain/operations/failureWords.ts';
import { stepTitle } from '../../domain/operations/stepNames.ts';
import { defineRoute, type Route } from '../http/route.ts';

interface Schedule {
  scheduleId: string;
  workflowType: string;
  paused: boolean;
  note: string | null;
  lastRunAt: string | null;
  nextRunAt: string | null;
  lastSuccessAt: string | null;
  lastDurationMs: number | null;
  consecutiveFailures: number;
}

export interface OperatorDeps {
  db: Database;
  schedules(tenantId: string): Promise<Schedule[]>;
  changeSchedule(
    tenantId: string,
    scheduleId: string,
    change: 'pause' | 'resume' | 'run',
    note: string,
  ): Promise<boolean>;
  /** Vendors of this installation by name, and whether each is simulated. */
  vendors: { vendor: string; configured: boolean; mock: boolean }[];
}

const scheduleSchema = z
  .object({
    schedule_id: z.string(),
    title: z.string().describe('What it does, for people'),
    workflow_type: z.string(),
    paused: z.boolean(),
    note: z.string().nullable().describe('Why it is paused, or who did it'),
    last_run_at: z.string().nullable(),
    next_run_at: z.string().nullable(),
    last_success_at: z.string().nullable().describe('End of the last run that went well'),
    last_duration_ms: z.int().nullable().describe('Of that run'),
    consecutive_failures: z.int().describe('Runs that failed since then'),
    backlog: z.int().nullable().describe('What waits for the next run; null = this job has no queue'),
  })
  .meta({ id: 'Schedule' });
const vendorSchema = z
  .object({
    vendor: z.string(),
    title: z.string().describe('The vendor as people call it'),
    configured: z.boolean(),
    mock: z.boolean().describe('Simulated by the sandbox'),
    status: z.enum(['ok', 'failing', 'unknown']),
    failures: z.int().describe('Failed calls since the last good one'),
    last_code: z.string().nullable(),
    problem: z
      .object({ text: z.string(), next: z.string().nullable().describe('What a person can do') })
      .nullable()
      .describe('The last failure for people'),
    last_ok_at: z.string().nullable(),
    last_failure_at: z.string().nullable(),
  })
  .meta({ id: 'Vendor' });

/** What waits for the next run of a schedule: mails known and not read, bookings past their time. */
const BACKLOG = sql`
  select 'payment-inbox' as schedule, count(*) as waiting from gmail_messages m
    join gmail_connections c on c.id = m.mailbox_id and c.purpose = 'payment_inbox' where m.state = 'listed'
  union all select 'sync-fanout-gmail', count(*) from gmail_messages m
    join gmail_connections c on c.id = m.mailbox_id and c.purpose = 'evidence' where m.state = 'listed'
  union all select 'booking-expiry-sweep', count(*) from bookings where status = 'Pending' and expires_at < now()`;

/** Whoever paused a schedule, from the note that pausing leaves. */
const actorOf = (note: string | null) => note?.match(/^by (\S+)$/)?.[1];
function noteText(note: string | null, people: ReadonlyMap<string, Person>): string | null {
  const actor = actorOf(note);
  return actor ? `by ${people.get(actor)?.name ?? 'somebody'}` : note;
}

const scheduleAction = (name: string) => `/admin/schedules/:schedule_id/${name}`;

const unavailable = () => {
  throw new CodedError('WORKFLOW_ENGINE_UNAVAILABLE');
};

const changeRoute = (deps: OperatorDeps, name: 'pause' | 'resume' | 'run', summary: string): Route =>
  defineRoute({
    method: 'post',
    path: scheduleAction(name),
    budget: 'admin',
    area: 'operations',
    summary,
    access: 'ops:manage',
    params: z.object({ schedule_id: z.string().max(100) }),
    responses: { 204: { description: 'Done' } },
    errors: ['NOT_FOUND', 'WORKFLOW_ENGINE_UNAVAILABLE'],
    async handle(context, principal, { params }) {
      const { tenantId, actor } = principal;
      const id = params.schedule_id;
      const found =
        /^[a-z-]+$/.test(id) && (await deps.changeSchedule(tenantId, id, name, `by ${actor}`).catch(unavailable));
      if (!found) throw new CodedError('NOT_FOUND');
      await deps.db.withTenant(tenantId, (tx) =>
        appendEvent(tx, {
          type: 'schedule_changed',
          actor,
          subject: `schedule:${id}`,
          data: { change: name },
          requestId: context.requestId,
        }),
      );
      return { status: 204 };
    },
  });

const listSchedules = (deps: OperatorDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/schedules',
    budget: 'admin',
    area: 'operations',
    summary: 'Schedules of your tenant with their last and next run',
    access: 'ops:read',
    responses: { 200: { description: 'All of them', schema: z.object({ schedules: z.array(scheduleSchema) }) } },
    errors: ['WORKFLOW_ENGINE_UNAVAILABLE'],
    async handle(_context, principal) {
      const [schedules, backlog] = await Promise.all([
        deps.schedules(principal.tenantId).catch(unavailable),
        deps.db.readTenant(principal.tenantId, (tx) => tx.execute(BACKLOG)),
      ]);
      const waiting = new Map(backlog.map((row) => [String(row.schedule), Number(row.waiting)]));
      const actors = schedules.flatMap(({ note }) => actorOf(note) ?? []);
      const people = await deps.db.withTenant(principal.tenantId, (tx) => peopleBehind(tx, actors));
      return {
        status: 200,
        body: {
          schedules: schedules.map((schedule) => ({
            schedule_id: schedule.scheduleId,
            title: stepTitle(schedule.workflowType),
            workflow_type: schedule.workflowType,
            paused: schedule.paused,
            note: noteText(schedule.note, people),
            last_run_at: schedule.lastRunAt,
            next_run_at: schedule.nextRunAt,
            last_success_at: schedule.lastSuccessAt,
            last_duration_ms: schedule.lastDurationMs,
            consecutive_failures: schedule.consecutiveFailures,
            backlog: waiting.get(schedule.scheduleId) ?? null,
          })),
        },
      };
    },
  });

const listVendors = (deps: OperatorDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/vendors',
    area: 'operations',
    summary: 'Vendors, whether they are configured, and how the last calls to them went',
    access: 'ops:read',
    responses: { 200: { description: 'All of them', schema: z.object({ vendors: z.array(vendorSchema) }) } },
    errors: [],
    async handle() {
      const rows = await deps.db.withPlatform('vendor health', (tx) =>
        tx.select().from(vendorHealth).orderBy(asc(vendorHealth.vendor)),
      );
      const seen = new Map(rows.map((row) => [row.vendor, row]));
      const vendors = deps.vendors.map(({ vendor, configured, mock }) => {
        const row = seen.get(vendor);
        const status = !row ? 'unknown' : row.failures > 0 ? 'failing' : 'ok';
        return {
          vendor,
          title: vendorName(vendor),
          configured,
          mock,
          status,
          failures: row?.failures ?? 0,
          last_code: row?.failures ? row.lastCode : null,
          problem: row?.failures && row.lastCode ? failureWords(row.lastCode) : null,
          last_ok_at: row?.lastOkAt?.toISOString() ?? null,
          last_failure_at: row?.lastFailureAt?.toISOString() ?? null,
        };
      });
      return { status: 200, body: { vendors } };
    },
  });

/** What operators look at and turn: schedules and vendors. */
export function operatorRoutes(deps: OperatorDeps): Route[] {
  return [
    listSchedules(deps),
    changeRoute(deps, 'pause', 'Pause a schedule; runs at work go on'),
    changeRoute(deps, 'resume', 'Let a paused schedule run again'),
    changeRoute(deps, 'run', 'Start a run now, besides the usual times'),
    listVendors(deps),
  ];
}
