import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { matchPayments } from '../../../activities/bookings/matchPayments.ts';
import { readPaymentMails } from '../../../activities/mailbox/readPaymentMails.ts';
import { createBooking } from '../../../books/bookings/createBooking.ts';
import { type MailOptions, PASSED, paymentMail, paymentText } from '../../../cli/bookings/paymentMail.ts';
import { createFieldCipher } from '../../../db/encryption/fieldCipher.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { createGoogleOAuth, type GoogleEndpoint } from '../../../providers/gmail/client.ts';
import { createGmailReader } from '../../../providers/gmail/reader.ts';
import { createLimitedChild } from '../../../providers/parsing/limitedChild.ts';
import { deliverMail, unlabel } from '../../../sandbox/mailStore.ts';
import { SandboxStore } from '../../../sandbox/store.ts';
import { googleRouter } from '../../../sandbox/vendors/gmail.ts';
import type { InboxResult } from '../../../workflows/mailbox/contract.ts';
import { hostileMails } from '../../model/hostileMail.ts';
import { BOOKINGS } from '../books.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const ADDRESS = 'office@countersign.example';
const cipher = createFieldCipher({ current: 'k', keys: { k: Buffer.alloc(32, 3) } });
const child = createLimitedChild();
const directory = mkdtempSync(join(tmpdir(), 'mail-reading-'));
let database: TestDatabase;
let store: SandboxStore;
let server: Server;
let mailboxId: string;
let farm: string;
let read: () => Promise<InboxResult>;
let number = 0;

beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  store = new SandboxStore(directory);
  server = express().use(['/google', '/gmail'], googleRouter(store, 1_000_000)).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpoint: GoogleEndpoint = {
    apiRoot: `${url}/gmail/`,
    authorizeUrl: `${url}/google/o/oauth2/v2/auth`,
    tokenUrl: `${url}/google/token`,
    revokeUrl: `${url}/google/revoke`,
    clientId: 'c',
    clientSecret: 's',
    redirectUri: `${url}/back`,
    mock: true,
  };
  const oauth = createGoogleOAuth(endpoint);
  const google = () => ({
    oauth,
    reader: (_id: string, token: string) => createGmailReader(endpoint, token, async () => undefined),
  });
  const tokens = await oauth.consentInSandbox(ADDRESS, 'https://www.googleapis.com/auth/gmail.modify');
  const [box] = await database.owner`insert into gmail_connections (tenant_id, user_id, purpose, status, approved)
    select tenant_id, id, 'payment_inbox', 'active', true from users where tenant_id = ${TENANT} and 'admin' = any(roles) limit 1 returning id`;
  mailboxId = String(box?.id);
  const sealed = (column: string, text: string) =>
    cipher.encrypt({ tenantId: TENANT, table: 'gmail_connections', column, rowId: mailboxId }, text);
  await database.owner`update gmail_connections set address = ${sealed('address', ADDRESS)},
    refresh_token = ${sealed('refresh_token', tokens.refreshToken ?? '')} where id = ${mailboxId}`;
  const bookings = { ...BOOKINGS, mode: 'automated' as const };
  const readInbox = readPaymentMails({
    db: database.db,
    cipher,
    google,
    child,
    bookings,
    maximumPerRun: 50,
    firstDays: 90,
  });
  const match = matchPayments({ db: database.db, cipher, bookings, approverEmails: [], log: () => undefined });
  // As paymentInboxWorkflow does: read, then match.
  read = async () => {
    const scope = { tenantId: TENANT, mailboxId };
    // run() gives what the activity gives, but its type says nothing.
    const found = (await new MockActivityEnvironment().run(readInbox, scope)) as InboxResult;
    await match({ tenantId: TENANT, paymentIds: found.paymentIds });
    return found;
  };
  const [row] =
    await database.owner`insert into properties (tenant_id, name, type, address, contact, currency, day_minor, night_minor, full_day_minor, full_night_minor)
    values (${TENANT}, 'Farm', 'farm', 'x', 'x', 'PKR', 500000, 600000, 1000000, 1100000) returning id`;
  farm = String(row?.id);
  await read();
});
afterAll(async () => {
  child.close();
  await new Promise((done) => server.close(done));
  await database.end();
  rmSync(directory, { recursive: true });
});
beforeEach(() => {
  number += 1;
});

