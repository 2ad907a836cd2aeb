import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { powerChanges } from '../../db/identity/powerSchema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { PowerChangeBody, PowerChangeKind } from '../../domain/identity/power.ts';
import { appendEvent } from '../events.ts';
import { tellAdmins } from '../notifications/tellAdmins.ts';

export type PowerChange = typeof powerChanges.$inferSelect;

const LIFE_DAYS = 7;
const MAXIMUM_PENDING = 100;
/** So that one person, with their keys, leaves room for what others ask. */
const MAXIMUM_PENDING_OF_ONE = 20;

export interface PowerRequest {
  tenantId: string;
  kind: PowerChangeKind;
  subject: string;
  subjectUserId: string | null;
  before: PowerChangeBody | null;
  after: PowerChangeBody;
  summary: string;
  /** Who asks: the actor, and the person behind it. */
  principal: { actor: string; userId: string };
  requestId: string;
}

/** Keeps a change for a second person, instead of making it, and tells all admins. A newer one takes the place of an older. */
export async function requestPowerChange(tx: Transaction, request: PowerRequest): Promise<PowerChange> {
  const { tenantId, principal, requestId, ...change } = request;
  const { actor, userId } = principal;
  const pending = eq(powerChanges.state, 'pending');
  // One request of a tenant after the other: two at once would both find nothing to replace, and room under the bounds.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`power-changes:${tenantId}`}, 0))`);
  await tx
    .update(powerChanges)
    .set({ state: 'replaced', decidedBy: actor, decidedByUser: userId, decidedAt: sql`now()` })
    .where(and(pending, eq(powerChanges.subject, change.subject)));
  const waiting = and(pending, sql`expires_at > now()`);
  const own = userId ? await tx.$count(powerChanges, and(waiting, eq(powerChanges.requestedByUser, userId))) : 0;
  if (own >= MAXIMUM_PENDING_OF_ONE || (await tx.$count(powerChanges, waiting)) >= MAXIMUM_PENDING)
    throw new CodedError('RATE_LIMITED', 'Too many changes wait for a second person', { retry_after_seconds: 3600 });
  const [made] = await tx
    .insert(powerChanges)
    .values({
      ...change,
      tenantId,
      requestedBy: actor,
      requestedByUser: userId,
      expiresAt: sql`now() + make_interval(days => ${LIFE_DAYS})`,
    })
    .returning();
  if (!made) throw new Error('power change not written');
  await tellAdmins(tx, {
    tenantId,
    batchKey: `power-change:${made.id}:requested`,
    template: 'power_change_requested',
    variables: { summary: made.summary },
  });
  await appendEvent(tx, {
    type: 'power_change_requested',
    actor,
    subject: `power-change:${made.id}`,
    data: { kind: made.kind },
    requestId,
  });
  return made;
}
