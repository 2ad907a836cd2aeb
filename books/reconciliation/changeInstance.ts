import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { invoices, whmcsInstances } from '../../db/reconciliation/schema.ts';
import { seal, type WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { type InstanceRules, rulesSummary, widensInstance } from '../../domain/reconciliation/instances.ts';
import { approval, type By } from '../by.ts';
import { appendEvent } from '../events.ts';
import { requestPowerChange } from '../identity/requestPowerChange.ts';
import { moveInstance } from './moveInstance.ts';
import { credentialColumns, newHookSecret, type WhmcsCredential } from './registerInstance.ts';

export const rulesOf = ({
  autoThreshold,
  reviewThreshold,
  autoApprove,
  autoLimitMinor,
}: WhmcsInstance): InstanceRules => ({
  autoThreshold,
  reviewThreshold,
  autoApprove,
  autoLimitMinor,
});

export const instanceSubject = (id: string): string => `whmcs-instance:${id}`;

export interface InstanceChanges {
  name?: string;
  gateway?: string;
  timeZone?: string;
  rules?: Partial<InstanceRules>;
  /** Accepted by WHMCS: the access works again. */
  credential?: WhmcsCredential;
}

/** Writes rules of an instance. `by.approvedBy`: the second person, where they widen what the machine records by itself. */
export async function writeRules(
  tx: Transaction,
  before: WhmcsInstance,
  rules: InstanceRules,
  by: By,
): Promise<WhmcsInstance> {
  const [row] = await tx
    .update(whmcsInstances)
    .set({ ...rules, version: sql`version + 1`, updatedAt: sql`now()` })
    .where(eq(whmcsInstances.id, before.id))
    .returning();
  if (!row) throw new CodedError('NOT_FOUND');
  await appendEvent(tx, {
    type: 'whmcs_instance_changed',
    actor: by.actor,
    subject: instanceSubject(row.id),
    data: { from: rulesOf(before), to: rules, ...approval(by) },
    requestId: by.requestId,
  });
  return row;
}

/** Keeps rules that widen what the machine records by itself for a second person. */
async function askForRules(
  tx: Transaction,
  before: WhmcsInstance,
  rules: InstanceRules,
  by: By & { userId: string; limitWords: string },
): Promise<void> {
  await requestPowerChange(tx, {
    tenantId: before.tenantId,
    kind: 'whmcs_instance',
    subject: instanceSubject(before.id),
    subjectUserId: null,
    before: { ...rulesOf(before) },
    after: { ...rules },
    summary: rulesSummary(before.name, rules, by.limitWords),
    principal: { actor: by.actor, userId: by.userId },
    requestId: by.requestId,
  });
}

async function writePlain(
  tx: Transaction,
  cipher: FieldCipher,
  before: WhmcsInstance,
  { name, gateway, timeZone, credential }: InstanceChanges,
  by: By,
): Promise<WhmcsInstance> {
  const plain = {
    ...(name === undefined ? {} : { name }),
    ...(gateway === undefined ? {} : { gateway }),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
  const columns = credential ? { ...credentialColumns(cipher, before, credential), failures: 0, lastCode: null } : {};
  if (Object.keys({ ...plain, ...columns }).length === 0) return before;
  const set = { ...plain, ...columns, version: sql`version + 1`, updatedAt: sql`now()` };
  const write = () => tx.update(whmcsInstances).set(set).where(eq(whmcsInstances.id, before.id)).returning();
  // An accepted credential brings an instance back whose access had ended.
  const written = credential ? await moveInstance(tx, before, 'active', set) : (await write())[0];
  if (!written) throw new CodedError('NOT_FOUND');
  await appendEvent(tx, {
    type: 'whmcs_instance_changed',
    actor: by.actor,
    subject: instanceSubject(before.id),
    data: { ...plain, credential: credential !== undefined },
    requestId: by.requestId,
  });
  return written;
}

/**
 * Changes a locked instance; what is changed holds from its next reading. Rules that let the machine record more by itself
 * wait for a second person: then `waits` is true, and the rest is changed all the same.
 */
export async function changeInstance(
  tx: Transaction,
  cipher: FieldCipher,
  before: WhmcsInstance,
  changes: InstanceChanges,
  by: By & { userId: string; limitWords: string },
): Promise<{ row: WhmcsInstance; waits: boolean }> {
  if (before.status === 'disconnected') throw new CodedError('NOT_FOUND', 'This instance is disconnected');
  const row = await writePlain(tx, cipher, before, changes, by);
  if (!changes.rules) return { row, waits: false };
  const rules = { ...rulesOf(row), ...changes.rules };
  if (JSON.stringify(rules) === JSON.stringify(rulesOf(row))) return { row, waits: false };
  if (widensInstance(rulesOf(row), rules)) {
    await askForRules(tx, row, rules, by);
    return { row, waits: true };
  }
  return { row: await writeRules(tx, row, rules, by), waits: false };
}

/** Gives an instance another secret for its hook; what is signed with the old one is refused from now on. */
export async function renewHookSecret(
  tx: Transaction,
  cipher: FieldCipher,
  before: WhmcsInstance,
  by: By,
): Promise<WhmcsInstance> {
  const hookSecret = seal(cipher, 'whmcs_instances', before, 'hook_secret', newHookSecret());
  const [row] = await tx
    .update(whmcsInstances)
    .set({ hookSecret, version: sql`version + 1`, updatedAt: sql`now()` })
    .where(eq(whmcsInstances.id, before.id))
    .returning();
  if (!row) throw new CodedError('NOT_FOUND');
  const { actor, requestId } = by;
  await appendEvent(tx, { type: 'whmcs_hook_secret_renewed', actor, subject: instanceSubject(row.id), requestId });
  return row;
}

/** Payments that are being recorded at an instance, and of which nobody knows the outcome yet. */
const openMoneyAt = (tx: Transaction, instanceId: string) =>
  tx.$count(
    moneyCommands,
    and(
      eq(moneyCommands.vendor, 'whmcs'),
      inArray(moneyCommands.state, ['intended', 'attempting', 'unknown']),
      sql`exists (select 1 from ${invoices} i where i.instance_id = ${instanceId} and ${moneyCommands.payee} = 'invoice:' || i.id)`,
    ),
  );

/**
 * Ends the use of an instance: its credential and the secret of its hook are forgotten, its invoices stay. Again it changes
 * nothing. Throws VENDOR_MONEY_OPEN while a payment is being recorded there.
 */
export async function disconnectInstance(tx: Transaction, before: WhmcsInstance, by: By): Promise<WhmcsInstance> {
  if (before.status === 'disconnected') return before;
  if ((await openMoneyAt(tx, before.id)) > 0) throw new CodedError('VENDOR_MONEY_OPEN');
  const forgotten = { identifier: null, secret: null, accessKey: null, hookSecret: null };
  const row = await moveInstance(tx, before, 'disconnected', { ...forgotten, version: sql`version + 1` });
  if (!row) return before;
  const { actor, requestId } = by;
  await appendEvent(tx, { type: 'whmcs_instance_disconnected', actor, subject: instanceSubject(row.id), requestId });
  return row;
}
