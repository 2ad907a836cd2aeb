import { and, eq, isNull, sql } from 'drizzle-orm';
import type { BankConnectionRow } from '../../db/banking/connections.ts';
import { bankAccountLinks } from '../../db/banking/schema.ts';
import { bankPages } from '../../db/banking/syncSchema.ts';
import type { Transaction } from '../../db/database.ts';
import { appendEvent } from '../events.ts';
import { moveBank } from './moveBank.ts';

/** Forgets the access of a bank that was ended; its accounts and lines stay. The same again changes nothing. */
export async function forgetBank(tx: Transaction, bank: BankConnectionRow, actor: string): Promise<void> {
  const moved = await moveBank(tx, bank, 'disconnected', {
    accessToken: null,
    refreshToken: null,
    begun: null,
    authCode: null,
    consentEndsAt: null,
  });
  if (!moved) return;
  await tx
    .update(bankAccountLinks)
    .set({ endedAt: sql`now()` })
    .where(and(eq(bankAccountLinks.connectionId, bank.id), isNull(bankAccountLinks.endedAt)));
  await tx.delete(bankPages).where(eq(bankPages.connectionId, bank.id));
  await appendEvent(tx, {
    type: bank.provider === 'plaid' ? 'plaid_item_disconnected' : 'bank_disconnected',
    actor,
    subject: `bank:${bank.id}`,
  });
}
