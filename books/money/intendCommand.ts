import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { moneyCommands, moneyExposures } from '../../db/money/schema.ts';
import { appendEvent } from '../events.ts';
import { moneyIsStopped } from './moneyIsStopped.ts';
import type { MoneyCommand } from './moveCommand.ts';
import { postPhase } from './postPhase.ts';

/** What is paid back, as the vendor has it now; amounts in minor units. */
interface Exposure {
  /** E.g. `stripe_charge:ch_1`. */
  key: string;
  currency: string;
  amountMinor: number;
  refundedMinor: number;
}

export interface Intent {
  tenantId: string;
  processId: string;
  /** The approval; payee, amount and currency are its own. */
  decision: { id: string; payee: string; approvedMinor: number; currency: string };
  leg: MoneyCommand['leg'];
  /** Which of several payments that the approval names; left out where it is all that was approved. */
  part?: number;
  vendor: string;
  /** Exact request and vendor API version, replayed verbatim. */
  parameters: object;
  apiVersion: string;
  mock: boolean;
  /** null where the call moves no money of its own. */
  exposure: Exposure | null;
  /** The command whose effect this one takes back; what that one exposes is free again once this one is applied. */
  compensates?: { id: string; exposureKey: string | null };
  requestId: string;
}

/** What is paid back was paid back by another tenant: one vendor account serves two of them, which is a mistake in configuration. */
export class ExposedByAnotherTenant extends Error {}

/** Locks the exposure row and adds the amount to it; the row's check (23514) refuses more than is left to pay back. */
async function expose(tx: Transaction, tenantId: string, exposure: Exposure, amountMinor: number): Promise<void> {
  const { key, currency, amountMinor: limitMinor, refundedMinor } = exposure;
  const [, [row]] = await Promise.all([
    tx.insert(moneyExposures).values({ tenantId, key, currency, limitMinor }).onConflictDoNothing(),
    tx.select().from(moneyExposures).where(eq(moneyExposures.key, key)).for('update'),
  ]);
  // Neither written nor found: the row is another tenant's, which has paid it back before.
  if (!row) throw new ExposedByAnotherTenant();
  // As the vendor says it now: what was made elsewhere and came back no longer counts, and an invoice may be another sum.
  const elsewhere = refundedMinor - row.appliedMinor;
  await tx
    .update(moneyExposures)
    .set({ limitMinor, elsewhereMinor: Math.max(0, elsewhere), openMinor: sql`open_minor + ${amountMinor}` })
    .where(eq(moneyExposures.key, key));
}

/** The key of a command: what it is, and never who tried it or how often. */
const keyOfCommand = (tenantId: string, decisionId: string, leg: MoneyCommand['leg'], part = 0): string =>
  `${tenantId}:${decisionId}:${leg}${part === 0 ? '' : `:${part}`}`;

/**
 * The intent of a money command, before anything is sent: written once for a decision and leg, with its exposure and its
 * pending entries. The same intent again returns the command that is there. `stopped` while money is stopped.
 */
export async function intendCommand(tx: Transaction, intent: Intent): Promise<MoneyCommand | 'stopped'> {
  const { tenantId, processId, decision, exposure, compensates, requestId, ...call } = intent;
  if (await moneyIsStopped(tx)) return 'stopped';
  // Business identity only: a run id, an attempt number or a random would make a second effect possible.
  const idempotencyKey = keyOfCommand(tenantId, decision.id, call.leg, call.part);
  const [command] = await tx
    .insert(moneyCommands)
    .values({
      ...call,
      tenantId,
      processId,
      decisionId: decision.id,
      idempotencyKey,
      payee: decision.payee,
      amountMinor: decision.approvedMinor,
      currency: decision.currency,
      exposureKey: exposure?.key ?? compensates?.exposureKey ?? null,
      compensatesId: compensates?.id ?? null,
    })
    .onConflictDoNothing()
    .returning();
  if (!command) {
    const [existing] = await tx.select().from(moneyCommands).where(eq(moneyCommands.idempotencyKey, idempotencyKey));
    if (!existing) throw new Error('money command neither written nor found');
    return existing;
  }
  if (exposure) await expose(tx, tenantId, exposure, command.amountMinor);
  await postPhase(tx, command, 'pending');
  await appendEvent(tx, {
    type: 'money_intended',
    actor: 'workflow',
    subject: `process:${processId}`,
    data: {
      commandId: command.id,
      decisionId: decision.id,
      leg: command.leg,
      amountMinor: command.amountMinor,
      currency: command.currency,
    },
    requestId,
  });
  return command;
}
