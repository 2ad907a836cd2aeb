import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agreeToConsent } from '../../../cli/mailbox/mailboxConsent.ts';
import { hostileMails } from '../../model/hostileMail.ts';
import { type Bookings, openBookings } from '../bookingDesk.ts';
import { bearer, call, signUp } from '../http.ts';
import { comeBack, connectMailbox, type Inbox, openInbox } from '../mailDesk.ts';
import { eventually, openWorld, type World } from '../world.ts';

let world: World;
let desk: Bookings;
let inbox: Inbox;
let mailboxId: string;
let price = 61_000;

const unique = (name: string) => `${name}-${Math.random().toString(36).slice(2, 10).toUpperCase()}`;
const fresh = () => `${unique('inbox').toLowerCase()}@countersign.example`;
const BROWSER = { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' };

beforeAll(async () => {
  world = openWorld();
  desk = await openBookings(world);
  inbox = await openInbox(world, desk, fresh());
  mailboxId = await inbox.connect();
  await inbox.mode('automated');
});
afterAll(async () => {
  await inbox.mode(null);
  await world.close();
});

const rowOf = async (id: string) =>
  (
    await world.owner`select status, consent, refresh_token, address, history_id, auth_code, code_verifier from gmail_connections where id = ${id}`
  )[0];
/** A payment that arrives now is read and confirmed: the mailbox works. */
async function works(patienceMs = 60_000) {
  price += 100;
  const farm = await desk.property(unique('Farm'), price);
  const booking = await desk.book(farm, { customer: { name: 'John Doe', phone: '+923001234567' } });
  await inbox.pay({ amount: `Rs. ${price}.00`, transactionId: unique('TXN'), name: 'John Doe' });
  await desk.admin.post('/integrations/gmail/sync', {});
  await eventually('the payment', async () => (await desk.get(booking.booking_id)).status === 'Confirmed', patienceMs);
}

describe('mail made to stop the reader', () => {
  it('all of it at once: mail before and behind is confirmed, the worker lives, each is set aside with its reason', async () => {
    const { pids } = world.run;
    const bad = hostileMails().filter(({ reason }) => reason !== null);
    const put = (raw: string, id: string) =>
      world.sandbox.put('gmail', 'message', [
        { mailbox: inbox.address, id, raw: Buffer.from(raw, 'latin1').toString('base64url') },
      ]);
    for (const [index, { raw }] of bad.entries()) await put(raw, `bad${index}`);
    // All of them in one reading, with a good one among them; a busy machine may take long over it.
    await works(180_000);
    await eventually(
      'all mail read',
      async () => (await inbox.status()).find((box) => box.mailbox_id === mailboxId)?.messages.waiting === 0,
      180_000,
    );
    const listed = await desk.admin.get<{ mails: { message_id: string; reason: string; payment_id: string | null }[] }>(
      `/integrations/gmail/set-aside?mailbox_id=${mailboxId}&limit=200`,
    );
    for (const [index, { name, reason }] of bad.entries())
      expect(
        listed.body.mails.find((mail) => mail.message_id === `bad${index}`),
        name,
      ).toMatchObject({ reason, payment_id: expect.any(String) });
    expect((await inbox.status()).find((box) => box.mailbox_id === mailboxId)).toMatchObject({
      failures: 0,
      status: 'active',
      messages: { waiting: 0 },
      set_aside: bad.length,
    });
    const events = await desk.admin.get<{ count: number }>(
      `/admin/events?type=mail_set_aside&subject=mailbox:${mailboxId}&limit=200`,
    );
    expect(events.body.count).toBe(bad.length);
    // The process that was there before is still there: nobody had to start another.
    expect(process.kill(pids.worker ?? 0, 0)).toBe(true);
    await works();
    const unmatched = await desk.admin.get<{ payments: { payment_id: string; reason: string }[] }>(
      '/admin/unmatched-payments?limit=200',
    );
    const shown = unmatched.body.payments.filter(({ reason }) => reason === 'unreadable').map((one) => one.payment_id);
    expect(shown).toEqual(expect.arrayContaining(listed.body.mails.map((mail) => mail.payment_id)));
  });
});

describe('a consent belongs to the browser and the session that asked for it', () => {
  it('finished in another client it connects nothing, and the browser that asked can still finish it', async () => {
    const before = await rowOf(mailboxId);
    const consent = await inbox.consent();
    const elsewhere = await comeBack({ ...consent, cookie: '' });
    expect([elsewhere.status, elsewhere.body.error.code]).toEqual([400, 'INVALID_STATE_TOKEN']);
    const other = await inbox.consent();
    expect((await comeBack({ ...consent, cookie: other.cookie })).status).toBe(400);
    expect(await rowOf(mailboxId)).toMatchObject({ refresh_token: before?.refresh_token, status: 'active' });
  });

  it('after logout it is refused', async () => {
    const { api } = world.run;
    const person = await signUp(api);
    const asked = await call('GET', `${api}/integrations/gmail/oauth/init?login_hint=${fresh()}`, {
      headers: bearer(person.access),
    });
    const cookie = String(asked.headers['set-cookie']).split(';')[0] ?? '';
    const callback = String((await call('GET', asked.body.authorization_url)).headers.location);
    const out = await call('POST', `${api}/auth/logout`, {
      headers: bearer(person.access),
      body: { refresh_token: person.refresh },
    });
    expect(out.status).toBeLessThan(300);
    expect((await call('GET', callback, { headers: { cookie } })).status).toBe(400);
    const [box] =
      await world.owner`select status, refresh_token from gmail_connections where user_id = ${person.userId}`;
    expect(box).toMatchObject({ status: 'pending', refresh_token: null });
  });
});

describe('a consent that fails changes nothing', () => {
  it('denied, a box left unticked, a code that Google refuses: the old grant stays and mail is read', async () => {
    const before = await rowOf(mailboxId);
    const fail = async (fault: string, over: object = {}) => {
      await world.sandbox.fault({ vendor: 'gmail', fault, times: 1, ...over });
      return comeBack(await inbox.consent());
    };
    expect((await fail('access_denied')).status).toBe(403);
    const unticked = await fail('scope_unticked');
    expect([unticked.status, unticked.body.last_consent]).toEqual([409, 'scope_missing']);
    const consent = await inbox.consent();
    const wrong = new URL(consent.callback);
    wrong.searchParams.set('code', 'not-a-code');
    const refused = await comeBack({ ...consent, callback: wrong.toString() });
    expect([refused.status, refused.body.last_consent]).toEqual([409, 'failed']);
    expect(await rowOf(mailboxId)).toMatchObject({
      status: 'active',
      refresh_token: before?.refresh_token,
      address: before?.address,
      auth_code: null,
    });
    const events = await desk.admin.get<{ events: { data: object }[] }>(
      `/admin/events?type=gmail_oauth_refused&subject=mailbox:${mailboxId}`,
    );
    expect(events.body.events.map(({ data }) => data)).toEqual(
      expect.arrayContaining([
        { result: 'scope_missing', scope: 'https://www.googleapis.com/auth/gmail.modify' },
        { result: 'failed' },
      ]),
    );
    await works();
  });

  it('another account does not take the place of the payment inbox, unless somebody says so', async () => {
    const before = await rowOf(mailboxId);
    const other = fresh();
    const answer = await comeBack(await agreeToConsent(desk.admin, { login_hint: other }));
    expect([answer.status, answer.body.last_consent, answer.body.address]).toEqual([
      409,
      'other_account',
      inbox.address,
    ]);
    expect(await rowOf(mailboxId)).toMatchObject({
      refresh_token: before?.refresh_token,
      history_id: before?.history_id,
    });
    await works();
    // The same account again keeps its place in the mailbox.
    expect((await comeBack(await inbox.consent())).body.last_consent).toBe('connected');
    expect((await rowOf(mailboxId))?.history_id).not.toBeNull();
    await works();
    await connectMailbox(desk.admin, { address: other, replace: 'true' });
    const [box] = await inbox.status();
    expect(box).toMatchObject({ address: other, last_consent: 'connected' });
    // Whose place was taken is not open to us any more.
    const grants = (await world.sandbox.records('gmail', 'grant')).filter((grant) => grant.mailbox === inbox.address);
    expect(grants.some((grant) => grant.revoked)).toBe(true);
    // The second account was never approved, and the first one has to be approved again.
    await inbox.connect();
    await works();
  });

  it('the permission to have is that of the purpose: to read for evidence, to change for the payment inbox', async () => {
    const { mailboxId: own } = await connectMailbox(desk.customer, { address: fresh(), purpose: 'evidence' });
    const { body } = await desk.customer.get<{
      mailboxes: { mailbox_id: string; missing_scope: string | null; last_code: string | null }[];
    }>('/integrations/gmail/status');
    expect(body.mailboxes.find((box) => box.mailbox_id === own)).toMatchObject({
      missing_scope: null,
      last_code: null,
    });
    await world.owner`update gmail_connections set scopes = ${['https://www.googleapis.com/auth/gmail.readonly']} where id = ${mailboxId}`;
    expect((await inbox.status()).find((box) => box.mailbox_id === mailboxId)).toMatchObject({
      missing_scope: 'https://www.googleapis.com/auth/gmail.modify',
    });
  });
});

describe('a browser comes back to the desk', () => {
  it.each<[string, string, () => Promise<{ status: number; headers: Record<string, unknown>; text: string }>]>([
    ['connected', 'connected', async () => comeBack(await inbox.consent(), BROWSER)],
    [
      'denied',
      'denied',
      async () => {
        await world.sandbox.fault({ vendor: 'gmail', fault: 'access_denied', times: 1 });
        return comeBack(await inbox.consent(), BROWSER);
      },
    ],
    [
      'another account',
      'other_account',
      async () => comeBack(await agreeToConsent(desk.admin, { login_hint: fresh() }), BROWSER),
    ],
    [
      'a forged state',
      'invalid',
      async () =>
        call('GET', `${world.run.api}/integrations/gmail/oauth/callback?state=payment_inbox~x&code=x`, {
          headers: BROWSER,
        }),
    ],
    [
      'a link from somebody else',
      'invalid',
      async () => {
        const consent = await inbox.consent();
        const callback = new URL(consent.callback);
        callback.searchParams.set('again', '1');
        return comeBack({ ...consent, callback: callback.toString(), cookie: '' }, BROWSER);
      },
    ],
  ])('%s', async (_what, result, act) => {
    const answer = await act();
    expect(answer.status).toBe(303);
    expect(String(answer.headers.location)).toMatch(new RegExp(`^/console/mailboxes\\?consent=${result}&purpose=`));
    expect(answer.text).not.toContain('{');
  });

  it('opened under the other name of this machine, where the cookie is, it is led there once', async () => {
    const consent = await inbox.consent();
    const answer = await comeBack({ ...consent, cookie: '' }, BROWSER);
    const location = new URL(String(answer.headers.location));
    expect([answer.status, location.hostname, location.searchParams.get('again')]).toEqual([303, 'localhost', '1']);
    const there = await call('GET', location.toString(), { headers: { ...BROWSER, cookie: consent.cookie } });
    expect(String(there.headers.location)).toContain('consent=connected');
  });
});