const put = (raw: string, over: { id?: string; labelIds?: string[] } = {}): string => {
  const id = over.id ?? `m${number}-${Math.random().toString(36).slice(2)}`;
  deliverMail(store, { mailbox: ADDRESS, raw: Buffer.from(raw, 'latin1').toString('base64url'), ...over, id });
  return id;
};
/** A booking of a price nothing else has, and its ordinary payment mail. */
async function booked() {
  number += 1;
  const mine = number;
  const { booking } = await database.db.withTenant(TENANT, (tx) =>
    createBooking(tx, cipher, BOOKINGS, {
      tenantId: TENANT,
      actor: 'test',
      requestId: 'test',
      userId: null,
      propertyId: farm,
      date: new Date(Date.UTC(2030, 0, mine)).toISOString().slice(0, 10),
      shift: 'Day',
      customer: { name: 'John Doe', phone: '+923001234567', cnic: '42101-1234567-1' },
    }),
  );
  const price = 2_000 + mine;
  await database.owner`update bookings set total_minor = ${price * 100} where booking_id = ${booking.bookingId}`;
  const mail = (over: MailOptions = {}) =>
    paymentMail({
      text: paymentText({ amount: `Rs. ${price}.00`, transactionId: `TX${price}`, name: 'John Doe' }),
      results: [PASSED],
      to: ADDRESS,
      ...over,
    });
  const status = async () =>
    (await database.owner`select status::text from bookings where booking_id = ${booking.bookingId}`)[0]?.status;
  return { price, mail, status };
}
const seen = async (messageId: string) => {
  const [row] = await database.owner`select m.state, m.reason, p.status::text as payment, p.reason as why,
      p.evidence ->> 'unreadable' as unreadable,
      (select count(*)::int from events e where e.type = 'mail_set_aside' and e.data ->> 'messageId' = m.message_id) as events
    from gmail_messages m left join payments p on p.mailbox_id = m.mailbox_id and p.email_id = m.message_id
    where m.message_id = ${messageId}`;
  return { ...row };
};

describe('one mail stops no other', () => {
  it.each(hostileMails().filter(({ reason }) => reason !== null))(
    '$name: set aside with its reason, and the mails before and behind it are read and confirmed at once',
    async ({ raw, reason }) => {
      const [before, behind] = [await booked(), await booked()];
      put(before.mail());
      const bad = put(raw);
      put(behind.mail());
      expect(await read()).toMatchObject({ more: false });
      expect([await before.status(), await behind.status()]).toEqual(['Confirmed', 'Confirmed']);
      expect(await seen(bad)).toMatchObject({
        state: 'set_aside',
        reason,
        payment: 'unmatched',
        why: 'unreadable',
        unreadable: reason,
        events: 1,
      });
      // Not tried again, and what comes later is read.
      const later = await booked();
      put(later.mail());
      expect(await read()).toMatchObject({ fetched: 1, parsed: 1 });
      expect(await later.status()).toBe('Confirmed');
    },
  );

  it('all hostile mails in one reading, a good one behind them: it is confirmed, and the mailbox has not failed', async () => {
    const bad = hostileMails().map(({ raw }) => put(raw));
    const good = await booked();
    put(good.mail());
    await read();
    expect(await good.status()).toBe('Confirmed');
    for (const id of bad) expect((await seen(id)).state, id).not.toBe('listed');
    const [box] =
      await database.owner`select failures, checked_at > now() - interval '1 minute' as checked from gmail_connections where id = ${mailboxId}`;
    expect(box).toEqual({ failures: 0, checked: true });
  });

  it('hostile mail of somebody else is set aside too, and is no payment and no task', async () => {
    const id = put(paymentMail({ from: 'mallory@elsewhere.example', subject: 'Payment received\0', text: 'x' }));
    const good = await booked();
    put(good.mail());
    await read();
    expect(await good.status()).toBe('Confirmed');
    expect(await seen(id)).toMatchObject({ state: 'set_aside', reason: 'nul_character', payment: null, events: 1 });
  });

  it('a value that the database refuses sets its own mail aside', async () => {
    await database.owner`alter table payments add constraint no_magic check (amount_minor <> 77700)`;
    const [good] = [await booked()];
    const bad = put(paymentMail({ text: paymentText({ amount: 'Rs. 777.00' }), to: ADDRESS }));
    put(good.mail());
    await read();
    await database.owner`alter table payments drop constraint no_magic`;
    expect(await good.status()).toBe('Confirmed');
    expect(await seen(bad)).toMatchObject({ state: 'set_aside', reason: 'not_storable', payment: 'unmatched' });
  });
});

