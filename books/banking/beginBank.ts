import { eq, sql } from 'drizzle-orm';
import { type BankConnectionRow, bankIn } from '../../db/banking/connections.ts';
import { bankConnections } from '../../db/banking/schema.ts';
import { seal } from '../../db/banking/sealed.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { BankProvider } from '../../domain/banking/line.ts';
import { appendEvent } from '../events.ts';
import { changeBank } from './changeBank.ts';

const BEGUN = { table: 'bank_connections', column: 'begun' } as const;
const CODE = { table: 'bank_connections', column: 'auth_code' } as const;

export interface BegunBank {
  /** Chosen before the provider is asked: the state of the consent names it. */
  id: string;
  tenantId: string;
  userId: string;
  provider: BankProvider;
  institutionId: string | null;
  institutionName: string | null;
  historyDays: number | null;
  mock: boolean;
  /** The provider's id of what was begun; null where the callback brings all that is needed. */
  begun: string | null;
}

/** Makes a bank ready for a consent. One that is connected stays connected meanwhile, as what it is. */
export async function prepareBank(tx: Transaction, cipher: FieldCipher, bank: BegunBank): Promise<void> {
  const { begun, ...columns } = bank;
  const sealed = begun === null ? null : seal(cipher, bank, BEGUN, begun);
  await tx
    .insert(bankConnections)
    .values({ ...columns, begun: sealed })
    .onConflictDoUpdate({
      target: [bankConnections.tenantId, bankConnections.id],
      set: { begun: sealed, updatedAt: sql`now()` },
    });
}

/** Hands the code of a consent to the run that speaks with the provider. `code`: null where what was begun says all. */
export async function takeBankCode(
  tx: Transaction,
  cipher: FieldCipher,
  { connectionId, code }: { connectionId: string; code: string | null },
  actor: string,
): Promise<{ bank: BankConnectionRow; processId: string }> {
  const known = await bankIn(tx, connectionId);
  const [bank] = await tx
    .update(bankConnections)
    .set({
      authCode: code === null ? null : seal(cipher, known, CODE, code),
      consent: 'pending',
      updatedAt: sql`now()`,
    })
    .where(eq(bankConnections.id, connectionId))
    .returning();
  if (!bank) throw new Error('bank not written');
  return { bank, processId: await changeBank(tx, bank, 'connect', actor) };
}

/** The bank, or whoever was asked, has said no, or the provider did. What is connected stays connected. */
export async function refuseBank(
  tx: Transaction,
  bank: Pick<BankConnectionRow, 'id'>,
  result: 'denied' | 'failed',
  actor: string,
): Promise<void> {
  const [refused] = await tx
    .update(bankConnections)
    .set({ consent: result, begun: null, authCode: null, updatedAt: sql`now()` })
    .where(eq(bankConnections.id, bank.id))
    .returning({ id: bankConnections.id });
  if (!refused) return;
  await appendEvent(tx, { type: 'bank_consent_refused', actor, subject: `bank:${bank.id}`, data: { result } });
}
