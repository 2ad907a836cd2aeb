import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { appendEvent } from '../../books/events.ts';
import type { PowerChange, PowerRequest } from '../../books/identity/requestPowerChange.ts';
import { tellAdmins } from '../../books/notifications/tellAdmins.ts';
import type { Transaction } from '../../db/database.ts';
import type { Person } from '../../db/identity/people.ts';
import { powerChanges } from '../../db/identity/powerSchema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { POWER_CHANGE_KINDS } from '../../domain/identity/power.ts';
import type { Reply } from '../http/route.ts';

/** Somebody at the machine itself, in events and requests. */
export const OPERATOR = 'operator';

export const powerChangeSchema = z
  .object({
    change_id: z.uuid(),
    kind: z.enum(POWER_CHANGE_KINDS),
    subject: z.string(),
    summary: z.string().describe('The change in one sentence for people'),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()),
    state: z.enum(['pending', 'approved', 'refused', 'replaced', 'expired']),
    requested_by: z.string(),
    requested_by_name: z.string().nullable().describe('In lists and of one change: the person behind it'),
    requested_at: z.string(),
    expires_at: z.string(),
    decided_by: z.string().nullable(),
    decided_by_name: z.string().nullable(),
    decided_at: z.string().nullable(),
    status_url: z.string(),
  })
  .meta({ id: 'PowerChange', description: 'A change that widens power over money and needs a second person' });

export const powerChangeJson = (
  change: PowerChange,
  people: ReadonlyMap<string, Person> = new Map(),
): z.infer<typeof powerChangeSchema> => ({
  change_id: change.id,
  kind: change.kind,
  subject: change.subject,
  summary: change.summary,
  before: change.before,
  after: change.after,
  state: change.state === 'pending' && change.expiresAt.getTime() <= Date.now() ? 'expired' : change.state,
  requested_by: change.requestedBy,
  requested_by_name: people.get(change.requestedBy)?.name ?? null,
  requested_at: change.createdAt.toISOString(),
  expires_at: change.expiresAt.toISOString(),
  decided_by: change.decidedBy,
  decided_by_name: (change.decidedBy && people.get(change.decidedBy)?.name) || null,
  decided_at: change.decidedAt?.toISOString() ?? null,
  status_url: `/api/v1/admin/power-changes/${change.id}`,
});

export const powerChangeReply = (change: PowerChange): Reply => ({ status: 202, body: powerChangeJson(change) });

/** Somebody at the machine itself asks and needs nobody else; it is kept and mailed like any other change. */
export async function operatorPowerChange(
  tx: Transaction,
  change: Pick<PowerRequest, 'tenantId' | 'kind' | 'subject' | 'after' | 'summary'>,
): Promise<void> {
  const [made] = await tx
    .insert(powerChanges)
    .values({
      ...change,
      state: 'approved',
      requestedBy: OPERATOR,
      decidedBy: OPERATOR,
      decidedAt: sql`now()`,
      expiresAt: sql`now()`,
    })
    .returning();
  if (!made) throw new Error('power change not written');
  await tx.execute(sql`select set_config('app.power_change', ${made.id}, true)`);
  await tellAdmins(tx, {
    tenantId: change.tenantId,
    batchKey: `power-change:${made.id}:approved`,
    template: 'power_change_decided',
    variables: { summary: made.summary, outcome: 'approved' },
  });
  await powerChangeEvent(tx, made, 'approved', { actor: OPERATOR, requestId: 'cli' });
}

/** A pending change of the transaction's tenant, locked. Throws NOT_FOUND, or POWER_CHANGE_CLOSED when it is decided or too old. */
export async function lockPowerChange(tx: Transaction, changeId: string): Promise<PowerChange> {
  const [change] = await tx.select().from(powerChanges).where(eq(powerChanges.id, changeId)).for('update');
  if (!change) throw new CodedError('NOT_FOUND');
  if (change.state !== 'pending' || change.expiresAt.getTime() <= Date.now())
    throw new CodedError('POWER_CHANGE_CLOSED');
  return change;
}

/** Writes the decision and tells all admins. After an approval this transaction may do what was asked, and only that. */
export async function closePowerChange(
  tx: Transaction,
  change: PowerChange,
  state: 'approved' | 'refused',
  by: { actor: string; userId: string | null; requestId: string },
): Promise<PowerChange> {
  const [closed] = await tx
    .update(powerChanges)
    .set({ state, decidedBy: by.actor, decidedByUser: by.userId, decidedAt: sql`now()` })
    .where(eq(powerChanges.id, change.id))
    .returning();
  if (state === 'approved') await tx.execute(sql`select set_config('app.power_change', ${change.id}, true)`);
  await tellAdmins(tx, {
    tenantId: change.tenantId,
    batchKey: `power-change:${change.id}:${state}`,
    template: 'power_change_decided',
    variables: { summary: change.summary, outcome: state },
  });
  return closed ?? change;
}

/** The event of a decision; called last, as every event is. */
export const powerChangeEvent = (
  tx: Transaction,
  change: PowerChange,
  state: 'approved' | 'refused',
  by: { actor: string; requestId: string },
): Promise<void> =>
  appendEvent(tx, {
    type: state === 'approved' ? 'power_change_approved' : 'power_change_refused',
    actor: by.actor,
    subject: `power-change:${change.id}`,
    data: { kind: change.kind, requestedBy: change.requestedBy },
    requestId: by.requestId,
  });