describe('a payment that can not be matched', () => {
  it('stops none behind it: it waits for a person, the others are confirmed', async () => {
    const [bad, good] = [await booked(), await booked()];
    await database.owner`create function refuse_one() returns trigger language plpgsql as
      $$ begin if new.status = 'matched' and new.transaction_id like 'TXBAD%' then raise exception 'refused'; end if; return new; end $$`;
    await database.owner`create trigger refuse_one before update on payments for each row execute function refuse_one()`;
    const text = paymentText({ amount: `Rs. ${bad.price}.00`, transactionId: `TXBAD${bad.price}`, name: 'John Doe' });
    const id = put(bad.mail({ text }));
    put(good.mail());
    await read();
    await database.owner`drop trigger refuse_one on payments`;
    expect([await bad.status(), await good.status()]).toEqual(['Pending', 'Confirmed']);
    expect(await seen(id)).toMatchObject({ payment: 'unmatched', why: 'unreadable', unreadable: 'matching_failed' });
  });
});

describe('a message that Gmail does not give', () => {
  const fault = (json: object) => store.addFault({ vendor: 'gmail', ...json });
  const box = async () =>
    (await database.owner`select failures, status, last_code from gmail_connections where id = ${mailboxId}`)[0];

  it('while it gives others: those are read, and after five readings it is set aside and seen', async () => {
    const bad = put(paymentMail({ text: 'x', to: ADDRESS }), { id: 'stuck1' });
    fault({ route: 'GET /gmail/v1/users/me/messages/stuck1', fault: 'unavailable' });
    for (let reading = 1; reading <= 5; reading += 1) {
      const good = await booked();
      put(good.mail());
      expect((await read()).more).toBe(reading < 5);
      expect(await good.status()).toBe('Confirmed');
      expect((await seen(bad)).state).toBe(reading < 5 ? 'listed' : 'set_aside');
    }
    expect(await seen(bad)).toMatchObject({ reason: 'refused_by_gmail', payment: 'unmatched', events: 1 });
    store.clearFaults();
  });

  it('while it gives none: nothing is set aside, and the reading fails as a whole', async () => {
    const [good, other] = [await booked(), await booked()];
    const ids = [put(good.mail()), put(other.mail())];
    fault({ route: 'GET /gmail/v1/users/me/messages/m', fault: 'unavailable' });
    for (let reading = 0; reading < 7; reading += 1) await expect(read()).rejects.toThrow('GMAIL_UNAVAILABLE');
    for (const id of ids) expect(await seen(id)).toMatchObject({ state: 'listed', events: 0 });
    store.clearFaults();
    await read();
    expect([await good.status(), await other.status()]).toEqual(['Confirmed', 'Confirmed']);
    expect(await box()).toMatchObject({ failures: 0, status: 'active' });
  });

  it('what was read before the connection broke is matched by this reading', async () => {
    const first = await booked();
    put(first.mail(), { id: `a${Date.now()}` });
    const rest = await Promise.all([booked(), booked(), booked(), booked(), booked()]);
    for (const { mail } of rest) put(mail(), { id: `z${Math.random().toString(36).slice(2)}` });
    fault({ route: 'GET /gmail/v1/users/me/messages/z', fault: 'rate_limit' });
    expect(await read()).toMatchObject({ more: true });
    expect(await first.status()).toBe('Confirmed');
    store.clearFaults();
    await read();
    for (const { status } of rest) expect(await status()).toBe('Confirmed');
  });
});

