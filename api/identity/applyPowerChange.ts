import { and, eq, ne, sql } from 'drizzle-orm';
import type { PowerChange } from '../../books/identity/requestPowerChange.ts';
import type { Transaction } from '../../db/database.ts';
import { rightsOfNow } from '../../db/identity/rightsOfNow.ts';
import { users } from '../../db/identity/schema.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { SETTING_RULES } from '../../db/settings.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { type Permission, permissionsOf } from '../../domain/identity/permissions.ts';
import type { PowerChangeKind } from '../../domain/identity/power.ts';
import { endMoneyStops, reachOfStop } from '../money/endMoneyStops.ts';
import { applyVendorAccount } from '../vendors/accountChanges.ts';
import { releaseKeyOf } from './keyChanges.ts';
import { allThatMay, grantProblem, touchesSuper } from './mayGrant.ts';
import type { Passwords } from './passwords.ts';
import { closePowerChange, OPERATOR, powerChangeEvent } from './powerChanges.ts';
import { isSettingKey, lockSettings, settingValueOf, writeSetting } from './settings.ts';
import { changeUser, invitationSchema, inviteUser, powerOf, userChangesSchema } from './users.ts';

/** What whoever asked must still be allowed to do when somebody approves it. */
const ASKS: Record<PowerChangeKind, Permission> = {
  setting: 'admin:config',
  user: 'admin:users',
  invitation: 'admin:users',
  api_key: 'admin:api-keys',
  vendor_account: 'integrations:manage',
  mailbox: 'integrations:manage',
  money_stop: 'money:stop',
};

/** Who approves a change; `roles` are those of a signed-in person. */
interface Approver {
  actor: string;
  userId: string | null;
  requestId: string;
  roles?: readonly string[];
}

/** Whose rights a change is about, as they were when it was asked for, and what they shall have. */
function grantOf({ kind, subjectUserId, before, after }: PowerChange) {
  if (kind === 'user' && subjectUserId)
    return {
      target: { id: subjectUserId, roles: (before?.roles ?? []) as string[] },
      wanted: userChangesSchema.parse(after),
    };
  return kind === 'invitation' ? { target: null, wanted: invitationSchema.parse(after) } : null;
}

/** A request does not outlive the rights of whoever made it, and super users are approved by super users only. */
async function assertStillMayAsk(tx: Transaction, change: PowerChange, by: Approver): Promise<void> {
  const grant = grantOf(change);
  const needsSuper = grant && by.actor !== OPERATOR && touchesSuper(grant.target, grant.wanted);
  if (needsSuper && !by.roles?.includes('super_user'))
    throw new CodedError('FORBIDDEN', 'Only a super user approves a change of super users');
  const ofAll = change.kind === 'money_stop' && reachOfStop(change) === 'all';
  if (ofAll && by.actor !== OPERATOR && !permissionsOf(by.roles ?? []).includes('money:stop-all'))
    throw new CodedError('FORBIDDEN', 'Only a super user lets the money of all tenants move again');
  if (change.requestedBy === OPERATOR) return;
  const asker = await rightsOfNow(tx, change.requestedBy);
  const holds =
    asker?.may(ofAll ? 'money:stop-all' : ASKS[change.kind]) &&
    !(grant && grantProblem({ ...asker, permissions: allThatMay(asker.may) }, grant.target, grant.wanted));
  if (!holds) throw new CodedError('POWER_CHANGE_CLOSED', 'Whoever asked for this may not ask for it any more');
}

const stale = () => new CodedError('PRECONDITION_FAILED', 'It has changed since this was asked for; ask again');

async function applySetting(tx: Transaction, change: PowerChange, by: Parameters<typeof writeSetting>[4]) {
  const key = change.subject.slice('config:'.length);
  if (!isSettingKey(key)) throw stale();
  const row = await lockSettings(tx);
  if (JSON.stringify(row[SETTING_RULES[key].column]) !== JSON.stringify(change.before?.value)) throw stale();
  await writeSetting(tx, row, key, settingValueOf(key, change.after.value), by);
}

async function applyUser(tx: Transaction, change: PowerChange, by: Parameters<typeof changeUser>[3]) {
  const [row] = await tx
    .select()
    .from(users)
    .where(eq(users.id, change.subjectUserId ?? ''))
    .for('update');
  if (!row || !samePower(powerOf(row), change.before)) throw stale();
  if (row.address === 'unproved') throw new CodedError('ADDRESS_NOT_PROVED');
  await changeUser(tx, row, userChangesSchema.parse(change.after), by);
}
const samePower = (now: ReturnType<typeof powerOf>, then: PowerChange['before']): boolean =>
  then !== null &&
  JSON.stringify([now.roles, now.active, now.reviewLimitMinor]) ===
    JSON.stringify([then.roles, then.active, then.reviewLimitMinor]);

/** From now on this inbox is read. Another account would have asked anew, in the place of this request. */
async function applyMailbox(tx: Transaction, change: PowerChange): Promise<void> {
  const approved = await tx
    .update(mailboxes)
    .set({ approved: true, updatedAt: sql`now()` })
    .where(and(eq(mailboxes.id, change.subject.slice('mailbox:'.length)), ne(mailboxes.status, 'disconnected')))
    .returning({ id: mailboxes.id });
  if (approved.length === 0) throw stale();
}

/**
 * Approves a locked change and makes it, in this transaction and under the request's own name. `by` is a person who was
 * found to be a second one, or the operator at the machine.
 */
export async function approvePowerChange(
  tx: Transaction,
  passwords: Passwords,
  change: PowerChange,
  by: Approver,
): Promise<PowerChange> {
  await assertStillMayAsk(tx, change, by);
  const closed = await closePowerChange(tx, change, 'approved', by);
  const maker = { actor: change.requestedBy, approvedBy: by.actor, requestId: by.requestId };
  switch (change.kind) {
    case 'setting':
      await applySetting(tx, change, maker);
      break;
    case 'user':
      await applyUser(tx, change, maker);
      break;
    case 'invitation': {
      const { display_name: displayName, ...invitation } = invitationSchema.parse(change.after);
      await inviteUser(tx, passwords, { tenantId: change.tenantId, displayName, ...invitation }, maker);
      break;
    }
    case 'api_key':
      await releaseKeyOf(tx, change);
      break;
    case 'vendor_account':
      await applyVendorAccount(tx, change, maker);
      break;
    case 'mailbox':
      await applyMailbox(tx, change);
      break;
    case 'money_stop':
      if (!(await endMoneyStops(tx, change, maker))) throw stale();
      break;
  }
  await powerChangeEvent(tx, change, 'approved', by);
  return closed;
}
