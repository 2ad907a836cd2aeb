import { readFileSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { MailboxDeps } from '../../activities/mailbox/deps.ts';
import { operatorPowerChange } from '../../books/identity/operatorPowerChange.ts';
import { ensureMailbox } from '../../books/mailbox/beginConsent.ts';
import { importAccount } from '../../books/mailbox/connectAccount.ts';
import type { Database } from '../../db/database.ts';
import { tenants, users } from '../../db/identity/schema.ts';
import type { MailboxRow } from '../../db/mailbox/sealed.ts';
import type { Configuration } from '../configuration.ts';
import { openConfiguredDatabase } from '../environment/connect.ts';
import { Failure } from '../terminal/failure.ts';
import { line } from '../terminal/print.ts';
import { openGmail } from './openGmail.ts';

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
    throw new Failure('invalid', `${path}: ${error instanceof SyntaxError ? 'not JSON' : 'can not be read'}`);
  }
  const parsed = shape.safeParse(content);
  if (!parsed.success)
    throw new Failure('invalid', `${path}: not the file Google writes (${parsed.error.issues[0]?.path.join('.')})`);
  return parsed.data;
}

/** The payment inbox of the admin with this address, made where there is none. */
async function inboxOf(db: Database, options: { tenant: string; email: string }): Promise<MailboxRow> {
  const [tenant] = await db.withPlatform('mailbox import', (tx) =>
    tx.select().from(tenants).where(eq(tenants.slug, options.tenant)),
  );
  if (!tenant) throw new Failure('missing', `--tenant: there is no tenant ${options.tenant}`);
  const tenantId = tenant.id;
  return db.withTenant(tenantId, async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.email, options.email.trim().toLowerCase()));
    if (!user) throw new Failure('missing', `--email: nobody of ${options.tenant} has this address`);
    return ensureMailbox(tx, { tenantId, userId: user.id, purpose: 'payment_inbox' }, false);
  });
}

/** Connects it with the account that the token opens. Somebody at the machine itself does so: all admins hear of it. */
async function connect(gmail: MailboxDeps, box: MailboxRow, refreshToken: string): Promise<void> {
  const { oauth, reader } = gmail.google();
  const fresh = await oauth.refresh(refreshToken);
  const tokens = { ...fresh, refreshToken: fresh.refreshToken ?? refreshToken };
  const { address } = await reader(box.id, tokens.accessToken).profile();
  await gmail.db.withTenant(box.tenantId, async (tx) => {
    await operatorPowerChange(tx, {
      tenantId: box.tenantId,
      kind: 'mailbox',
      subject: `mailbox:${box.id}`,
      after: { address },
      summary: `Mail that ${address} receives may confirm bookings; an operator has connected it`,
    });
    await importAccount(tx, gmail.cipher, box, { tokens, address, mock: oauth.mock });
  });
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
    throw new Failure(
      'invalid',
      `GOOGLE_CLIENT_ID is not the client of ${credentialsPath}; a token is good for its own client only`,
    );
  const db = openConfiguredDatabase(configuration, 2);
  try {
    const gmail = openGmail(configuration, db);
    const box = await inboxOf(db, options);
    await connect(gmail, box, token.refresh_token);
    line(
      `the mailbox of ${options.email} in ${options.tenant} is connected; ${credentialsPath} and ${tokenPath} are not needed any more`,
    );
  } finally {
    await db.end();
  }
}
