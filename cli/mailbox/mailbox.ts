import { readFileSync } from 'node:fs';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { createGmailQuota } from '../../activities/mailbox/gmailQuota.ts';
import {
  asAccount,
  keepTokens,
  type MailboxDeps,
  type MailboxRow,
  withMailbox,
} from '../../activities/mailbox/openMailbox.ts';
import { appendEvent } from '../../books/events.ts';
import { operatorPowerChange } from '../../books/identity/operatorPowerChange.ts';
import type { Database } from '../../db/database.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import { tenantSettings, tenants, users } from '../../db/identity/schema.ts';
import { gmailMessages, mailboxes } from '../../db/mailbox/schema.ts';
import { settingsOf } from '../../domain/bookings/settings.ts';
import { createGmailReader, createGoogleOAuth, type GmailReader } from '../../providers/gmail/client.ts';
import { say } from '../commands/up.ts';
import type { Configuration } from '../configuration.ts';
import { openConfiguredDatabase } from '../environment/connect.ts';

const PAGE = 500;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function openGmail(configuration: Configuration, db: Database): MailboxDeps {
  const endpoint = configuration.google();
  if (!endpoint) throw new Error('Gmail has no credentials: set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET');
  const { GMAIL_UNITS_PER_MINUTE: mailboxPerMinute, GMAIL_PROJECT_UNITS_PER_MINUTE: projectPerMinute } =
    configuration.env;
  const spend = createGmailQuota(db, { mailboxPerMinute, projectPerMinute }, pause);
  return {
    db,
    cipher: createFieldCipher(configuration.fieldRing),
    google: () => ({
      oauth: createGoogleOAuth(endpoint),
      reader: (mailboxId, accessToken) => createGmailReader(endpoint, accessToken, (units) => spend(mailboxId, units)),
    }),
  };
}

/** Ids the provider has that the books lack, and how many it has; what arrived after the last reading is not missing. */
async function missingOf(
  db: Database,
  box: MailboxRow,
  reader: GmailReader,
  query: string,
): Promise<{ listed: number; unread: number; missing: string[] }> {
  const fresh = new Set<string>();
  for (let page: string | null = null; box.historyId; ) {
    const found = await reader.history(box.historyId, page);
    for (const id of found?.ids ?? []) fresh.add(id);
    page = found?.next ?? null;
    if (!page) break;
  }
  const result = { listed: 0, unread: 0, missing: [] as string[] };
  for (let page: string | null = null; ; ) {
    const found: Awaited<ReturnType<GmailReader['list']>> = await reader.list({ q: query, maximum: PAGE, page });
    const known = await db.withTenant(box.tenantId, (tx) =>
      found.ids.length === 0
        ? Promise.resolve([])
        : tx
            .select({ id: gmailMessages.messageId, state: gmailMessages.state })
            .from(gmailMessages)
            .where(and(eq(gmailMessages.mailboxId, box.id), inArray(gmailMessages.messageId, found.ids))),
    );
    const states = new Map(known.map((row) => [row.id, row.state]));
    result.listed += found.ids.length;
    result.unread += known.filter((row) => row.state === 'listed').length;
    result.missing.push(...found.ids.filter((id) => !states.has(id) && !fresh.has(id)));
    page = found.next;
    if (!page) return result;
  }
}

/** Proves that every mail of the provider in a payment inbox is in the books: asks Google for all ids, reads no mail. */
export async function auditMailboxes(configuration: Configuration, options: { days: string }): Promise<void> {
  const days = z.coerce.number().int().min(1).max(3_650).parse(options.days);
  const db = openConfiguredDatabase(configuration, 2);
  try {
    const gmail = openGmail(configuration, db);
    const all = await db.withPlatform('mailbox audit', (tx) => tx.select().from(tenants));
    for (const tenant of all) {
      const { boxes, settings } = await db.withTenant(tenant.id, async (tx) => {
        const [own] = await tx.select().from(tenantSettings);
        const found = await tx
          .select()
          .from(mailboxes)
          .where(and(eq(mailboxes.purpose, 'payment_inbox'), eq(mailboxes.status, 'active')));
        return { boxes: found, settings: settingsOf(configuration.bookings, own) };
      });
      for (const box of boxes) {
        const query = `from:${settings.providerEmail} newer_than:${days}d`;
        const { listed, unread, missing } = await withMailbox(gmail, box, (reader) =>
          missingOf(db, box, reader, query),
        );
        say(`${tenant.slug} ${box.id}: ${listed} mails listed, ${unread} not read yet, ${missing.length} missing`);
        for (const id of missing.slice(0, 20)) say(`  missing ${id}`);
        if (missing.length > 0) process.exitCode = 1;
      }
    }
  } finally {
    await db.end();
  }
}

