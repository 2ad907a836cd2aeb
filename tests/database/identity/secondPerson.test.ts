import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { connectMailbox } from '../../../activities/mailbox/connectMailbox.ts';
import { dueMailboxes } from '../../../activities/mailbox/dueMailboxes.ts';
import { evaluateAlerts } from '../../../activities/operations/evaluateAlerts.ts';
import type { Principal } from '../../../api/http/tokens.ts';
import { powerRoutes } from '../../../api/identity/powerRoutes.ts';
import { mailboxJson } from '../../../api/mailbox/mailboxJson.ts';
import { stopRoutes } from '../../../api/money/stopRoutes.ts';
import { askToResume } from '../../../books/money/endMoneyStops.ts';
import { createFieldCipher } from '../../../db/encryption/fieldCipher.ts';
import { mailboxes } from '../../../db/mailbox/schema.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { createGoogleOAuth, type GoogleEndpoint } from '../../../providers/gmail/client.ts';
import { createGmailReader } from '../../../providers/gmail/reader.ts';
import { createLimitedChild } from '../../../providers/parsing/limitedChild.ts';
import { SandboxStore } from '../../../sandbox/store.ts';
import { googleRouter } from '../../../sandbox/vendors/gmail.ts';
import { ALERT_READINGS } from '../../../workers/activities.ts';
import { adminDeps, caller, principalOf } from '../routeCaller.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const cipher = createFieldCipher({ current: 'k', keys: { k: Buffer.alloc(32, 3) } });
const directory = mkdtempSync(join(tmpdir(), 'second-person-'));
const child = createLimitedChild();
let database: TestDatabase;
let server: Server;
let endpoint: GoogleEndpoint;
let call: ReturnType<typeof caller>;
let admin: Principal;
let boss: Principal;

beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  server = express()
    .use(['/google', '/gmail'], googleRouter(new SandboxStore(directory), 1_000_000))
    .listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  endpoint = {
    apiRoot: `${url}/gmail/`,
    authorizeUrl: `${url}/google/o/oauth2/v2/auth`,
    tokenUrl: `${url}/google/token`,
    revokeUrl: `${url}/google/revoke`,
    clientId: 'c',
    clientSecret: 's',
    redirectUri: `${url}/back`,
    mock: true,
  };
  call = caller([...powerRoutes(adminDeps(database.db)), ...stopRoutes(database.db)]);
});
afterAll(async () => {
  child.close();
  await new Promise((done) => server.close(done));
  await database.end();
  rmSync(directory, { recursive: true });
});
beforeEach(async () => {
  await database.owner`update users set disabled_at = null, roles = '{admin}' where email like 'admin@%'`;
  await database.owner`delete from money_stops`;
  admin = await principalOf(database, 'admin@countersign.example');
  boss = await principalOf(database, 'super@countersign.example');
});

const mailDeps = () => ({
  db: database.db,
  cipher,
  google: () => ({
    oauth: createGoogleOAuth(endpoint),
    reader: (_id: string, token: string) => createGmailReader(endpoint, token, async () => undefined),
  }),
});
const due = () => dueMailboxes(database)({ tenantId: TENANT });
const approve = (changeId: string, who: Principal) =>
  call(who, 'POST /admin/power-changes/:change_id/approve', { change_id: changeId }, {});
const waiting = (subject: string) =>
  database.owner`select id, summary from power_changes where subject = ${subject} and state = 'pending'`;
const inTenant = (statement: ReturnType<typeof sql>) =>
  database.db
    .withTenant(TENANT, (tx) => tx.execute(statement))
    .then(
      () => 'done',
      (error: Error) => String(error.cause ?? error),
    );

