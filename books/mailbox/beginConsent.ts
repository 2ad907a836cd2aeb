import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { type MailboxRow, seal } from '../../db/mailbox/sealed.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { MailboxPurpose } from '../../domain/mailbox/consent.ts';
import { changeConnection } from './changeConnection.ts';

interface Whose {
  tenantId: string;
  userId: string;
  purpose: MailboxPurpose;
}

const isWhose = ({ userId, purpose }: Whose) => and(eq(mailboxes.userId, userId), eq(mailboxes.purpose, purpose));

/** A user's mailbox for a purpose, made where there is none; its connection stays as it is. `set`: what changes besides. */
export async function ensureMailbox(
  tx: Transaction,
  { tenantId, userId, purpose }: Whose,
  mock: boolean,
  set: { mock?: boolean } = {},
): Promise<MailboxRow> {
  const [box] = await tx
    .insert(mailboxes)
    .values({ tenantId, userId, purpose, mock })
    .onConflictDoUpdate({
      target: [mailboxes.tenantId, mailboxes.userId, mailboxes.purpose],
      set: { ...set, updatedAt: sql`now()` },
    })
    .returning();
  if (!box) throw new Error('mailbox not written');
  return box;
}

/** Makes a user's mailbox ready for a consent. What is connected stays connected meanwhile. */
export async function prepareConsent(
  tx: Transaction,
  cipher: FieldCipher,
  whose: Whose,
  wanted: { mock: boolean; verifier: string; mayReplace: boolean },
): Promise<void> {
  const box = await ensureMailbox(tx, whose, wanted.mock);
  await tx
    .update(mailboxes)
    .set({ codeVerifier: seal(cipher, box, 'code_verifier', wanted.verifier), mayReplace: wanted.mayReplace })
    .where(eq(mailboxes.id, box.id));
}

/** Hands the code of a consent to the run that speaks with Google. Throws INVALID_STATE_TOKEN when nothing was prepared. */
export async function beginConsent(
  tx: Transaction,
  cipher: FieldCipher,
  whose: Whose,
  code: string,
): Promise<{ box: MailboxRow; processId: string }> {
  const [box] = await tx.select().from(mailboxes).where(isWhose(whose)).for('update');
  if (!box) throw new CodedError('INVALID_STATE_TOKEN');
  await tx
    .update(mailboxes)
    .set({ authCode: seal(cipher, box, 'auth_code', code), consent: 'pending', updatedAt: sql`now()` })
    .where(eq(mailboxes.id, box.id));
  return { box, processId: await changeConnection(tx, box, 'connect', `user:${whose.userId}`) };
}

/** Google, or whoever was asked, has said no. What is connected stays connected. */
export async function denyConsent(tx: Transaction, whose: Whose): Promise<void> {
  await tx
    .update(mailboxes)
    .set({ consent: 'denied', codeVerifier: null, mayReplace: false, updatedAt: sql`now()` })
    .where(isWhose(whose));
}
