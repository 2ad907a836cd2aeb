import { and, eq, inArray } from 'drizzle-orm';
import { withMailbox } from '../../activities/mailbox/openMailbox.ts';
import type { Database } from '../../db/database.ts';
import { tenantSettings, tenants } from '../../db/identity/schema.ts';
import { gmailMessages, mailboxes } from '../../db/mailbox/schema.ts';
import { addressesOf, type MailboxRow } from '../../db/mailbox/sealed.ts';
import { settingsOf } from '../../domain/bookings/settings.ts';
import { counted } from '../../domain/words.ts';
import type { GmailReader } from '../../providers/gmail/reader.ts';
import { type Shown, show } from '../commands/session.ts';
import type { Configuration } from '../configuration.ts';
import { openConfiguredDatabase } from '../environment/connect.ts';
import { EXIT_CODES, Failure } from '../terminal/failure.ts';
import { line } from '../terminal/print.ts';
import { openGmail } from './openGmail.ts';

const PAGE = 500;

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

interface MailboxReport {
  tenant: string;
  mailbox: string;
  mailbox_id: string;
  listed: number;
  not_read_yet: number;
  missing: string[];
}

const MAXIMUM_SHOWN = 20;

function sayReport({ tenant, mailbox, listed, not_read_yet: unread, missing }: MailboxReport): void {
  line(`${tenant}, ${mailbox}: ${counted(listed, 'mail')} listed, ${unread} not read yet, ${missing.length} missing`);
  for (const id of missing.slice(0, MAXIMUM_SHOWN)) line(`  missing ${id}`);
}

/** The payment inboxes of a tenant that are read, and whose mails count. */
const inboxesOf = (db: Database, { bookings }: Configuration, tenantId: string) =>
  db.withTenant(tenantId, async (tx) => {
    const [own] = await tx.select().from(tenantSettings);
    const boxes = await tx
      .select()
      .from(mailboxes)
      .where(and(eq(mailboxes.purpose, 'payment_inbox'), eq(mailboxes.status, 'active')));
    return { boxes, from: settingsOf(bookings, own).providerEmail };
  });

/** Proves that every mail of the provider in a payment inbox is in the books: asks Google for all ids, reads no mail. */
export async function auditMailboxes(configuration: Configuration, options: Shown & { days: string }): Promise<void> {
  const days = Number(options.days);
  if (!Number.isInteger(days) || days < 1 || days > 3_650)
    throw new Failure('usage', `--days: a whole number from 1 to 3650, not ${options.days}`);
  const db = openConfiguredDatabase(configuration, 2);
  try {
    const gmail = openGmail(configuration, db);
    const reports: MailboxReport[] = [];
    for (const tenant of await db.withPlatform('mailbox audit', (tx) => tx.select().from(tenants))) {
      const { boxes, from } = await inboxesOf(db, configuration, tenant.id);
      for (const box of boxes) {
        const query = `from:${from} newer_than:${days}d`;
        const { listed, unread, missing } = await withMailbox(gmail, box, (reader) =>
          missingOf(db, box, reader, query),
        );
        const [mailbox = ''] = addressesOf(gmail.cipher, box);
        reports.push({ tenant: tenant.slug, mailbox, mailbox_id: box.id, listed, not_read_yet: unread, missing });
      }
    }
    show({ mailboxes: reports }, options, () => {
      if (reports.length === 0) line('no payment inbox is connected');
      for (const report of reports) sayReport(report);
    });
    if (reports.some(({ missing }) => missing.length > 0)) process.exitCode = EXIT_CODES.failed.code;
  } finally {
    await db.end();
  }
}