describe('mail that is no payment', () => {
  it.each(['DRAFT', 'SENT', 'SPAM', 'TRASH'])('a payment mail labelled %s is not looked at', async (label) => {
    const booking = await booked();
    const id = put(booking.mail(), { labelIds: ['INBOX', 'UNREAD', label] });
    await read();
    expect(await seen(id)).toMatchObject({ state: 'ignored', reason: label.toLowerCase(), payment: null });
    expect(await booking.status()).toBe('Pending');
    await read();
    expect(await booking.status()).toBe('Pending');
  });

  it.each(['DRAFT', 'SENT', 'SPAM', 'TRASH'])(
    'a reader that forgets to look at %s is stopped by the database',
    async (label) => {
      const evidence = (labels: string[]) => database.owner.json({ mail: { labels } });
      const insert = (labels: string[]) =>
        database.owner`insert into payments (tenant_id, source, amount_minor, currency, evidence)
        values (${TENANT}, 'gmail', 100, 'PKR', ${evidence(labels)})`;
      await expect(insert(['INBOX', label])).rejects.toThrow('payments_came_in');
      await insert(['INBOX', `${label}_OF_OURS`]);
    },
  );

  it('moved to the trash after it was found and before it is read, it is none; taken out again, it is one', async () => {
    const booking = await booked();
    const id = put(booking.mail(), { labelIds: ['TRASH'] });
    await read();
    expect((await seen(id)).state).toBe('ignored');
    unlabel(store, ADDRESS, [id], ['TRASH']);
    await read();
    expect(await seen(id)).toMatchObject({ state: 'payment', payment: 'verified' });
    expect(await booking.status()).toBe('Confirmed');
  });
});

describe('what a mail says decides what becomes of it', () => {
  /** A mail whose text names the price of a waiting booking, and what became of both. */
  async function told(text: (price: string) => string, over: MailOptions = {}) {
    const made = await booked();
    const message = put(made.mail({ subject: 'Transaction alert', text: text(`Rs. ${made.price}.00`), ...over }));
    await read();
    const [row] = await database.owner`select evidence -> 'fields' as fields from payments where email_id = ${message}`;
    const { state, reason, payment, unreadable } = await seen(message);
    return { booking: await made.status(), state, reason, payment, unreadable, fields: row?.fields };
  }

  it('[BK-GMAIL-03] an ordinary wording that is no list of fields confirms', async () => {
    expect(
      await told((money) => `Your A/C XX1234 is credited with ${money} on 03/07/25. Balance: Rs. 90,000.00\n`),
    ).toMatchObject({
      booking: 'Confirmed',
      payment: 'verified',
    });
  });

  it.each([
    ['pending', (money: string) => `You have received ${money}. The payment is on hold.\n`, 'not_completed'],
    ['reversed', (money: string) => `The payment of ${money} you received was reversed.\n`, 'reversal'],
    [
      'two amounts',
      (money: string) => `You have received ${money} from A B.\nYou have received Rs. 7.00 from C D.\n`,
      'two_amounts',
    ],
    ['another currency', (money: string) => `You have received ${money.replace('Rs. ', '₦')}.\n`, 'unknown_currency'],
    ['an unknown wording', (money: string) => `Hooray, ${money} hit the jar.\n`, 'unclear_direction'],
  ])('%s: the booking waits, a person is asked and sees where it stands', async (_name, text, unreadable) => {
    const result = await told(text);
    expect(result).toMatchObject({ booking: 'Pending', state: 'payment', payment: 'unmatched', unreadable });
    const marks = result.fields as { line: string; from: number; to: number }[];
    expect(marks.length).toBeGreaterThan(0);
    for (const { line, from, to } of marks) expect(line.slice(from, to).trim()).not.toBe('');
  });

  it('money that went out is no payment; the reason stays with the mail', async () => {
    expect(
      await told((money) => `Your account XX275 is debited by ${money} and a/c of JOHN DOE was credited.\n`),
    ).toMatchObject({
      booking: 'Pending',
      state: 'other',
      reason: 'outgoing',
      payment: null,
    });
  });

  it('the same wording from a stranger asks nobody', async () => {
    const over = { from: 'shop@elsewhere.example', results: [] };
    expect(await told((money) => `Hooray, ${money} hit the jar.\n`, over)).toMatchObject({
      state: 'other',
      payment: null,
    });
  });

  it('[BK-CFG-07] a domain that the tenant names may sign for the provider, and no other', async () => {
    const results = ['mx.google.com; dkim=pass header.d=mailer.example.net; spf=none'];
    const before = await booked();
    put(before.mail({ results }));
    await read();
    await database.owner`update tenant_settings set payment_provider_domains = '{mailer.example.net}' where tenant_id = ${TENANT}`;
    const after = await booked();
    put(after.mail({ results }));
    await read();
    await database.owner`update tenant_settings set payment_provider_domains = null where tenant_id = ${TENANT}`;
    expect([await before.status(), await after.status()]).toEqual(['Pending', 'Confirmed']);
  });
});