/** The admin connects this account as payment inbox, with a consent that Google has given. */
async function connect(address: string): Promise<string> {
  const { owner } = database;
  await owner`insert into gmail_connections (tenant_id, user_id, purpose) values (${TENANT}, ${admin.userId}, 'payment_inbox') on conflict do nothing`;
  const [row] =
    await owner`select id from gmail_connections where user_id = ${admin.userId} and purpose = 'payment_inbox'`;
  const id = String(row?.id);
  const page = new URL(endpoint.authorizeUrl);
  for (const [name, value] of Object.entries({
    client_id: 'c',
    redirect_uri: endpoint.redirectUri,
    response_type: 'code',
    scope: 'https://www.googleapis.com/auth/gmail.modify',
    access_type: 'offline',
    login_hint: address,
  }))
    page.searchParams.set(name, value);
  const answer = await fetch(page, { redirect: 'manual' });
  const code = URL.parse(answer.headers.get('location') ?? '')?.searchParams.get('code') ?? '';
  const sealed = cipher.encrypt({ tenantId: TENANT, table: 'gmail_connections', column: 'auth_code', rowId: id }, code);
  await owner`update gmail_connections set auth_code = ${sealed}, may_replace = true where id = ${id}`;
  const [process] =
    await owner`insert into processes (tenant_id, kind, subject, run, workflow_type, workflow_id, task_queue, input, request_hash, started_by)
    values (${TENANT}, 'gmail-connection', ${crypto.randomUUID()}, 1, 'x', ${crypto.randomUUID()}, 'x', '{}', 'x', 'x') returning id`;
  const { connected } = await connectMailbox(mailDeps())({
    tenantId: TENANT,
    mailboxId: id,
    processId: String(process?.id),
  });
  expect(connected).toBe(true);
  return id;
}
const shown = (mailboxId: string) =>
  database.db.withTenant(TENANT, async (tx) => {
    const rows = await tx.select().from(mailboxes);
    const all = await mailboxJson(tx, cipher, rows, admin.userId);
    return all.find((box) => box.mailbox_id === mailboxId)?.not_read_because;
  });

describe('whoever owns a payment inbox decides which bookings are paid', () => {
  it('it is read once a second person has approved it; another account in its place asks again', async () => {
    const id = await connect('one@countersign.example');
    expect(await due()).toEqual([]);
    expect(await shown(id)).toBe('unapproved');
    const [asked] = await waiting(`mailbox:${id}`);
    expect(asked?.summary).toMatch(/^Mail that one@countersign\.example receives may confirm bookings; \w/);
    expect((await approve(asked?.id, admin)).code).toBe('SECOND_PERSON_REQUIRED');
    expect(await due()).toEqual([]);
    expect((await approve(asked?.id, boss)).status).toBe(200);
    expect([await due(), await shown(id)]).toEqual([[id], null]);
    // The same account with a new consent is the one that was approved.
    await connect('one@countersign.example');
    expect([await due(), (await waiting(`mailbox:${id}`)).length]).toEqual([[id], 0]);
    await connect('thief@evil.example');
    expect([await due(), await shown(id)]).toEqual([[], 'unapproved']);
    const [first] = await waiting(`mailbox:${id}`);
    // A third account takes the place of the second: the request that shows the second is void.
    await connect('one@countersign.example');
    expect((await approve(first?.id, boss)).code).toBe('POWER_CHANGE_CLOSED');
    expect(await due()).toEqual([]);
    const [last] = await waiting(`mailbox:${id}`);
    expect((await approve(last?.id, boss)).status).toBe(200);
    expect(await due()).toEqual([id]);
  });

  it('planted bugs: the database approves no inbox without that, and no other account with it', async () => {
    const id = await connect('two@countersign.example');
    await database.owner`update gmail_connections set approved = false where id = ${id}`;
    expect(await inTenant(sql`update gmail_connections set approved = true where id = ${id}`)).toMatch(/second person/);
    expect(
      await inTenant(sql`insert into gmail_connections (tenant_id, user_id, purpose, status, approved)
        select tenant_id, id, 'payment_inbox', 'active', true from users where id = ${boss.userId}`),
    ).toMatch(/second person|row-level security|foreign key/);
    await database.owner`update gmail_connections set approved = true where id = ${id}`;
    const place = { tenantId: TENANT, table: 'gmail_connections', column: 'address', rowId: id };
    const evil = cipher.encrypt(place, 'thief@evil.example');
    expect(await inTenant(sql`update gmail_connections set address = ${evil} where id = ${id}`)).toBe('done');
    expect(await due()).toEqual([]);
    // Rotation writes the same address under another key: it stays approved.
    await database.owner`update gmail_connections set approved = true where id = ${id}`;
    expect(await inTenant(sql`update gmail_connections set address = 'v1:k2:x' where id = ${id}`)).toBe('done');
    expect(await due()).toEqual([id]);
    await database.owner`update gmail_connections set address = ${evil} where id = ${id}`;
  });

  it('it is not read while its owner is disabled or may not manage integrations; the place in it stays, and an alert says so', async () => {
    const { owner } = database;
    const id = await connect('three@countersign.example');
    await owner`update gmail_connections set approved = true, history_id = '77' where id = ${id}`;
    const evaluate = evaluateAlerts({
      db: database.db,
      approverEmails: [],
      readings: ALERT_READINGS,
      schedules: async () => null,
    });
    const alarms = async () => {
      await evaluate({ tenantId: TENANT });
      return owner`select subject from alerts where rule = 'mailbox_not_read' and closed_at is null`;
    };
    expect([await due(), await alarms()]).toEqual([[id], []]);
    await owner`update users set disabled_at = now() where id = ${admin.userId}`;
    expect([await due(), await shown(id)]).toEqual([[], 'owner_disabled']);
    expect(await alarms()).toMatchObject([{ subject: `mailbox:${id}` }]);
    await owner`update users set disabled_at = null, roles = '{reviewer}' where id = ${admin.userId}`;
    expect([await due(), await shown(id)]).toEqual([[], 'owner_without_right']);
    await owner`update users set roles = '{admin}' where id = ${admin.userId}`;
    expect([await due(), await alarms()]).toEqual([[id], []]);
    expect(await owner`select history_id from gmail_connections where id = ${id}`).toMatchObject([
      { history_id: '77' },
    ]);
  });
});

