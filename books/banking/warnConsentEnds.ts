import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { bankConnections } from '../../db/banking/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { CONSENT_WARNING_DAYS } from '../../domain/connections/consentEnd.ts';
import { appendEvent } from '../events.ts';
import { bankFailed, tellOwner } from './bankFailed.ts';

/** Tells the people whose consent ends within a week, once for each consent; one that has ended waits for a person. */
export async function warnConsentEnds(
  tx: Transaction,
  tenantId: string,
  approvers: string[],
): Promise<{ warned: number; ended: number }> {
  const near = await tx
    .select({ bank: bankConnections, past: sql<boolean>`consent_ends_at <= now()` })
    .from(bankConnections)
    .where(
      and(
        eq(bankConnections.status, 'active'),
        isNotNull(bankConnections.consentEndsAt),
        sql`consent_ends_at <= now() + make_interval(days => ${CONSENT_WARNING_DAYS})`,
        sql`(consent_warned_at is null or consent_ends_at <= now())`,
      ),
    )
    .orderBy(bankConnections.consentEndsAt)
    .for('update');
  let warned = 0;
  for (const { bank, past } of near) {
    if (past) {
      await bankFailed(tx, { tenantId, connectionId: bank.id, code: 'BANK_CONSENT_ENDED' }, approvers);
      continue;
    }
    warned += 1;
    await tx.update(bankConnections).set({ consentWarnedAt: sql`now()` }).where(eq(bankConnections.id, bank.id));
    await tellOwner(tx, bank, 'bank_consent_ends', bank.consentEndsAt?.toISOString() ?? '');
    await appendEvent(tx, { type: 'bank_consent_ends', actor: 'workflow', subject: `bank:${bank.id}` });
  }
  return { warned, ended: near.length - warned };
}