describe('a genuine receipt of somebody else, sent on with headers added above it', () => {
  const SIGNED = 'DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=from:to:subject:date:message-id; bh=x; b=y';
  const stranger = { to: 'mallory@gmail.com' };
  const old = { date: new Date(Date.now() - 700 * 86_400_000) };
  const now = () => new Date().toUTCString();
  it.each([
    ['a Cc that its signature does not cover', [SIGNED, `Cc: ${ADDRESS}`], stranger, 'misaddressed'],
    ['a Cc, and no signature', [`Cc: ${ADDRESS}`], stranger, 'misaddressed'],
    [
      'a Cc that only a signature of their own covers',
      ['DKIM-Signature: v=1; d=attacker.example; h=from:cc; b=z', SIGNED, `Cc: ${ADDRESS}`],
      stranger,
      'misaddressed',
    ],
    ['a second To', [SIGNED, `To: ${ADDRESS}`], stranger, 'misaddressed'],
    ['a second Date', [SIGNED, `Date: ${now()}`], old, 'stale'],
    ['a second Message-ID', [SIGNED, 'Message-ID: <new@attacker.example>'], {}, 'stale'],
  ])('%s: it confirms nothing', async (_name, added, over, reason) => {
    const booking = await booked();
    const raw = booking.mail(over);
    // Some readers take the first of two, some the last.
    const ids = [put([...added, raw].join('\r\n'))];
    const end = raw.indexOf('\r\n\r\n');
    await read();
    ids.push(put([raw.slice(0, end), ...added].join('\r\n') + raw.slice(end)));
    await read();
    expect(await booking.status()).toBe('Pending');
    for (const id of ids) expect((await seen(id)).payment).toBe('unmatched');
    expect((await seen(ids[0] ?? '')).why).toBe(reason);
  });

  it('a Cc that the provider signed is an address', async () => {
    const booking = await booked();
    put([SIGNED.replace('h=from:', 'h=From : cc:'), `Cc: ${ADDRESS}`, booking.mail(stranger)].join('\r\n'));
    await read();
    expect(await booking.status()).toBe('Confirmed');
  });
});

describe('[BK-GMAIL-05] a mail to another address of the mailbox', () => {
  const alias = (sendAsEmail: string, more: object = {}, mailbox = ADDRESS) =>
    store.put('gmail', 'send_as', `${mailbox}/${sendAsEmail}`, { mailbox, sendAsEmail, ...more });

  const noAlias = () => alias('stay@farm.example', { mailbox: 'nobody@countersign.example' });

  it.each([
    ['one that Google has proved', () => alias('stay@farm.example'), 'Confirmed'],
    ['one whose proof is pending', () => alias('stay@farm.example', { verificationStatus: 'pending' }), 'Pending'],
    ['an alias of another mailbox', () => alias('stay@farm.example', {}, 'other@countersign.example'), 'Pending'],
  ])('%s: the booking is %s', async (_name, set, status) => {
    noAlias();
    set();
    const booking = await booked();
    put(booking.mail({ to: 'Stay+pay@farm.example' }));
    await read();
    expect(await booking.status()).toBe(status);
  });

  it('is as misaddressed as before once the alias is gone, and the books keep no address in the clear', async () => {
    alias('stay@farm.example');
    const first = await booked();
    put(first.mail({ to: 'stay@farm.example' }));
    await read();
    const [kept] = await database.owner`select aliases from gmail_connections where id = ${mailboxId}`;
    expect(kept?.aliases).not.toContain('farm.example');
    noAlias();
    const second = await booked();
    put(second.mail({ to: 'stay@farm.example' }));
    await read();
    expect([await first.status(), await second.status()]).toEqual(['Confirmed', 'Pending']);
  });

  it('Gmail does not say which: a mail to the mailbox itself confirms all the same', async () => {
    const booking = await booked();
    store.addFault({ vendor: 'gmail', route: 'GET /gmail/v1/users/me/settings', fault: 'unavailable', times: 1 });
    put(booking.mail({}));
    await read();
    expect(store.faults()).toEqual([]);
    expect(await booking.status()).toBe('Confirmed');
  });
});
