import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { changeConnection } from '../../books/mailbox/changeConnection.ts';
import { type Database, isUuid, type Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import type { MailboxRow } from '../../db/mailbox/sealed.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { type MailboxJson, mailboxJson, mailboxSchema, mayManage } from './mailboxJson.ts';

export interface MailboxRouteDeps {
  db: Database;
  cipher: FieldCipher;
  sessionSecret: string;
  startProcess(tenantId: string, processId: string): Promise<string | null>;
  /** Runs the reading of the tenant's inboxes now; false when the engine does not answer. */
  readInboxNow(tenantId: string): Promise<boolean>;
  /** Where consent is asked for; null without credentials. */
  google: { authorizeUrl: string; clientId: string; redirectUri: string; mock: boolean } | null;
}

const CONNECT_WAIT_MS = 5_000;
const LOOK_EVERY_MS = 50;

/** The mailbox once `done` says so, or as it stands when that takes long. */
export async function until(
  { db, cipher }: Pick<MailboxRouteDeps, 'db' | 'cipher'>,
  box: MailboxRow,
  userId: string,
  done: (row: MailboxJson) => boolean,
): Promise<{ status: 200 | 202; body: MailboxJson }> {
  const deadline = Date.now() + CONNECT_WAIT_MS;
  for (;;) {
    const [row] = await db.withTenant(box.tenantId, async (tx) =>
      mailboxJson(tx, cipher, await tx.select().from(mailboxes).where(eq(mailboxes.id, box.id)), userId),
    );
    if (!row) throw new CodedError('NOT_FOUND');
    if (done(row) || Date.now() > deadline) return { status: done(row) ? 200 : 202, body: row };
    await new Promise((wait) => setTimeout(wait, LOOK_EVERY_MS));
  }
}

/** Disconnecting a Gmail mailbox. Tokens never leave the books unencrypted. */
export function mailboxRoutes(deps: MailboxRouteDeps): Route[] {
  const { db, startProcess } = deps;

  const boxOf = async (tx: Transaction, principal: Principal, mailboxId: string): Promise<MailboxRow> => {
    const [row] = isUuid(mailboxId) ? await tx.select().from(mailboxes).where(eq(mailboxes.id, mailboxId)) : [];
    if (!row || (row.userId !== principal.userId && !mayManage(principal))) throw new CodedError('NOT_FOUND');
    return row;
  };

  return [
    defineRoute({
      method: 'post',
      path: '/integrations/gmail/disconnect',
      area: 'mailbox',
      summary: 'End the access: revoked at Google, tokens forgotten. What was read stays',
      access: 'user',
      body: z.strictObject({ mailbox_id: z.string().max(100) }),
      responses: {
        200: { description: 'Disconnected', schema: mailboxSchema },
        202: { description: 'Google has not answered yet', schema: mailboxSchema },
      },
      errors: ['NOT_FOUND'],
      async handle(_context, principal, { body }) {
        const { tenantId, userId, actor } = principal;
        const started = await db.withTenant(tenantId, async (tx) => {
          const box = await boxOf(tx, principal, body.mailbox_id);
          return {
            box,
            processId: box.status === 'disconnected' ? null : await changeConnection(tx, box, 'disconnect', actor),
          };
        });
        if (started.processId) await startProcess(tenantId, started.processId);
        return until(deps, started.box, userId, (row) => row.status === 'disconnected');
      },
    }),
  ];
}
