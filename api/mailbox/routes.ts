import { createHash, randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, isUuid, type Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { createProcess } from '../../db/processes.ts';
import { mailboxes } from '../../db/schema/mailbox.ts';
import { processes } from '../../db/schema/operations.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  GMAIL_CONNECTION_WORKFLOW,
  type GmailConnectionInput,
  gmailConnectionWorkflowId,
} from '../../workflows/mailbox/contract.ts';
import { TOLD_BY_WRITER_MS } from '../disputes/startDispute.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { emailSchema } from '../identity/account.ts';
import { createOAuthStates } from '../identity/oauthState.ts';

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
const PURPOSES = mailboxes.purpose.enumValues;
const CONNECT_WAIT_MS = 5_000;
const LOOK_EVERY_MS = 50;

type Row = typeof mailboxes.$inferSelect;

const mailboxSchema = z
  .object({
    mailbox_id: z.uuid(),
    purpose: z.enum(PURPOSES),
    status: z.enum(mailboxes.status.enumValues),
    mock: z.boolean().describe('True for a mailbox of the sandbox'),
    failures: z.int().describe('Failed readings in a row'),
    paused_until: z.string().nullable(),
    last_code: z.string().nullable(),
    checked_at: z.string().nullable().describe('All mail that had arrived by then has been seen'),
  })
  .meta({ id: 'Mailbox' });
const mailboxJson = (row: Row) => ({
  mailbox_id: row.id,
  purpose: row.purpose,
  status: row.status,
  mock: row.mock,
  failures: row.failures,
  paused_until: row.pausedUntil?.toISOString() ?? null,
  last_code: row.lastCode,
  checked_at: row.checkedAt?.toISOString() ?? null,
});

