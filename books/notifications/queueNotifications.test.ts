import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { notifications } from '../../db/notifications/schema.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { uuidFromText } from '../../domain/digest.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { countTry } from './countTry.ts';
import { endDelivery } from './endDelivery.ts';
import { queueForCustomers } from './queueForCustomers.ts';
import { type Message, queueNotifications } from './queueNotifications.ts';
import { replayNotification } from './replayNotification.ts';
import { settleDelivery } from './settleDelivery.ts';
import { settleTry, type TryEnd } from './settleTry.ts';
import { tellAdmins } from './tellAdmins.ts';
import { tellApprovers } from './tellApprovers.ts';

let database: TestDatabase;
const inTenant = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

type Row = typeof notifications.$inferSelect;
const rowsOf = async (batchKey: string): Promise<Row[]> =>
  (await inTenant((tx) => tx.select().from(notifications))).filter((row) => row.batchId === uuidFromText(batchKey));
const mail = (recipient = 'a@people.example'): Message => ({
  channel: 'email',
  recipient,
  template: 'alert',
  variables: {},
});
async function queued(message: Message = mail()): Promise<Row> {
  const batchKey = crypto.randomUUID();
  await inTenant((tx) => queueNotifications(tx, { tenantId, batchKey, messages: [message] }));
  const [row] = await rowsOf(batchKey);
  if (!row) throw new Error('not queued');
  return row;
}
const now = async (id: string) => (await database.owner`select * from notifications where id = ${id}`)[0] ?? {};
const runsOf = (batchId: string) => database.owner`select id, status from processes where subject = ${batchId}`;
const settle = (row: Row, status: Row['status'], over: Partial<TryEnd> = {}) =>
  inTenant((tx) =>
    settleTry(tx, row, {
      status,
      lastError: status === 'sent' ? null : 'BROKEN',
      retryAt: null,
      chat: null,
      ...over,
    }),
  );
const eventsOf = async (id: string) =>
  (await database.owner`select type from events where subject = ${`notification:${id}`}`).map(({ type }) => type);

describe('messages', () => {
  it('of one batch are queued once, with one run; of nothing there is none', async () => {
    for (let time = 0; time < 2; time += 1)
      await inTenant((tx) =>
        queueNotifications(tx, { tenantId, batchKey: 'once', messages: [mail(), mail('b@people.example')] }),
      );
    expect(await rowsOf('once')).toHaveLength(2);
    expect(await runsOf(uuidFromText('once'))).toHaveLength(1);
    await inTenant((tx) => queueNotifications(tx, { tenantId, batchKey: 'none', messages: [] }));
    expect(await runsOf(uuidFromText('none'))).toHaveLength(0);
  });

  it('to admins and approvers go to them alone', async () => {
    const told = { tenantId, template: 'alert' as const, variables: {} };
    await inTenant((tx) => tellAdmins(tx, { ...told, batchKey: 'admins' }));
    await inTenant((tx) => tellApprovers(tx, { ...told, batchKey: 'approvers', configured: ['desk@people.example'] }));
    const to = async (key: string) => (await rowsOf(key)).map((row) => row.recipient);
    expect(await to('admins')).toContain('admin@countersign.example');
    expect(await to('admins')).not.toContain('reviewer@countersign.example');
    expect(await to('approvers')).toContain('desk@people.example');
  });

  it('of many causes share the run that is open, and each cause is told once', async () => {
    const tell = (batchKey: string) =>
      inTenant((tx) => queueForCustomers(tx, tenantId, Promise.resolve([{ batchKey, message: mail(batchKey) }])));
    for (const key of ['one', 'two', 'two']) await tell(key);
    const [one, two] = [await rowsOf('one'), await rowsOf('two')];
    expect([one.length, two.length]).toEqual([1, 1]);
    expect(one[0]?.processId).toBe(two[0]?.processId);
    const processId = String(one[0]?.processId);
    const end = () => inTenant((tx) => endDelivery(tx, { tenantId, processId, batchId: crypto.randomUUID() }));
    expect(await end()).toBe(false);
    for (const row of [...one, ...two]) await settle(row, 'sent');
    expect(await end()).toBe(true);
    expect(await database.owner`select status from processes where id = ${processId}`).toEqual([{ status: 'closed' }]);
    await tell('three');
    expect((await rowsOf('three'))[0]?.processId).not.toBe(processId);
  });
});

describe('a try', () => {
  it('is counted while the message is queued, not once it is settled', async () => {
    const row = await queued();
    const count = () => inTenant((tx) => countTry(tx, row.id, new Date()));
    expect(await count()).toBe(true);
    await settle(row, 'sent');
    expect(await count()).toBe(false);
    expect((await now(row.id)).attempts).toBe(1);
  });

  it('that went well, or for good did not, is settled once, with its event', async () => {
    const [good, bad] = [await queued(), await queued()];
    await settle(good, 'sent');
    await settle(good, 'undeliverable');
    expect([(await now(good.id)).status, await eventsOf(good.id)]).toEqual(['sent', ['notification_sent']]);
    await settle(bad, 'undeliverable');
    expect([(await now(bad.id)).last_error, await eventsOf(bad.id)]).toEqual([
      'BROKEN',
      ['notification_undeliverable'],
    ]);
  });

  it('that is to be repeated leaves no event; one that failed goes over the other channel', async () => {
    const row = await queued({ ...mail('booking:b-1'), channel: 'whatsapp', fallback: 'web' });
    const retryAt = new Date(Date.now() + 60_000);
    expect(await settle(row, 'queued', { retryAt })).toBeNull();
    expect([(await now(row.id)).retry_at, await eventsOf(row.id)]).toEqual([retryAt, []]);
    const other = await settle(row, 'failed');
    expect(other).toMatchObject({ channel: 'web', status: 'queued', batchId: row.batchId });
  });

  it('gets new ones only after it was given up', async () => {
    const row = await queued();
    const replay = () => inTenant((tx) => replayNotification(tx, tenantId, row.id, 'user:x'));
    expect(await replay()).toBe(false);
    await settle(row, 'undeliverable');
    expect([await replay(), await replay()]).toEqual([true, false]);
    expect(await now(row.id)).toMatchObject({ status: 'queued', attempts: 0, last_error: null });
  });
});

describe('what the vendor says later', () => {
  it('a notice is kept once; a failure sends the message over its other channel, once', async () => {
    const row = await queued({ ...mail('booking:b-2'), channel: 'whatsapp', fallback: 'web' });
    const say = (status: Parameters<typeof settleDelivery>[3]) =>
      inTenant((tx) => settleDelivery(tx, tenantId, row.id, status));
    await say('delivered');
    const noticed = (await now(row.id)).noticed_at;
    expect(noticed).not.toBeNull();
    await say('read');
    expect((await now(row.id)).noticed_at).toEqual(noticed);
    for (let time = 0; time < 2; time += 1) await say('failed');
    expect((await now(row.id)).status).toBe('failed');
    expect((await rowsOf(`${row.id}:fallback`)).map(({ channel }) => channel)).toEqual(['web']);
  });

  it('a failure of a mail changes nothing: no vendor tells of mails', async () => {
    const row = await queued();
    await inTenant((tx) => settleDelivery(tx, tenantId, row.id, 'failed'));
    expect((await now(row.id)).status).toBe('queued');
  });
});
