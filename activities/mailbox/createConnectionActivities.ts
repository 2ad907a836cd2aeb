import { sleep } from '@temporalio/activity';
import { and, eq, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { requestPowerChange } from '../../books/identity/requestPowerChange.ts';
import { applyReading } from '../../books/operations/applyReading.ts';
import { closeProcess } from '../../books/operations/closeProcess.ts';
import type { Transaction } from '../../db/database.ts';
import { personBehind } from '../../db/identity/people.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { type ConsentResult, missingScope } from '../../domain/mailbox/consent.ts';
import type { GoogleTokens } from '../../providers/gmail/client.ts';
import { VendorError } from '../../providers/vendorError.ts';
import {
  asAccount,
  FIXTURE_MAILBOX,
  loadMailbox,
  type MailboxDeps,
  type MailboxRow,
  tokenColumns,
  unseal,
  withMailbox,
} from './openMailbox.ts';

type Scope = { tenantId: string; mailboxId: string };
type Consent =
  | { result: 'connected'; tokens: GoogleTokens; address: string; another: boolean }
  | { result: Exclude<ConsentResult, 'connected' | 'pending' | 'denied'>; scope?: string };

const LOOKS = 3;
const LOOK_AGAIN_MS = 500;

/** A mailbox's consent: brought to its end with Google, or ended there. */
export function createConnectionActivities(deps: MailboxDeps) {
  const { db, cipher } = deps;

  /** Whose mailbox the new tokens open. The code is spent, so a short failure is waited for here. */
  async function addressBehind(box: MailboxRow, tokens: GoogleTokens): Promise<string> {
    for (let look = 1; ; look += 1) {
      try {
        return (await deps.google().reader(box.id, tokens.accessToken).profile()).address;
      } catch (error) {
        if (look === LOOKS || !(error instanceof VendorError) || error.kind !== 'retryable') throw error;
        await sleep(LOOK_AGAIN_MS);
      }
    }
  }

  /** What a code is worth. Changes nothing: what was connected before works until this has ended well. */
  async function consentOf(box: MailboxRow, code: string): Promise<Consent> {
    const before = unseal(cipher, box, 'address', box.address);
    let tokens: GoogleTokens | null = null;
    try {
      const verifier = unseal(cipher, box, 'code_verifier', box.codeVerifier) ?? '';
      tokens = await deps.google().oauth.exchange(code, verifier);
      const scope = missingScope(box.purpose, tokens.scopes);
      if (scope) return { result: 'scope_missing', scope };
      const address = await addressBehind(box, tokens);
      const another = before !== null && before.toLowerCase() !== address.toLowerCase();
      // What only stood in for a mailbox gives way to one.
      const connected = (box.status === 'active' || box.status === 'requires_reauth') && before !== FIXTURE_MAILBOX;
      if (another && connected && !box.mayReplace) return { result: 'other_account' };
      // Without one of its own the grant would end within the hour, or the old account's would be taken for it.
      if (!tokens.refreshToken && (another || !box.refreshToken)) return { result: 'failed' };
      return { result: 'connected', tokens, address, another };
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      // A code that was not taken yet is tried again by the engine.
      if (error.kind === 'retryable' && !tokens) throw error;
      return { result: 'failed' };
    }
  }

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

  async function end(tx: Transaction, box: MailboxRow, consent: Consent): Promise<void> {
    const connected = consent.result === 'connected';
    const [changed] = await tx
      .update(mailboxes)
      .set({
        authCode: null,
        codeVerifier: null,
        mayReplace: false,
        consent: consent.result,
        updatedAt: sql`now()`,
        ...(connected
          ? {
              status: 'active' as const,
              ...tokenColumns(cipher, box, consent.tokens),
              ...asAccount(cipher, box, consent.address),
              mock: deps.google().oauth.mock,
              failures: 0,
              pausedUntil: null,
              lastCode: null,
            }
          : {}),
      })
      // Not where another consent has begun meanwhile: that one has its own end.
      .where(and(eq(mailboxes.id, box.id), eq(mailboxes.authCode, box.authCode ?? '')))
      .returning();
    if (!changed) return;
    if (connected && changed.purpose === 'payment_inbox' && !changed.approved)
      await askForApproval(tx, changed, consent.address);
    if (connected)
      for (const rule of ['mailbox_reauth', 'mailbox_unreadable'] as const)
        await applyReading(tx, {
          tenantId: box.tenantId,
          rule,
          reading: { subject: `mailbox:${box.id}`, value: 0, items: null },
          configured: [],
        });
    await appendEvent(tx, {
      type: connected ? 'gmail_oauth_granted' : 'gmail_oauth_refused',
      actor: `user:${box.userId}`,
      subject: `mailbox:${box.id}`,
      data: connected
        ? { replaced: consent.another }
        : { result: consent.result, ...(consent.scope ? { scope: consent.scope } : {}) },
    });
  }

  return {
    /** Exchanges the code of a consent for tokens and looks whose mailbox it is. The same again finds it done. */
    async connectMailbox(input: Scope & { processId: string }): Promise<{ connected: boolean }> {
      const box = await loadMailbox(db, input.tenantId, input.mailboxId);
      const code = unseal(cipher, box, 'auth_code', box.authCode);
      const consent = code ? await consentOf(box, code) : null;
      await db.withTenant(input.tenantId, async (tx) => {
        await closeProcess(tx, input.processId);
        if (consent) await end(tx, box, consent);
      });
      // The account whose place was taken is not read any more; whether Google answers changes nothing here.
      const old =
        consent?.result === 'connected' && consent.another && unseal(cipher, box, 'refresh_token', box.refreshToken);
      if (old)
        await deps
          .google()
          .oauth.revoke(old)
          .catch(() => undefined);
      return { connected: consent?.result === 'connected' };
    },

    /** Every mailbox of the tenant that somebody has connected, whatever for. */
    async activeMailboxes({ tenantId }: { tenantId: string }): Promise<string[]> {
      const rows = await db.withTenant(tenantId, (tx) =>
        tx
          .select({ id: mailboxes.id })
          .from(mailboxes)
          .where(eq(mailboxes.status, 'active'))
          .orderBy(mailboxes.createdAt),
      );
      return rows.map((row) => row.id);
    },

    /** Uses the grant of a mailbox once; throws GMAIL_REVOKED when it has ended. */
    async checkConnection(input: Scope): Promise<void> {
      const box = await loadMailbox(db, input.tenantId, input.mailboxId);
      await withMailbox(deps, box, (reader) => reader.profile());
    },

    /** Ends the grant at Google, then forgets the tokens. */
    async disconnectMailbox(input: Scope & { processId: string }): Promise<void> {
      const box = await loadMailbox(db, input.tenantId, input.mailboxId);
      const token = unseal(cipher, box, 'refresh_token', box.refreshToken);
      if (token) await deps.google().oauth.revoke(token);
      await db.withTenant(input.tenantId, async (tx) => {
        await tx
          .update(mailboxes)
          .set({
            status: 'disconnected',
            refreshToken: null,
            accessToken: null,
            accessExpiresAt: null,
            updatedAt: sql`now()`,
          })
          .where(eq(mailboxes.id, box.id));
        await appendEvent(tx, {
          type: 'gmail_oauth_revoked',
          actor: `user:${box.userId}`,
          subject: `mailbox:${box.id}`,
        });
        await closeProcess(tx, input.processId);
      });
    },
  };
}
