import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { withMailbox } from '../../activities/mailbox/openMailbox.ts';
import type { Database } from '../../db/database.ts';
import { tenantSettings, tenants } from '../../db/identity/schema.ts';
import { gmailMessages, mailboxes } from '../../db/mailbox/schema.ts';
import type { MailboxRow } from '../../db/mailbox/sealed.ts';
import { settingsOf } from '../../domain/bookings/settings.ts';
import type { GmailReader } from '../../providers/gmail/reader.ts';
import { say } from '../commands/up.ts';
import type { Configuration } from '../configuration.ts';
import { openConfiguredDatabase } from '../environment/connect.ts';
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
