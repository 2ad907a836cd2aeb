import { heartbeat } from '@temporalio/activity';
import { and, asc, eq, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { startSync } from '../../books/mailbox/startSync.ts';
import { closeProcess } from '../../books/operations/closeProcess.ts';
import { readable } from '../../db/mailbox/mailbox.ts';
import { gmailMessages, mailboxes } from '../../db/mailbox/schema.ts';
import { processes } from '../../db/operations/schema.ts';
import { storable } from '../../domain/storable.ts';
import type { GmailReader } from '../../providers/gmail/client.ts';
import { type GmailSyncInput, gmailSyncWorkflowId, type SyncProgress } from '../../workflows/mailbox/contract.ts';
import { discoverMail, type FirstReading } from './discoverMail.ts';
import { eachMail } from './eachMail.ts';
import { readingFailed, readingSucceeded } from './mailboxHealth.ts';
import {
  asAccount,
  FIXTURE_MAILBOX,
  keepTokens,
  loadMailbox,
  type MailboxDeps,
  type MailboxRow,
  withMailbox,
} from './openMailbox.ts';

export interface SyncDeps extends MailboxDeps {
  first: FirstReading;
  approverEmails: string[];
}

const READ_SCOPE = 'https://www.googleapis.com/auth/gmail.readonly';
/** Messages whose metadata one step fetches. */
const BATCH = 100;
const PARALLEL = 4;
const BUDGET_MS = 120_000;
/** Syncs of a tenant at once. */
const AT_ONCE = 20;

/** A user's mailbox as evidence: which mail there is, from whom and when. Never its text. */
export function createSyncActivities(deps: SyncDeps) {
  const { db, cipher } = deps;

  /** A user who has connected nothing reads the fixtures, where this installation has a sandbox. */
  async function connectFixtures(box: MailboxRow): Promise<MailboxRow> {
    const { oauth, reader } = deps.google();
    const tokens = await oauth.consentInSandbox(FIXTURE_MAILBOX, READ_SCOPE);
    await keepTokens(deps, box, tokens);
    const { address } = await reader(box.id, tokens.accessToken).profile();
    await db.withTenant(box.tenantId, (tx) =>
      tx
        .update(mailboxes)
        .set({ status: 'active', ...asAccount(cipher, box, address) })
        .where(eq(mailboxes.id, box.id)),
    );
    return loadMailbox(db, box.tenantId, box.id);
  }

  async function keep(box: MailboxRow, reader: GmailReader, messageId: string): Promise<void> {
    const found = await reader.metadata(messageId);
    await db.withTenant(box.tenantId, (tx) =>
      tx
        .update(gmailMessages)
        .set(
          found
            ? {
                state: 'kept',
                receivedAt: new Date(found.receivedAtMs),
                metadata: storable({
                  threadId: found.threadId,
                  labels: found.labels,
                  fromDomain: found.fromDomain,
                  bulk: found.bulk,
                  sizeBytes: found.sizeBytes,
                  mock: box.mock,
                }),
              }
            : { state: 'gone' },
        )
        .where(and(eq(gmailMessages.mailboxId, box.id), eq(gmailMessages.messageId, messageId))),
    );
  }

  const setAside = (box: MailboxRow, messageId: string, reason: string) =>
    db.withTenant(box.tenantId, async (tx) => {
      await tx
        .update(gmailMessages)
        .set({ state: 'set_aside', reason })
        .where(and(eq(gmailMessages.mailboxId, box.id), eq(gmailMessages.messageId, messageId)));
      await appendEvent(tx, {
        type: 'mail_set_aside',
        actor: 'mailbox',
        subject: `mailbox:${box.id}`,
        data: { messageId, reason, payment: false },
      });
    });

  return {
    /**
     * One step of a sync: looks for new mail, unless an earlier step of the same sync did, and keeps the metadata of some
     * of what is listed. The cursor has moved with the ids, so a step that is cut off loses nothing.
     */
    async syncMails(input: GmailSyncInput & { discover: boolean }): Promise<SyncProgress> {
      const startedAt = new Date();
      let box = await loadMailbox(db, input.tenantId, input.mailboxId);
      if (box.mock && box.status !== 'active' && box.status !== 'requires_reauth') box = await connectFixtures(box);
      return withMailbox(deps, box, async (reader) => {
        if (input.discover) {
          const known = input.mode === 'full' ? { ...box, historyId: null, checkedAt: null } : box;
          await discoverMail(db, known, reader, { search: '', first: deps.first });
        }
        const listed = and(eq(gmailMessages.mailboxId, box.id), eq(gmailMessages.state, 'listed'));
        const ids = await db.withTenant(box.tenantId, (tx) =>
          tx
            .select({ messageId: gmailMessages.messageId })
            .from(gmailMessages)
            .where(listed)
            .orderBy(asc(gmailMessages.createdAt), asc(gmailMessages.messageId))
            .limit(BATCH),
        );
        const batch = await eachMail(
          ids.map(({ messageId }) => messageId),
          (messageId) => keep(box, reader, messageId),
          {
            parallel: PARALLEL,
            budgetMs: BUDGET_MS,
            setAside: (messageId, reason) => setAside(box, messageId, reason),
            onward: async (from) => heartbeat(from),
          },
        );
        // Temporal tries the step again, with what is left.
        const failure = batch.stopped ?? batch.failed[0];
        if (failure) throw failure.error;
        const waiting = await db.withTenant(box.tenantId, async (tx) => {
          const left = await tx.$count(gmailMessages, listed);
          if (left === 0) await readingSucceeded(tx, box, startedAt);
          return left;
        });
        return { kept: batch.taken.length, waiting };
      });
    },

    /** Ends a sync with its one last event; `code` says why it failed. The same again changes nothing. */
    async endSync(input: GmailSyncInput & { kept: number; code: string | null }): Promise<void> {
      const { tenantId, processId, mailboxId, kept, code } = input;
      await db.withTenant(tenantId, async (tx) => {
        const [run] = await tx.select().from(processes).where(eq(processes.id, processId)).for('update');
        if (run?.status !== 'open') return;
        await closeProcess(tx, processId);
        if (code) await readingFailed(tx, { tenantId, mailboxId, code }, deps.approverEmails);
        await appendEvent(tx, {
          type: code ? 'gmail_sync_failed' : 'gmail_sync_completed',
          actor: 'workflow',
          subject: `mailbox:${mailboxId}`,
          data: { processId, kept, ...(code ? { code } : {}) },
        });
      });
    },

    /**
     * Starts a sync of each mailbox that had none since `sinceMs`, so many at once; `waiting` is how many are left for
     * later. One whose grant has ended, or that pauses after failures, is not due.
     */
    async startDueSyncs(input: { tenantId: string; sinceMs: number }): Promise<{ started: number; waiting: number }> {
      const { tenantId } = input;
      return db.withTenant(tenantId, async (tx) => {
        const due = await tx
          .select({ id: mailboxes.id })
          .from(mailboxes)
          .where(
            and(
              readable('evidence'),
              sql`not exists (select 1 from processes p where p.kind = 'gmail-sync'
                and p.workflow_id = ${gmailSyncWorkflowId(tenantId, '')} || ${mailboxes.id}::text
                and (p.status = 'open' or p.created_at >= to_timestamp(${input.sinceMs}::float8 / 1000)))`,
            ),
          )
          .orderBy(sql`checked_at nulls first`);
        const open = await tx.$count(processes, and(eq(processes.kind, 'gmail-sync'), eq(processes.status, 'open')));
        const now = due.slice(0, Math.max(0, AT_ONCE - open));
        for (const { id: mailboxId } of now)
          await startSync(tx, { tenantId, mailboxId, mode: 'incremental', startedBy: 'schedule' });
        return { started: now.length, waiting: due.length - now.length };
      });
    },
  };
}