/** Connecting, reading and disconnecting a Gmail mailbox. Tokens never leave the books unencrypted. */
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
    box: Row,
    change: GmailConnectionInput['change'],
    startedBy: string,
  ) {
    const { tenantId, id: mailboxId } = box;
    const runs = await tx.$count(
      processes,
      and(eq(processes.kind, 'gmail-connection'), sql`${processes.key} like ${`${mailboxId}/%`}`),
    );
    const { process } = await createProcess(tx, {
      tenantId,
      kind: 'gmail-connection',
      key: `${mailboxId}/${runs + 1}`,
      workflowType: GMAIL_CONNECTION_WORKFLOW,
      workflowId: gmailConnectionWorkflowId(tenantId, mailboxId),
      taskQueue: TASK_QUEUES.core,
      input: (processId) => ({ tenantId, processId, mailboxId, change }) satisfies GmailConnectionInput,
      startedBy,
      toldByWriterMs: TOLD_BY_WRITER_MS,
    });
    return process.id;
  }

  async function until(tenantId: string, mailboxId: string, status: Row['status']): Promise<Row> {
    const deadline = Date.now() + CONNECT_WAIT_MS;
    for (;;) {
      const [row] = await db.withTenant(tenantId, (tx) =>
        tx.select().from(mailboxes).where(eq(mailboxes.id, mailboxId)),
      );
      if (!row) throw new CodedError('NOT_FOUND');
      if (row.status === status || Date.now() > deadline) return row;
      await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
    }
  }

  const ownBox = async (tx: Transaction, mailboxId: string): Promise<Row> => {
    const [row] = isUuid(mailboxId) ? await tx.select().from(mailboxes).where(eq(mailboxes.id, mailboxId)) : [];
    if (!row) throw new CodedError('NOT_FOUND');
    return row;
  };

  return [
    defineRoute({
      method: 'get',
      path: '/integrations/gmail/oauth/init',
      area: 'mailbox',
      summary: "Where to send the user for Google's consent: state and PKCE, offline access, the least scopes",
      access: 'integrations:manage',
      query: z.strictObject({
        purpose: z.enum(PURPOSES).default('payment_inbox'),
        login_hint: emailSchema.optional().describe('Address of the mailbox'),
      }),
      responses: {
        200: {
          description: 'Open it in a browser',
          schema: z.object({ authorization_url: z.url(), mock: z.boolean() }),
        },
      },
      errors: ['INTEGRATION_NOT_CONFIGURED'],
      async handle(_context, principal, { query }) {
        const { tenantId, userId, sessionId } = principal;
        const endpoint = google();
        if (!sessionId) throw new CodedError('FORBIDDEN');
        const verifier = randomBytes(48).toString('base64url');
        const state = await db.withTenant(tenantId, async (tx) => {
          const [box] = await tx
            .insert(mailboxes)
            .values({ tenantId, userId, purpose: query.purpose, mock: endpoint.mock })
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
          return states.issue(tx, { tenantId, userId, sessionId, provider: `gmail:${query.purpose}` });
        });
        const url = new URL(endpoint.authorizeUrl);
        for (const [name, value] of Object.entries({
          client_id: endpoint.clientId,
          redirect_uri: endpoint.redirectUri,
          response_type: 'code',
          scope: SCOPES[query.purpose],
          access_type: 'offline',
          prompt: 'consent',
          state: `${query.purpose}~${state}`,
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
        const row = await until(flow.tenantId, started.box.id, 'active');
        return { status: row.status === 'active' ? 200 : 202, body: mailboxJson(row) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/integrations/gmail/status',
      area: 'mailbox',
      summary: "The tenant's mailboxes and how their last readings went",
      access: 'integrations:manage',
      responses: {
        200: { description: 'All of them', schema: z.object({ mailboxes: z.array(mailboxSchema), count: z.int() }) },
      },
      errors: [],
      async handle(_context, principal) {
        const rows = await db.withTenant(principal.tenantId, (tx) =>
          tx.select().from(mailboxes).orderBy(mailboxes.createdAt).limit(500),
        );
        return { status: 200, body: { mailboxes: rows.map(mailboxJson), count: rows.length } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/integrations/gmail/sync',
      area: 'mailbox',
      summary: 'Read the payment inboxes now, besides the schedule',
      access: 'integrations:manage',
      responses: { 202: { description: 'It is being read', schema: z.object({ mailboxes: z.int() }) } },
      errors: ['CONNECTION_REQUIRES_REAUTH', 'NOT_FOUND', 'WORKFLOW_ENGINE_UNAVAILABLE'],
      async handle(_context, principal) {
        const { tenantId } = principal;
        const rows = await db.withTenant(tenantId, (tx) =>
          tx.select().from(mailboxes).where(eq(mailboxes.purpose, 'payment_inbox')),
        );
        const active = rows.filter((row) => row.status === 'active');
        if (rows.length === 0) throw new CodedError('NOT_FOUND', 'No payment inbox is connected');
        if (active.length === 0) throw new CodedError('CONNECTION_REQUIRES_REAUTH');
        if (!(await deps.readInboxNow(tenantId))) throw new CodedError('WORKFLOW_ENGINE_UNAVAILABLE');
        return { status: 202, body: { mailboxes: active.length } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/integrations/gmail/disconnect',
      area: 'mailbox',
      summary: 'End the access: revoked at Google, tokens forgotten. What was read stays',
      access: 'integrations:manage',
      body: z.strictObject({ mailbox_id: z.string().max(100) }),
      responses: {
        200: { description: 'Disconnected', schema: mailboxSchema },
        202: { description: 'Google has not answered yet', schema: mailboxSchema },
      },
      errors: ['NOT_FOUND'],
      async handle(_context, principal, { body }) {
        const { tenantId, actor } = principal;
        const started = await db.withTenant(tenantId, async (tx) => {
          const box = await ownBox(tx, body.mailbox_id);
          return {
            box,
            processId: box.status === 'disconnected' ? null : await changeConnection(tx, box, 'disconnect', actor),
          };
        });
        if (started.processId) await startProcess(tenantId, started.processId);
        const row = await until(tenantId, started.box.id, 'disconnected');
        return { status: row.status === 'disconnected' ? 200 : 202, body: mailboxJson(row) };
      },
    }),
  ];
}
