import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { type StripeConnection, seal } from '../../db/reconciliation/sealed.ts';
import { stripeConnections } from '../../db/reconciliation/stripeSchema.ts';
import { type ConnectionStatus, connectionStatesBefore } from '../../domain/connections/states.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { By } from '../by.ts';
import { appendEvent } from '../events.ts';
import { startStripeConnection, startStripeSync } from './startStripeRun.ts';

/** What a consent was worth. */
export type StripeConsent =
  | {
      result: 'connected';
      accountId: string;
      name: string;
      accessToken: string;
      refreshToken: string | null;
      scope: string;
      livemode: boolean;
      mock: boolean;
    }
  | { result: 'failed' | 'in_use' };

const subjectOf = (id: string) => `stripe-connection:${id}`;

/** Moves a connection to a state, and writes what else changes with it. Nothing else writes its state; null for no move of the table. */
export async function moveStripe(
  tx: Transaction,
  { id }: Pick<StripeConnection, 'id'>,
  to: ConnectionStatus,
  more: Omit<PgUpdateSetSource<typeof stripeConnections>, 'status' | 'updatedAt'> = {},
): Promise<StripeConnection | null> {
  const [moved] = await tx
    .update(stripeConnections)
    .set({ ...more, status: to, updatedAt: sql`now()` })
    .where(and(eq(stripeConnections.id, id), inArray(stripeConnections.status, connectionStatesBefore(to))))
    .returning();
  return moved ?? null;
}

/** A row for a consent that begins: one that never had an account, or a new one. Its code is good once. */
export async function beginStripeConsent(
  tx: Transaction,
  cipher: FieldCipher,
  whose: { tenantId: string; userId: string; mock: boolean },
  code: string,
): Promise<{ connection: StripeConnection; processId: string }> {
  const [unused] = await tx
    .select()
    .from(stripeConnections)
    .where(and(isNull(stripeConnections.accountId), eq(stripeConnections.userId, whose.userId)))
    .limit(1)
    .for('update');
  const connection = unused ?? (await tx.insert(stripeConnections).values(whose).returning())[0];
  if (!connection) throw new Error('stripe connection not written');
  const authCode = seal(cipher, 'stripe_connections', connection, 'auth_code', code);
  await tx
    .update(stripeConnections)
    .set({ authCode, consent: 'pending' })
    .where(eq(stripeConnections.id, connection.id));
  const start = { connection, change: 'connect', startedBy: `user:${whose.userId}` } as const;
  return { connection, processId: (await startStripeConnection(tx, start)).process.id };
}

/** A unique key over all tenants says that an account is read by one. */
const isTaken = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return (
    typeof cause === 'object' &&
    cause !== null &&
    'constraint_name' in cause &&
    cause.constraint_name === 'stripe_connections_account_once'
  );
};

/** Whether the tenant has this account in another row already, from an earlier consent. */
const earlierOf = async (tx: Transaction, accountId: string) =>
  (await tx.select().from(stripeConnections).where(eq(stripeConnections.accountId, accountId)).for('update'))[0];

/**
 * Ends a consent, well or not; another consent meanwhile has its own end. An account that the tenant had before is read on in
 * its old row, with all that is known of it. Throws VENDOR_ACCOUNT_IN_USE where another tenant reads the account.
 */
export async function endStripeConsent(
  tx: Transaction,
  cipher: FieldCipher,
  begun: StripeConnection,
  consent: StripeConsent,
): Promise<StripeConnection | null> {
  const actor = `user:${begun.userId}`;
  const sameCode = and(eq(stripeConnections.id, begun.id), eq(stripeConnections.authCode, begun.authCode ?? ''));
  const [ended] = await tx
    .update(stripeConnections)
    .set({ authCode: null, consent: consent.result, updatedAt: sql`now()` })
    .where(sameCode)
    .returning();
  if (!ended) return null;
  if (consent.result !== 'connected') {
    const data = { result: consent.result };
    await appendEvent(tx, { type: 'stripe_connection_refused', actor, subject: subjectOf(begun.id), data });
    return ended;
  }
  const target = (await earlierOf(tx, consent.accountId)) ?? ended;
  const columns = {
    userId: begun.userId,
    accountId: consent.accountId,
    accountName: consent.name,
    scope: consent.scope,
    livemode: consent.livemode,
    mock: consent.mock,
    accessToken: seal(cipher, 'stripe_connections', target, 'access_token', consent.accessToken),
    refreshToken: seal(cipher, 'stripe_connections', target, 'refresh_token', consent.refreshToken),
    connectedAt: target.connectedAt ?? sql`now()`,
    consent: 'connected' as const,
    failures: 0,
    lastCode: null,
  };
  const row = await moveStripe(tx, target, 'active', columns).catch((error: unknown) => {
    throw isTaken(error) ? new CodedError('VENDOR_ACCOUNT_IN_USE') : error;
  });
  if (!row) return null;
  await startStripeSync(tx, { connection: row, mode: 'lists', startedBy: actor });
  await appendEvent(tx, {
    type: 'stripe_connection_granted',
    actor,
    subject: subjectOf(row.id),
    data: { accountId: row.accountId, again: row.id !== begun.id, mock: row.mock },
  });
  return row;
}

/** Forgets the tokens of a connection; what was read stays. Again it changes nothing. `by` null: the account has ended it itself. */
export async function leaveStripe(tx: Transaction, connection: StripeConnection, by: By | null): Promise<void> {
  const forgotten = { accessToken: null, refreshToken: null, authCode: null };
  if (!(await moveStripe(tx, connection, 'disconnected', forgotten))) return;
  await appendEvent(tx, {
    type: by ? 'stripe_connection_disconnected' : 'stripe_connection_ended',
    actor: by?.actor ?? 'stripe',
    subject: subjectOf(connection.id),
    requestId: by?.requestId,
  });
}
