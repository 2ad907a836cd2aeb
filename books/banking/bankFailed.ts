import { eq, sql } from 'drizzle-orm';
import type { BankConnectionRow } from '../../db/banking/connections.ts';
import { bankConnections } from '../../db/banking/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { isBankConsentEnded } from '../../domain/banking/failures.ts';
import { pauseMinutes } from '../../domain/mailbox/readingFailures.ts';
import { appendEvent } from '../events.ts';
import { queueNotifications } from '../notifications/queueNotifications.ts';
import { applyReading } from '../operations/applyReading.ts';
import { moveBank } from './moveBank.ts';

/** Mails whoever connected a bank. `about` makes one mail of one occasion. */
export async function tellOwner(
  tx: Transaction,
  bank: BankConnectionRow,
  template: 'bank_reauth' | 'bank_consent_ends',
  about: string,
): Promise<void> {
  if (!bank.userId) return;
  const { tenantId, id } = bank;
  const [owner] = await tx.select().from(users).where(eq(users.id, bank.userId));
  if (!owner || owner.disabledAt) return;
  await queueNotifications(tx, {
    tenantId,
    batchKey: `bank:${id}:${template}:${about}`,
    messages: [
      {
        channel: 'email',
        recipient: owner.email,
        template,
        variables: { bank: bank.institutionName ?? 'your bank', endsAt: bank.consentEndsAt?.toISOString() ?? null },
      },
    ],
  });
}

/**
 * A reading or a check that failed. An ended consent waits for a person, who is told by mail and an alert, once an episode;
 * whatever else pauses reading after the third in a row. Of a bank that is not connected nothing is written.
 */
export async function bankFailed(
  tx: Transaction,
  failed: { tenantId: string; connectionId: string; code: string },
  approvers: string[],
): Promise<void> {
  const { tenantId, connectionId, code } = failed;
  const [bank] = await tx.select().from(bankConnections).where(eq(bankConnections.id, connectionId)).for('update');
  if (bank?.status !== 'active') return;
  const ended = isBankConsentEnded(code);
  const failures = bank.failures + 1;
  const minutes = pauseMinutes(failures);
  await moveBank(tx, bank, ended ? 'requires_reauth' : 'active', {
    failures,
    lastCode: code,
    ...(minutes === null ? {} : { pausedUntil: sql`now() + make_interval(mins => ${minutes})` }),
  });
  await applyReading(tx, {
    tenantId,
    rule: ended ? 'bank_reauth' : 'bank_unreadable',
    reading: { subject: `bank:${bank.id}`, value: ended ? 1 : failures, items: null },
    configured: approvers,
  });
  if (!ended) return;
  await tellOwner(tx, bank, 'bank_reauth', bank.updatedAt.toISOString());
  await appendEvent(tx, {
    type: bank.provider === 'plaid' ? 'plaid_reauth_required' : 'bank_reauth_required',
    actor: 'workflow',
    subject: `bank:${bank.id}`,
    data: { code },
  });
}
