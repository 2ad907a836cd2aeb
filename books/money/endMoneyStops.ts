import { and, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { peopleBehind } from '../../db/identity/people.ts';
import { moneyStops } from '../../db/identity/schema.ts';
import type { StopReach } from '../../domain/money/stops.ts';
import { appendEvent } from '../events.ts';
import { type PowerChange, type PowerRequest, requestPowerChange } from '../identity/requestPowerChange.ts';

const open = (reach: StopReach) =>
  and(isNull(moneyStops.endedAt), reach === 'all' ? isNull(moneyStops.tenantId) : sql`tenant_id is not null`);

/** Whose money a change lets move again. */
export const reachOfStop = (change: PowerChange): StopReach => (change.subject === 'money-stop:all' ? 'all' : 'tenant');

/** Asks that the stops which hold now end: whoever stopped had a reason, so two people let money move again. Null without a stop. */
export async function askToResume(
  tx: Transaction,
  principal: PowerRequest['principal'] & { tenantId: string },
  reach: StopReach,
  requestId: string,
): Promise<PowerChange | null> {
  const stops = await tx.select().from(moneyStops).where(open(reach)).orderBy(moneyStops.startedAt).limit(100);
  if (stops.length === 0) return null;
  const people = await peopleBehind(
    tx,
    stops.map((stop) => stop.startedBy),
  );
  const why = stops.map((stop) => `“${stop.reason}” (${people.get(stop.startedBy)?.name ?? 'somebody'})`).slice(0, 5);
  return requestPowerChange(tx, {
    tenantId: principal.tenantId,
    kind: 'money_stop',
    subject: `money-stop:${reach}`,
    subjectUserId: null,
    before: { stops: stops.map(({ id }) => id) },
    after: { stops: [] },
    summary: `Money moves again for ${reach === 'all' ? 'all tenants' : 'this tenant'}. It was stopped because of ${why.join(', ')}`,
    principal,
    requestId,
  });
}

/** Ends the stops that were asked about, and none that came later. False where all of them have ended already. */
export async function endMoneyStops(
  tx: Transaction,
  change: PowerChange,
  by: { actor: string; approvedBy: string; requestId: string },
): Promise<boolean> {
  const reach = reachOfStop(change);
  const asked = (change.before?.stops ?? []) as string[];
  const ended = await tx
    .update(moneyStops)
    .set({ endedAt: sql`now()`, endedBy: by.approvedBy })
    .where(and(open(reach), inArray(moneyStops.id, asked)))
    .returning({ id: moneyStops.id });
  if (ended.length === 0) return false;
  await appendEvent(tx, {
    type: 'money_resumed',
    actor: by.actor,
    subject: `money-stop:${reach}`,
    data: { approvedBy: by.approvedBy },
    requestId: by.requestId,
  });
  return true;
}
