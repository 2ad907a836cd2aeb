import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import type { MailboxRow } from '../../db/mailbox/sealed.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { MESSAGE_STATES, messageStatesBefore } from '../../domain/mailbox/states.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { ensureMailbox } from './beginConsent.ts';
import { endSync } from './endSync.ts';
import { holdMailbox, takeMailbox } from './holdMailbox.ts';
import { readingFailed, readingSucceeded } from './noteReading.ts';
import { rememberMails } from './rememberMails.ts';
import { countAttempt, noteMarkedRead, setMailAside, settleMail } from './settleMail.ts';
import { startSync } from './startSync.ts';

let database: TestDatabase;
let box: MailboxRow;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());
const books = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);
const refresh = async () => {
  const [row] = await books((tx) => tx.select().from(mailboxes).where(eq(mailboxes.id, box.id)));
  if (!row) throw new Error('no mailbox');
  return row;
};
beforeEach(async () => {
  const { owner } = database;
  await owner`delete from gmail_messages`;
  const [user] = await owner`select id from users where tenant_id = ${tenantId} order by email limit 1`;
  const whose = { tenantId, userId: String(user?.id), purpose: 'evidence' as const };
  box = await books((tx) => ensureMailbox(tx, whose, true));
  await owner`update gmail_connections set status = 'active', failures = 0, paused_until = null, checking_until = null`;
  box = await refresh();
});
const messages = () =>
  database.owner`select message_id as id, state, reason, attempts, mark_read from gmail_messages order by message_id`;
const events = async (type: string) =>
  Number((await database.owner`select count(*)::int as n from events where type = ${type}`)[0]?.n);

describe('messages of a mailbox', () => {
  it('are listed once with the cursor; what was ignored is listed again, what was read is not', async () => {
    await books((tx) => rememberMails(tx, box, ['a', 'a', 'b', 'c'], { historyId: '7' }));
    await books((tx) => settleMail(tx, box, 'a', 'ignored', { reason: 'spam' }));
    await books((tx) => settleMail(tx, box, 'b', 'payment', { markRead: true }));
    await books((tx) => rememberMails(tx, box, ['a', 'b'], {}));
    expect((await messages()).map(({ id, state, reason }) => [id, state, reason])).toEqual([
      ['a', 'listed', null],
      ['b', 'payment', null],
      ['c', 'listed', null],
    ]);
    expect((await refresh()).historyId).toBe('7');
  });

  it('go from state to state as their table says', async () => {
    await books((tx) => rememberMails(tx, box, ['m'], {}));
    for (const from of MESSAGE_STATES)
      for (const to of MESSAGE_STATES) {
        if (to === 'listed') continue;
        await database.owner`update gmail_messages set state = ${from}`;
        const settled = await books((tx) => settleMail(tx, box, 'm', to));
        expect(settled, `${from} to ${to}`).toBe(messageStatesBefore(to).includes(from));
        expect((await messages())[0]?.state).toBe(settled ? to : from);
      }
  });

  it('are set aside once, with one event', async () => {
    await books((tx) => rememberMails(tx, box, ['m'], {}));
    const before = await events('mail_set_aside');
    const aside = () =>
      books((tx) => setMailAside(tx, box, { messageId: 'm', reason: 'too_large', receivedAt: null, payment: false }));
    expect([await aside(), await aside()]).toEqual([true, false]);
    expect([(await messages())[0]?.reason, await events('mail_set_aside')]).toEqual(['too_large', before + 1]);
  });

  it('count their failures, and lose their mark where Gmail has taken it', async () => {
    await books((tx) => rememberMails(tx, box, ['m', 'n'], {}));
    const count = (counts: boolean) => books((tx) => countAttempt(tx, box, 'm', counts));
    expect([await count(true), await count(false), await count(true)]).toEqual([1, 1, 2]);
    for (const id of ['m', 'n']) await books((tx) => settleMail(tx, box, id, 'payment', { markRead: true }));
    await books((tx) => noteMarkedRead(tx, box, ['m']));
    expect((await messages()).map((row) => row.mark_read)).toEqual([false, true]);
  });
});

describe('readings of a mailbox', () => {
  it('one reads at a time; the hold of a reader that died ends', async () => {
    const take = (seconds: number) => books((tx) => takeMailbox(tx, box.id, seconds));
    expect([await take(60), await take(60)]).toEqual([true, false]);
    await books((tx) => holdMailbox(tx, box.id, 0));
    expect(await take(0)).toBe(true);
  });

  it('failures pause it after the third in a row; a good one ends that, with an event each', async () => {
    const fail = () => books((tx) => readingFailed(tx, { tenantId, mailboxId: box.id, code: 'GMAIL_UNAVAILABLE' }, []));
    await fail();
    await fail();
    expect(await refresh()).toMatchObject({ failures: 2, pausedUntil: null, lastCode: 'GMAIL_UNAVAILABLE' });
    await fail();
    const paused = await refresh();
    expect([paused.failures, (paused.pausedUntil?.getTime() ?? 0) > Date.now()]).toEqual([3, true]);
    expect([await events('mailbox_read_failed'), await events('mailbox_paused')]).toEqual([2, 1]);
    const at = new Date();
    await books((tx) => readingSucceeded(tx, paused, at));
    expect(await refresh()).toMatchObject({ failures: 0, pausedUntil: null, lastCode: null, checkedAt: at });
    expect(await events('mailbox_resumed')).toBe(1);
  });

  it('an ended grant waits for a person, whose mailbox it is hears of it; of one that is not connected nothing is written', async () => {
    const fail = () => books((tx) => readingFailed(tx, { tenantId, mailboxId: box.id, code: 'GMAIL_REVOKED' }, []));
    await fail();
    await fail();
    expect(await refresh()).toMatchObject({ status: 'requires_reauth', failures: 1, accessToken: null });
    const told = await database.owner`select 1 from notifications where template = 'mailbox_reauth'`;
    expect([told.length, await events('gmail_oauth_revoked')]).toEqual([1, 1]);
  });

  it('a sync is started once while one runs, and ends once', async () => {
    const start = () =>
      books((tx) => startSync(tx, { tenantId, mailboxId: box.id, mode: 'incremental', startedBy: 'schedule' }));
    const [first, second] = [await start(), await start()];
    expect([first.created, second.created, second.process.id]).toEqual([true, false, first.process.id]);
    const sync = { tenantId, processId: first.process.id, mailboxId: box.id, kept: 3, code: null };
    await books((tx) => endSync(tx, sync, []));
    await books((tx) => endSync(tx, { ...sync, code: 'GMAIL_UNAVAILABLE' }, []));
    expect([await events('gmail_sync_completed'), await events('gmail_sync_failed')]).toEqual([1, 0]);
    expect((await refresh()).failures).toBe(0);
    expect((await start()).created).toBe(true);
  });
});
