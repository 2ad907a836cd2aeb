import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { startSync } from '../../books/mailbox/startSync.ts';
import { TOLD_BY_WRITER_MS } from '../../books/operations/createProcess.ts';
import type { Transaction } from '../../db/database.ts';
import { inboxHindrance } from '../../db/mailbox/mailbox.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { type MailboxRow, mailboxJson, mailboxSchema, mayManage, PURPOSE_DEFAULT, purposeOf } from './mailboxJson.ts';
import type { MailboxRouteDeps } from './routes.ts';

/** How far mailboxes are read, and reading them now. */
export function syncRoutes(deps: MailboxRouteDeps): Route[] {
  const { db, cipher, startProcess } = deps;

  /** A user's own mailbox; of one who has connected none, the sandbox's fixtures stand in where there is a sandbox. */
  async function evidenceBox(tx: Transaction, { tenantId, userId }: Principal): Promise<MailboxRow> {
    const [own] = await tx
      .select()
      .from(mailboxes)
      .where(and(eq(mailboxes.userId, userId), eq(mailboxes.purpose, 'evidence')));
    if (own?.status === 'requires_reauth') throw new CodedError('CONNECTION_REQUIRES_REAUTH');
    if (own?.status === 'active') return own;
    if (!deps.google?.mock) throw new CodedError('NOT_FOUND', 'No mailbox of yours is connected');
    const [box] = await tx
      .insert(mailboxes)
      .values({ tenantId, userId, purpose: 'evidence', mock: true })
      .onConflictDoUpdate({
        target: [mailboxes.tenantId, mailboxes.userId, mailboxes.purpose],
        set: { mock: true, updatedAt: sql`now()` },
      })
      .returning();
    if (!box) throw new Error('mailbox not written');
    return box;
  }

  return [
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
    }),
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
      async handle(_context, principal, { query }) {
        const { tenantId } = principal;
        const purpose = purposeOf(principal, query.purpose);
        if (purpose === 'evidence') {
          const { process, mailboxId } = await db.withTenant(tenantId, async (tx) => {
            const box = await evidenceBox(tx, principal);
            const sync = { tenantId, mailboxId: box.id, mode: query.mode, startedBy: principal.actor };
            return { ...(await startSync(tx, { ...sync, dueAfterMs: TOLD_BY_WRITER_MS })), mailboxId: box.id };
          });
          const runId = process.runId ?? (await startProcess(tenantId, process.id));
          return { status: 202, body: { mailboxes: 1, mailbox_id: mailboxId, run_id: runId } };
        }
        const rows = await db.withTenant(tenantId, (tx) =>
          tx
            .select({ status: mailboxes.status, hindrance: inboxHindrance })
            .from(mailboxes)
            .where(eq(mailboxes.purpose, 'payment_inbox')),
        );
        const active = rows.filter((row) => row.status === 'active');
        if (rows.length === 0) throw new CodedError('NOT_FOUND', 'No payment inbox is connected');
        if (active.length === 0) throw new CodedError('CONNECTION_REQUIRES_REAUTH');
        if (!(await deps.readInboxNow(tenantId))) throw new CodedError('WORKFLOW_ENGINE_UNAVAILABLE');
        const read = active.filter((row) => row.hindrance === null);
        return { status: 202, body: { mailboxes: read.length, mailbox_id: null, run_id: null } };
      },
    }),
  ];
}
