import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { personBehind } from '../../db/identity/people.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import type { MailboxRow } from '../../db/mailbox/sealed.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { ConsentResult, MailboxTokens } from '../../domain/mailbox/consent.ts';
import { appendEvent } from '../events.ts';
import { requestPowerChange } from '../identity/requestPowerChange.ts';
import { applyReading } from '../operations/applyReading.ts';
import { asAccount, tokenColumns } from './accountColumns.ts';
import { moveMailbox } from './moveMailbox.ts';

/** What a consent was worth. */
export type Consent =
  | {
      result: 'connected';
      tokens: MailboxTokens;
      address: string;
      /** Another account than the one that was connected. */
      another: boolean;
      /** A mailbox of the sandbox. */
      mock: boolean;
    }
  | { result: Exclude<ConsentResult, 'connected' | 'pending' | 'denied'>; scope?: string };
type Connected = Extract<Consent, { result: 'connected' }>;

/** A consent that has ended leaves nothing of itself. */
const ENDED = { authCode: null, codeVerifier: null, mayReplace: false } as const;
/** Not where another consent has begun meanwhile: that one has its own end. */
const sameConsent = (box: MailboxRow) => eq(mailboxes.authCode, box.authCode ?? '');

/**
 * Whoever owns a payment inbox can put any mail into it, and mail confirms bookings: it is not read before a second
 * person has approved it. Connecting it again asks again.
 */
async function askForApproval(tx: Transaction, box: MailboxRow, address: string): Promise<void> {
  const actor = `user:${box.userId}`;
  const { name } = await personBehind(tx, actor);
  await requestPowerChange(tx, {
    tenantId: box.tenantId,
    kind: 'mailbox',
    subject: `mailbox:${box.id}`,
    subjectUserId: box.userId,
    before: null,
    after: { address },
    summary: `Mail that ${address} receives may confirm bookings; ${name} has connected it`,
    principal: { actor, userId: box.userId },
    requestId: `mailbox:${box.id}`,
  }).catch((error: unknown) => {
    // Too many changes wait: it stays connected and unread, and says so.
    if (!(error instanceof CodedError)) throw error;
  });
}

async function connect(tx: Transaction, cipher: FieldCipher, box: MailboxRow, consent: Connected): Promise<boolean> {
  const columns = {
    ...ENDED,
    consent: consent.result,
    ...tokenColumns(cipher, box, consent.tokens),
    ...asAccount(cipher, box, consent.address),
    mock: consent.mock,
    failures: 0,
    pausedUntil: null,
    lastCode: null,
  };
  const changed = await moveMailbox(tx, box, 'active', columns, sameConsent(box));
  if (!changed) return false;
  if (changed.purpose === 'payment_inbox' && !changed.approved) await askForApproval(tx, changed, consent.address);
  for (const rule of ['mailbox_reauth', 'mailbox_unreadable'] as const)
    await applyReading(tx, {
      tenantId: box.tenantId,
      rule,
      reading: { subject: `mailbox:${box.id}`, value: 0, items: null },
      configured: [],
    });
  return true;
}

/** What was connected before stays connected. */
async function refuse(tx: Transaction, box: MailboxRow, consent: Consent['result']): Promise<boolean> {
  const changed = await tx
    .update(mailboxes)
    .set({ ...ENDED, consent, updatedAt: sql`now()` })
    .where(sql`${mailboxes.id} = ${box.id} and ${sameConsent(box)}`)
    .returning({ id: mailboxes.id });
  return changed.length > 0;
}

/** Ends the consent that a mailbox was read with, well or not. The same again, and one that another has replaced, change nothing. */
export async function endConsent(
  tx: Transaction,
  cipher: FieldCipher,
  box: MailboxRow,
  consent: Consent,
): Promise<void> {
  const connected = consent.result === 'connected';
  const changed = connected ? await connect(tx, cipher, box, consent) : await refuse(tx, box, consent.result);
  if (!changed) return;
  await appendEvent(tx, {
    type: connected ? 'gmail_oauth_granted' : 'gmail_oauth_refused',
    actor: `user:${box.userId}`,
    subject: `mailbox:${box.id}`,
    data: connected
      ? { replaced: consent.another }
      : { result: consent.result, ...(consent.scope ? { scope: consent.scope } : {}) },
  });
}