const clientSchema = z.object({ client_id: z.string() });
const credentialsSchema = z.union([
  z.object({ installed: clientSchema }).transform((file) => file.installed),
  z.object({ web: clientSchema }).transform((file) => file.web),
]);
/** As Google's libraries for Python and for Node write it. */
const tokenSchema = z.object({
  refresh_token: z.string().min(1),
  client_id: z.string().optional(),
});

function readJson<Shape extends z.ZodType>(path: string, shape: Shape): z.infer<Shape> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${error instanceof SyntaxError ? 'not JSON' : 'can not be read'}`);
  }
  const parsed = shape.safeParse(content);
  if (!parsed.success)
    throw new Error(`${path}: not the file Google writes (${parsed.error.issues[0]?.path.join('.')})`);
  return parsed.data;
}

/**
 * Takes over a mailbox an older system was connected to: reads its credentials.json and token.json into an encrypted
 * connection of an admin. The files are not needed afterwards.
 */
export async function importMailbox(
  configuration: Configuration,
  options: { tenant: string; email: string },
): Promise<void> {
  const { GMAIL_CREDENTIALS_PATH: credentialsPath, GMAIL_TOKEN_PATH: tokenPath } = configuration.env;
  const client = readJson(credentialsPath, credentialsSchema);
  const token = readJson(tokenPath, tokenSchema);
  const endpoint = configuration.google();
  if (!endpoint || (!endpoint.mock && endpoint.clientId !== client.client_id))
    throw new Error(
      `GOOGLE_CLIENT_ID is not the client of ${credentialsPath}; a token is good for its own client only`,
    );
  const db = openConfiguredDatabase(configuration, 2);
  try {
    const gmail = openGmail(configuration, db);
    const [tenant] = await db.withPlatform('mailbox import', (tx) =>
      tx.select().from(tenants).where(eq(tenants.slug, options.tenant)),
    );
    if (!tenant) throw new Error(`--tenant: there is no tenant ${options.tenant}`);
    const tenantId = tenant.id;
    const box = await db.withTenant(tenantId, async (tx) => {
      const [user] = await tx.select().from(users).where(eq(users.email, options.email.trim().toLowerCase()));
      if (!user) throw new Error(`--email: nobody of ${options.tenant} has this address`);
      const [row] = await tx
        .insert(mailboxes)
        .values({ tenantId, userId: user.id, purpose: 'payment_inbox' })
        .onConflictDoUpdate({
          target: [mailboxes.tenantId, mailboxes.userId, mailboxes.purpose],
          set: { updatedAt: sql`now()` },
        })
        .returning();
      if (!row) throw new Error('mailbox not written');
      return row;
    });
    const { oauth, reader } = gmail.google();
    const tokens = await oauth.refresh(token.refresh_token);
    const { address } = await reader(box.id, tokens.accessToken).profile();
    await keepTokens(gmail, box, { ...tokens, refreshToken: tokens.refreshToken ?? token.refresh_token });
    await db.withTenant(tenantId, async (tx) => {
      // Somebody at the machine itself: all admins hear of it.
      await operatorPowerChange(tx, {
        tenantId,
        kind: 'mailbox',
        subject: `mailbox:${box.id}`,
        after: { address },
        summary: `Mail that ${address} receives may confirm bookings; an operator has connected it`,
      });
      await tx
        .update(mailboxes)
        .set({
          status: 'active',
          mock: oauth.mock,
          ...asAccount(gmail.cipher, box, address),
          approved: true,
          failures: 0,
          pausedUntil: null,
          lastCode: null,
          updatedAt: sql`now()`,
        })
        .where(eq(mailboxes.id, box.id));
      await appendEvent(tx, { type: 'gmail_oauth_granted', actor: 'operator', subject: `mailbox:${box.id}` });
    });
    say(
      `mailbox ${box.id} of ${options.tenant} is connected; ${credentialsPath} and ${tokenPath} are not needed any more`,
    );
  } finally {
    await db.end();
  }
}
