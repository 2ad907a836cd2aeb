import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { ensureMailbox } from '../../books/mailbox/beginConsent.ts';
import { startSync } from '../../books/mailbox/startSync.ts';
import { TOLD_BY_WRITER_MS } from '../../books/operations/createProcess.ts';
import type { Transaction } from '../../db/database.ts';
import { inboxHindrance } from '../../db/mailbox/mailbox.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import type { MailboxRow } from '../../db/mailbox/sealed.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { SyncMode } from '../../workflows/mailbox/contract.ts';
import { defineRoute, type Reply, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { mailboxJson, mailboxSchema, mayManage, PURPOSE_DEFAULT, purposeOf } from './mailboxJson.ts';
import type { MailboxRouteDeps } from './routes.ts';

/** A user's own mailbox; of one who has connected none, the sandbox's fixtures stand in where there is a sandbox. */
async function evidenceBox(
  tx: Transaction,
  { google }: MailboxRouteDeps,
  { tenantId, userId }: Principal,
): Promise<MailboxRow> {
  const [own] = await tx
    .select()
    .from(mailboxes)
    .where(and(eq(mailboxes.userId, userId), eq(mailboxes.purpose, 'evidence')));
  if (own?.status === 'requires_reauth') throw new CodedError('CONNECTION_REQUIRES_REAUTH');
  if (own?.status === 'active') return own;
  if (!google?.mock) throw new CodedError('NOT_FOUND', 'No mailbox of yours is connected');
  return ensureMailbox(tx, { tenantId, userId, purpose: 'evidence' }, true, { mock: true });
}

async function syncOwn(deps: MailboxRouteDeps, principal: Principal, mode: SyncMode): Promise<Reply> {
  const { tenantId, actor } = principal;
  const { process, mailboxId } = await deps.db.withTenant(tenantId, async (tx) => {
    const { id } = await evidenceBox(tx, deps, principal);
    const sync = { tenantId, mailboxId: id, mode, startedBy: actor, dueAfterMs: TOLD_BY_WRITER_MS };
    return { ...(await startSync(tx, sync)), mailboxId: id };
  });
  const runId = process.runId ?? (await deps.startProcess(tenantId, process.id));
  return { status: 202, body: { mailboxes: 1, mailbox_id: mailboxId, run_id: runId } };
}

async function readInboxes({ db, readInboxNow }: MailboxRouteDeps, tenantId: string): Promise<Reply> {
  const rows = await db.withTenant(tenantId, (tx) =>
    tx
      .select({ status: mailboxes.status, hindrance: inboxHindrance })
      .from(mailboxes)
      .where(eq(mailboxes.purpose, 'payment_inbox')),
  );
  const active = rows.filter((row) => row.status === 'active');
  if (rows.length === 0) throw new CodedError('NOT_FOUND', 'No payment inbox is connected');
  if (active.length === 0) throw new CodedError('CONNECTION_REQUIRES_REAUTH');
  if (!(await readInboxNow(tenantId))) throw new CodedError('WORKFLOW_ENGINE_UNAVAILABLE');
  const read = active.filter((row) => row.hindrance === null);
  return { status: 202, body: { mailboxes: read.length, mailbox_id: null, run_id: null } };
}

const showStatus = ({ db, cipher }: MailboxRouteDeps) =>
  defineRoute({
    method: 'get',
    path: '/integrations/gmail/status',
    area: 'mailbox',
    summary: 'Your mailboxes and how their last readings went; of the whole tenant for who manages integrations',
    access: 'user',
    responses: {
      200: { description: 'All of them', schema: z.object({ mailboxes: z.array(mailboxSchema), count: z.int() }) },
    },
    errors: [],
    async handle(_context, principal) {
      const { tenantId, userId } = principal;
      const rows = await db.withTenant(tenantId, async (tx) => {
        const own = mayManage(principal) ? undefined : eq(mailboxes.userId, userId);
        return mailboxJson(
          tx,
          cipher,
          await tx.select().from(mailboxes).where(own).orderBy(mailboxes.createdAt).limit(500),
          userId,
        );
      });
      return { status: 200, body: { mailboxes: rows, count: rows.length } };
    },
  });

const readNow = (deps: MailboxRouteDeps) =>
  defineRoute({
    method: 'post',
    path: '/integrations/gmail/sync',
    area: 'mailbox',
    summary: 'Read the payment inboxes, or your own mailbox, now and besides the schedule',
    access: 'user',
    query: z.strictObject({
      purpose: z.enum(['payment_inbox', 'evidence']).optional().describe(PURPOSE_DEFAULT),
      mode: z
        .enum(['incremental', 'full'])
        .default('incremental')
        .describe('Of your own mailbox; full: everything in the range of a first sync once more'),
    }),
    responses: {
      202: {
        description: 'It is being read; GET /integrations/gmail/status says how far',
        schema: z.object({
          mailboxes: z.int(),
          mailbox_id: z.uuid().nullable().describe('Of your own mailbox'),
          run_id: z.uuid().nullable().describe('Of its sync; null until the engine has taken it'),
        }),
      },
    },
    errors: ['CONNECTION_REQUIRES_REAUTH', 'NOT_FOUND', 'WORKFLOW_ENGINE_UNAVAILABLE', 'FORBIDDEN'],
    handle: (_context, principal, { query }) =>
      purposeOf(principal, query.purpose) === 'evidence'
        ? syncOwn(deps, principal, query.mode)
        : readInboxes(deps, principal.tenantId),
  });

/** How far mailboxes are read, and reading them now. */
export const syncRoutes = (deps: MailboxRouteDeps): Route[] => [showStatus(deps), readNow(deps)];
