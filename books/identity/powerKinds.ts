import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { apiKeys, users } from '../../db/identity/schema.ts';
import { SETTING_RULES } from '../../db/settings.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { allThatMay, grantProblem, touchesSuper } from '../../domain/identity/mayGrant.ts';
import { powerOf } from '../../domain/identity/power.ts';
import { invitation, userChanges } from '../../domain/identity/schema.ts';
import { isSettingKey } from '../../domain/settings.ts';
import type { Maker, PowerKind } from '../slice.ts';
import { changeUser } from './changeUser.ts';
import { inviteUser } from './inviteUser.ts';
import type { PowerChange } from './requestPowerChange.ts';
import { revokeKey } from './revokeKey.ts';
import { stale } from './stale.ts';
import { lockSettings, writeSetting } from './writeSetting.ts';

/** Whose rights a change is about, as they were when it was asked for, and what they shall have. */
function grantOf({ kind, subjectUserId, before, after }: PowerChange) {
  if (kind === 'invitation') return { target: null, wanted: invitation.parse(after) };
  const roles = (before?.roles ?? []) as string[];
  return { target: { id: subjectUserId ?? '', roles }, wanted: userChanges.parse(after) };
}

/** Rights are handed out by whoever has them, and super users are approved by super users only. */
const ofRights = {
  mayAsk(change, asker) {
    const { target, wanted } = grantOf(change);
    return !grantProblem({ ...asker, permissions: allThatMay(asker.may) }, target, wanted);
  },
  assertMayApprove(change, by) {
    const { target, wanted } = grantOf(change);
    if (touchesSuper(target, wanted) && !by.roles?.includes('super_user'))
      throw new CodedError('FORBIDDEN', 'Only a super user approves a change of super users');
  },
} satisfies Partial<PowerKind>;

async function applySetting(tx: Transaction, change: PowerChange, by: Maker): Promise<void> {
  const key = change.subject.slice('config:'.length);
  if (!isSettingKey(key)) throw stale();
  const row = await lockSettings(tx);
  if (JSON.stringify(row[SETTING_RULES[key].column]) !== JSON.stringify(change.before?.value)) throw stale();
  await writeSetting(tx, row, key, change.after.value, by);
}

async function applyUser(tx: Transaction, change: PowerChange, by: Maker): Promise<void> {
  const [row] = await tx
    .select()
    .from(users)
    .where(eq(users.id, change.subjectUserId ?? ''))
    .for('update');
  if (!row || !samePower(powerOf(row), change.before)) throw stale();
  if (row.address === 'unproved') throw new CodedError('ADDRESS_NOT_PROVED');
  await changeUser(tx, row, userChanges.parse(change.after), by);
}
const samePower = (now: ReturnType<typeof powerOf>, then: PowerChange['before']): boolean =>
  then !== null &&
  JSON.stringify([now.roles, now.active, now.reviewLimitMinor]) ===
    JSON.stringify([then.roles, then.active, then.reviewLimitMinor]);

const keyIdOf = (change: PowerChange) => change.subject.slice('key:'.length);

/** Lets a key that waited for this change work. */
async function releaseKey(tx: Transaction, change: PowerChange): Promise<void> {
  const released = await tx
    .update(apiKeys)
    .set({ waitsFor: null })
    .where(and(eq(apiKeys.id, keyIdOf(change)), eq(apiKeys.waitsFor, change.id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  if (released.length === 0) throw new CodedError('PRECONDITION_FAILED', 'The key was revoked meanwhile');
}

export const powerKinds = {
  setting: { apply: applySetting },
  user: { ...ofRights, apply: applyUser },
  invitation: {
    ...ofRights,
    async apply(tx, change, by, hashUnknown) {
      const { display_name: displayName, email, roles } = invitation.parse(change.after);
      const passwordHash = await hashUnknown();
      await inviteUser(tx, { tenantId: change.tenantId, displayName, email, roles, passwordHash }, by);
    },
  },
  api_key: {
    apply: releaseKey,
    // A key whose rights were refused will never work.
    refuse: (tx, change, by) => revokeKey(tx, change.tenantId, keyIdOf(change), by),
  },
} satisfies Record<string, PowerKind>;
