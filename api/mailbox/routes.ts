import { createHash, randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, isUuid, type Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { createProcess, runsOf } from '../../db/processes.ts';
import { mailboxes } from '../../db/schema/mailbox.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  GMAIL_CONNECTION_WORKFLOW,
  type GmailConnectionInput,
  gmailConnectionWorkflowId,
} from '../../workflows/mailbox/contract.ts';
import { TOLD_BY_WRITER_MS } from '../disputes/startDispute.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { emailSchema } from '../identity/account.ts';
import { createOAuthStates } from '../identity/oauthState.ts';
import {
  type MailboxRow,
  mailboxJson,
  mailboxSchema,
  mayManage,
  PURPOSE_DEFAULT,
  PURPOSES,
  purposeOf,
} from './mailboxJson.ts';

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

/** Reading evidence needs to read; an inbox that people share is also marked as read (U-14). */
const SCOPES = {
  payment_inbox: 'https://www.googleapis.com/auth/gmail.modify',
  evidence: 'https://www.googleapis.com/auth/gmail.readonly',
  summaries: 'https://www.googleapis.com/auth/gmail.modify',
} as const;
const CONNECT_WAIT_MS = 5_000;
const LOOK_EVERY_MS = 50;

/** Connecting and disconnecting a Gmail mailbox. Tokens never leave the books unencrypted. */
export function mailboxRoutes(deps: MailboxRouteDeps): Route[] {
  const { db, cipher, startProcess } = deps;
  const states = createOAuthStates(db, deps.sessionSecret);
  const google = () => {
    if (!deps.google)
      throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'gmail has no credentials and MOCK_GMAIL is off');
    return deps.google;
  };

  /** Starts the run that speaks with Google about this mailbox; numbered, because a mailbox is connected more than once. */
  async function changeConnection(
    tx: Transaction,
    box: MailboxRow,
    change: GmailConnectionInput['change'],
    startedBy: string,
  ) {
    const { tenantId, id: mailboxId } = box;
    const { next } = await runsOf(tx, 'gmail-connection', mailboxId);
    const { process } = await createProcess(tx, {
      tenantId,
      kind: 'gmail-connection',
      key: `${mailboxId}/${next}`,
      workflowType: GMAIL_CONNECTION_WORKFLOW,
      workflowId: gmailConnectionWorkflowId(tenantId, mailboxId),
      taskQueue: TASK_QUEUES.core,
      input: (processId) => ({ tenantId, processId, mailboxId, change }) satisfies GmailConnectionInput,
      startedBy,
      dueAfterMs: TOLD_BY_WRITER_MS,
    });
    return process.id;
  }

  /** The mailbox once it has this status, or as it stands when that takes long. */
  async function until(box: MailboxRow, status: MailboxRow['status'], userId: string) {
    const deadline = Date.now() + CONNECT_WAIT_MS;
    for (;;) {
      const [row] = await db.withTenant(box.tenantId, async (tx) =>
        mailboxJson(tx, cipher, await tx.select().from(mailboxes).where(eq(mailboxes.id, box.id)), userId),
      );
      if (!row) throw new CodedError('NOT_FOUND');
      if (row.status === status || Date.now() > deadline)
        return { status: row.status === status ? 200 : 202, body: row };
      await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
    }
  }

  const boxOf = async (tx: Transaction, principal: Principal, mailboxId: string): Promise<MailboxRow> => {
    const [row] = isUuid(mailboxId) ? await tx.select().from(mailboxes).where(eq(mailboxes.id, mailboxId)) : [];
    if (!row || (row.userId !== principal.userId && !mayManage(principal))) throw new CodedError('NOT_FOUND');
    return row;
  };

  return [
    defineRoute({
      method: 'get',
      path: '/integrations/gmail/oauth/init',
      area: 'mailbox',
      summary: "Where to send the user for Google's consent: state and PKCE, offline access, the least scopes",
      access: 'user',
      query: z.strictObject({
        purpose: z.enum(PURPOSES).optional().describe(`What it is read for. ${PURPOSE_DEFAULT}`),
        login_hint: emailSchema.optional().describe('Address of the mailbox'),
      }),
      responses: {
        200: {
          description: 'Open it in a browser',
          schema: z.object({ authorization_url: z.url(), mock: z.boolean() }),
        },
      },
      errors: ['INTEGRATION_NOT_CONFIGURED', 'FORBIDDEN'],
      async handle(_context, principal, { query }) {
        const { tenantId, userId, sessionId } = principal;
        const endpoint = google();
        const purpose = purposeOf(principal, query.purpose);
        if (!sessionId) throw new CodedError('FORBIDDEN');
        const verifier = randomBytes(48).toString('base64url');
        const state = await db.withTenant(tenantId, async (tx) => {
          const [box] = await tx
            .insert(mailboxes)
            .values({ tenantId, userId, purpose, mock: endpoint.mock })
            .onConflictDoUpdate({
              target: [mailboxes.tenantId, mailboxes.userId, mailboxes.purpose],
              set: { updatedAt: sql`now()` },
            })
            .returning();
          if (!box) throw new Error('mailbox not written');
          const place = { tenantId, table: 'gmail_connections', column: 'code_verifier', rowId: box.id };
          await tx
            .update(mailboxes)
            .set({ codeVerifier: cipher.encrypt(place, verifier) })
            .where(eq(mailboxes.id, box.id));
          return states.issue(tx, { tenantId, userId, sessionId, provider: `gmail:${purpose}` });
        });
        const url = new URL(endpoint.authorizeUrl);
        for (const [name, value] of Object.entries({
          client_id: endpoint.clientId,
          redirect_uri: endpoint.redirectUri,
          response_type: 'code',
          scope: SCOPES[purpose],
          access_type: 'offline',
          prompt: 'consent',
          state: `${purpose}~${state}`,
          code_challenge: createHash('sha256').update(verifier).digest('base64url'),
          code_challenge_method: 'S256',
          ...(query.login_hint ? { login_hint: query.login_hint } : {}),
        }))
          url.searchParams.set(name, value);
        return { status: 200, body: { authorization_url: url.toString(), mock: endpoint.mock } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/integrations/gmail/oauth/callback',
      area: 'mailbox',
      summary: 'Where Google sends the user back: a state is good once, for ten minutes',
      access: 'public',
      query: z.object({
        state: z.string().max(300),
        code: z.string().max(1000).optional(),
        error: z.string().max(100).optional(),
      }),
      responses: {
        200: { description: 'Connected', schema: mailboxSchema },
        202: { description: 'Google has not answered yet', schema: mailboxSchema },
      },
      errors: ['INVALID_STATE_TOKEN', 'FORBIDDEN'],
      async handle(_context, _principal, { query }) {
        const [purpose = '', state = ''] = query.state.split(/~(.*)/);
        const flow = await states.consume(state, `gmail:${purpose}`);
        const { code } = query;
        if (query.error || !code) throw new CodedError('FORBIDDEN', 'Google says that access was denied');
        const started = await db.withTenant(flow.tenantId, async (tx) => {
          const [box] = await tx
            .select()
            .from(mailboxes)
            .where(and(eq(mailboxes.userId, flow.userId), sql`purpose = ${purpose}`))
            .for('update');
          if (!box) throw new CodedError('INVALID_STATE_TOKEN');
          const place = { tenantId: flow.tenantId, table: 'gmail_connections', column: 'auth_code', rowId: box.id };
          await tx
            .update(mailboxes)
            .set({ status: 'pending', authCode: cipher.encrypt(place, code), updatedAt: sql`now()` })
            .where(eq(mailboxes.id, box.id));
          return { box, processId: await changeConnection(tx, box, 'connect', `user:${flow.userId}`) };
        });
        await startProcess(flow.tenantId, started.processId);
        return until(started.box, 'active', flow.userId);
      },
    }),
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
        return until(started.box, 'disconnected', userId);
      },
    }),
  ];
}