describe('money that was stopped moves again when two people agree', () => {
  const stop = (reason = 'refunds look wrong') => call(admin, 'POST /admin/money-stop', {}, { reason });
  const stops = async () => (await call(admin, 'GET /admin/money-stop')).body.stops as { reason: string }[];

  it('one asks, another approves; neither whoever stopped nor anybody else alone', async () => {
    expect((await stop()).status).toBe(200);
    for (const who of [admin, boss]) {
      const asked = await call(who, 'DELETE /admin/money-stop');
      expect([asked.status, asked.body.state]).toEqual([202, 'pending']);
      expect((await approve(asked.body.change_id, who)).code).toBe('SECOND_PERSON_REQUIRED');
      expect(await stops()).toHaveLength(1);
    }
    const asked = await call(admin, 'DELETE /admin/money-stop');
    expect(asked.body.summary).toMatch(
      /Money moves again for this tenant\. It was stopped because of “refunds look wrong” \(/,
    );
    expect((await approve(asked.body.change_id, boss)).status).toBe(200);
    expect(await stops()).toEqual([]);
    expect((await call(admin, 'DELETE /admin/money-stop')).body).toEqual({ stopped: false, stops: [] });
    const [event] =
      await database.owner`select actor, data from events where type = 'money_resumed' order by sequence desc limit 1`;
    expect(event).toMatchObject({ actor: admin.actor, data: { approvedBy: boss.actor } });
  });

  it('a stop that came after the request holds on', async () => {
    await stop('first');
    const asked = await call(admin, 'DELETE /admin/money-stop');
    await stop('second');
    expect((await approve(asked.body.change_id, boss)).status).toBe(200);
    expect(await stops()).toMatchObject([{ reason: 'second' }]);
  });

  it('of all tenants: asked for and approved by super users only', async () => {
    const { owner } = database;
    await owner`insert into money_stops (reason, started_by) values ('all of it', ${boss.actor})`;
    const ask = (who: Principal) => database.db.withTenant(TENANT, (tx) => askToResume(tx, who, 'all', 'x'));
    await expect(ask(admin)).rejects.toThrow();
    const change = await ask(boss);
    expect((await approve(String(change?.id), admin)).code).toBe('FORBIDDEN');
    expect(await stops()).toHaveLength(1);
    await owner`insert into users (tenant_id, email, display_name, password_hash, roles, address, created_at)
      select tenant_id, 'other-super@countersign.example', 'Other', password_hash, roles, address, now() - interval '1 day' from users where id = ${boss.userId}`;
    const other = await principalOf(database, 'other-super@countersign.example');
    expect((await approve(String(change?.id), other)).status).toBe(200);
    expect(await stops()).toEqual([]);
  });

  it('planted bugs: the database ends no stop otherwise, not through the platform either, and no stop is rewritten', async () => {
    await stop();
    await database.owner`insert into money_stops (reason, started_by) values ('all of it', ${boss.actor})`;
    const end = sql`update money_stops set ended_at = now(), ended_by = 'x' where ended_at is null`;
    expect(await inTenant(end)).toMatch(/second person/);
    const platform = database.db.withPlatform('planted', (tx) => tx.execute(end));
    expect(
      await platform.then(
        () => 'done',
        (error: Error) => String(error.cause ?? error),
      ),
    ).toMatch(/second person|permission denied/);
    expect(await inTenant(sql`update money_stops set tenant_id = null`)).toMatch(/fixed|row-level security/);
    expect(await stops()).toHaveLength(2);
  });
});
