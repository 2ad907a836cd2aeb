import { eq, sql } from 'drizzle-orm';
import { applyReading } from '../../db/alerts.ts';
import { appendEvent } from '../../db/events.ts';
import { closeProcess } from '../../db/processes.ts';
import { mailboxes } from '../../db/schema/mailbox.ts';
import { asAccount, keepTokens, loadMailbox, type MailboxDeps, unseal, withMailbox } from './openMailbox.ts';

const MODIFY_SCOPE = 'https://www.googleapis.com/auth/gmail.modify';

type Scope = { tenantId: string; mailboxId: string };

/** A mailbox's consent: brought to its end with Google, or ended there. */
export function createConnectionActivities(deps: MailboxDeps) {
  const { db, cipher } = deps;
  return {
    /** Exchanges the code of a consent for tokens and looks whose mailbox it is. The same again finds it done. */
    async connectMailbox(input: Scope & { processId: string }): Promise<{ connected: boolean }> {
      const box = await loadMailbox(db, input.tenantId, input.mailboxId);
      const code = unseal(cipher, box, 'auth_code', box.authCode);
      if (code) {
        const { oauth, reader } = deps.google();
        const tokens = await oauth.exchange(code, unseal(cipher, box, 'code_verifier', box.codeVerifier) ?? '');
        await keepTokens(deps, box, tokens);
        const { address } = await reader(box.id, tokens.accessToken).profile();
        await db.withTenant(box.tenantId, async (tx) => {
          await tx
            .update(mailboxes)
            .set({
              status: 'active',
              ...asAccount(cipher, box, address),
              mock: oauth.mock,
              authCode: null,
              codeVerifier: null,
              failures: 0,
              pausedUntil: null,
              lastCode: tokens.scopes.includes(MODIFY_SCOPE) ? null : 'GMAIL_SCOPE_MISSING',
              updatedAt: sql`now()`,
            })
            .where(eq(mailboxes.id, box.id));
          for (const rule of ['mailbox_reauth', 'mailbox_unreadable'] as const)
            await applyReading(tx, {
              tenantId: box.tenantId,
              rule,
              reading: { subject: `mailbox:${box.id}`, value: 0, items: null },
              configured: [],
            });
          await appendEvent(tx, {
            type: 'gmail_oauth_granted',
            actor: `user:${box.userId}`,
            subject: `mailbox:${box.id}`,
          });
        });
      }
      await db.withTenant(input.tenantId, (tx) => closeProcess(tx, input.processId));
      return { connected: code !== null };
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
