import { heartbeat } from '@temporalio/activity';
import { and, asc, eq } from 'drizzle-orm';
import { standIn } from '../../books/mailbox/connectAccount.ts';
import { readingSucceeded } from '../../books/mailbox/noteReading.ts';
import { setMailAside, settleMail } from '../../books/mailbox/settleMail.ts';
import { gmailMessages } from '../../db/mailbox/schema.ts';
import type { MailboxRow } from '../../db/mailbox/sealed.ts';
import { SCOPES } from '../../domain/mailbox/consent.ts';
import { storable } from '../../domain/storable.ts';
import type { GmailReader } from '../../providers/gmail/reader.ts';
import type { MailboxActivities } from '../../workflows/mailbox/contract.ts';
import type { FirstReading, MailboxDeps } from './deps.ts';
import { discoverMail } from './discoverMail.ts';
import { eachMail } from './eachMail.ts';
import { FIXTURE_MAILBOX, loadMailbox, withMailbox } from './openMailbox.ts';

/** Messages whose metadata one step fetches. */
const BATCH = 100;
const PARALLEL = 4;
const BUDGET_MS = 120_000;

/** A user who has connected nothing reads the fixtures, where this installation has a sandbox. */
async function connectFixtures({ db, cipher, google }: MailboxDeps, box: MailboxRow): Promise<MailboxRow> {
  const { oauth, reader } = google();
  const tokens = await oauth.consentInSandbox(FIXTURE_MAILBOX, SCOPES.evidence);
  const { address } = await reader(box.id, tokens.accessToken).profile();
  return db.withTenant(box.tenantId, (tx) => standIn(tx, cipher, box, { tokens, address }));
}

/** Keeps what a message is, never what it says. */
async function keep({ db }: MailboxDeps, box: MailboxRow, reader: GmailReader, messageId: string): Promise<void> {
  const found = await reader.metadata(messageId);
  await db.withTenant(box.tenantId, (tx) => {
    if (!found) return settleMail(tx, box, messageId, 'gone');
    const { receivedAtMs, ...metadata } = found;
    return settleMail(tx, box, messageId, 'kept', {
      receivedAt: new Date(receivedAtMs),
      metadata: storable({ ...metadata, mock: box.mock }),
    });
  });
}

const listedIn = (box: MailboxRow) => and(eq(gmailMessages.mailboxId, box.id), eq(gmailMessages.state, 'listed'));

/** Keeps the metadata of some of what is listed. Throws what stopped it: Temporal tries the step again, with what is left. */
async function keepSome(deps: MailboxDeps, box: MailboxRow, reader: GmailReader): Promise<number> {
  const ids = await deps.db.withTenant(box.tenantId, (tx) =>
    tx
      .select({ messageId: gmailMessages.messageId })
      .from(gmailMessages)
      .where(listedIn(box))
      .orderBy(asc(gmailMessages.createdAt), asc(gmailMessages.messageId))
      .limit(BATCH),
  );
  const batch = await eachMail<unknown>(
    ids.map(({ messageId }) => messageId),
    (messageId) => keep(deps, box, reader, messageId),
    {
      parallel: PARALLEL,
      budgetMs: BUDGET_MS,
      setAside: (messageId, reason) =>
        deps.db.withTenant(box.tenantId, (tx) =>
          setMailAside(tx, box, { messageId, reason, receivedAt: null, payment: false }),
        ),
      onward: async (from) => heartbeat(from),
    },
  );
  const failure = batch.stopped ?? batch.failed[0];
  if (failure) throw failure.error;
  return batch.taken.length;
}

/** A user's mailbox as evidence: which mail there is, from whom and when. Never its text. */
export const syncMails =
  (deps: MailboxDeps & { first: FirstReading }): MailboxActivities['syncMails'] =>
  async (input) => {
    const { db } = deps;
    const startedAt = new Date();
    let box = await loadMailbox(db, input.tenantId, input.mailboxId);
    if (box.mock && box.status !== 'active' && box.status !== 'requires_reauth') box = await connectFixtures(deps, box);
    return withMailbox(deps, box, async (reader) => {
      if (input.discover) {
        const known = input.mode === 'full' ? { ...box, historyId: null, checkedAt: null } : box;
        await discoverMail(db, known, reader, { search: '', first: deps.first });
      }
      const kept = await keepSome(deps, box, reader);
      const waiting = await db.withTenant(box.tenantId, async (tx) => {
        const left = await tx.$count(gmailMessages, listedIn(box));
        if (left === 0) await readingSucceeded(tx, box, startedAt);
        return left;
      });
      return { kept, waiting };
    });
  };
