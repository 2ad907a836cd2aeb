import type { Skeleton } from './engine.ts';
import { percentile, round } from './measure.ts';
import { type BenchWorld, pause } from './world.ts';

interface Wave {
  name: string;
  count: number;
  /** Time over which the deadlines are spread. */
  overMs: number;
  /** Time to start them all before the first one is due. */
  leadMs: number;
}
const WAVES: readonly Wave[] = [
  { name: '300 due over 60 s', count: 300, overMs: 60_000, leadMs: 20_000 },
  { name: '1,000 due within 4 s', count: 1_000, overMs: 4_000, leadMs: 60_000 },
];

/** Bookings with their runs, due one after the other; lateness of each expiry in ms, and when the last one was done. */
async function ours({ owner, admin, login }: BenchWorld, wave: Wave): Promise<{ lateness: number[]; allMs: number }> {
  const { tenantId } = login('admin') as { tenantId: string };
  const label = `BENCH-${crypto.randomUUID().slice(0, 8).toUpperCase()}`;
  const { body } = await admin.post<{ property_id: string }>('/admin/properties', {
    name: label,
    type: 'hut',
    address: 'x',
    contact: 'x',
    currency: 'PKR',
    rates: { Day: 5000, Night: 5000, 'Full Day': 5000, 'Full Night': 5000 },
  });
  const firstAt = Date.now() + wave.leadMs;
  await owner.begin(async (tx) => {
    await tx`insert into bookings (tenant_id, booking_id, property_id, customer_name, booking_date, shift_type, total_minor, currency, expires_at)
      select ${tenantId}, ${label} || '-' || n, ${body.property_id}, 'x', '2030-01-01', 'Day', 500000, 'PKR',
        to_timestamp((${firstAt}::float8 + n * ${wave.overMs}::float8 / ${wave.count}) / 1000)
      from generate_series(1, ${wave.count}) n`;
    await tx`insert into processes (tenant_id, kind, subject, run, workflow_type, workflow_id, task_queue, request_hash, input, started_by)
      select tenant_id, 'booking', booking_id, 1, 'bookingWorkflow', 'booking:' || tenant_id || ':' || booking_id, 'core', 'x', '{}', 'bench'
      from bookings where booking_id like ${`${label}-%`}`;
    await tx`update processes p set input = jsonb_build_object('tenantId', p.tenant_id, 'processId', p.id, 'bookingId', b.booking_id,
        'expiresAtMs', ceil(extract(epoch from b.expires_at) * 1000))
      from bookings b where p.kind = 'booking' and p.subject = b.booking_id and b.booking_id like ${`${label}-%`}`;
    await tx`insert into outbox (tenant_id, kind, subject_id)
      select tenant_id, 'start', id from processes where kind = 'booking' and subject like ${`${label}-%`}`;
  });
  for (;;) {
    const [row] =
      await owner`select count(*) filter (where status = 'Expired')::int as done from bookings where booking_id like ${`${label}-%`}`;
    if (Number(row?.done) === wave.count) break;
    await pause(100);
  }
  // When all were seen to be committed, not the instant their transactions began.
  const allMs = Date.now() - firstAt;
  const rows =
    await owner`select extract(epoch from updated_at - expires_at) * 1000 as late from bookings where booking_id like ${`${label}-%`}`;
  return { lateness: rows.map((row) => Number(row.late)), allMs };
}

/** Raw workflows with the same timer and one step that does nothing, in the same pattern. */
async function raw(stack: Skeleton, wave: Wave): Promise<{ lateness: number[]; allMs: number }> {
  const firstAt = Date.now() + wave.leadMs;
  const due = Array.from({ length: wave.count }, (_, index) => firstAt + ((index + 1) * wave.overMs) / wave.count);
  stack.marked.clear();
  for (let from = 0; from < wave.count; from += 20)
    await Promise.all(
      due.slice(from, from + 20).map((at) =>
        stack.client.workflow.start('timerThenStep', {
          taskQueue: stack.taskQueue,
          workflowId: `bench-timer:${crypto.randomUUID()}`,
          args: [at],
        }),
      ),
    );
  while (stack.marked.size < wave.count) await pause(250);
  const marks = [...stack.marked];
  return {
    lateness: marks.map(([at, done]) => done - at),
    allMs: Math.max(...marks.map(([, done]) => done)) - firstAt,
  };
}

/** How late bookings expire, against raw timers of the same number in the same run. */
export async function bookingFigures(world: BenchWorld, stack: Skeleton): Promise<void> {
  for (const wave of WAVES) {
    world.note(`bookings: ${wave.name}`);
    const baseline = await raw(stack, wave);
    const measured = await ours(world, wave);
    const [late, rawLate] = [percentile(measured.lateness, 0.95), percentile(baseline.lateness, 0.95)];
    const dense = wave.overMs < 10_000;
    world.publish({
      name: dense
        ? `expiry of ${wave.name}: time until all are expired, ours / raw timers`
        : `expiry of ${wave.name}: lateness p95, ours / raw timers`,
      value: dense ? round(measured.allMs / baseline.allMs) : round(late / rawLate),
      limit: 1.3,
      better: 'lower',
      range: dense ? [round(baseline.allMs), round(measured.allMs)] : [round(rawLate), round(late)],
      baseline: dense ? round(baseline.allMs) : round(rawLate),
    });
  }
}
