import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { curvesOf } from '../../api/operations/alerts.ts';
import type { Transaction } from '../../db/database.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { applyReading } from './applyReading.ts';
import { closeProcess } from './closeProcess.ts';
import { createCounters } from './createCounters.ts';
import { createProcess } from './createProcess.ts';
import { dropLetter } from './dropLetter.ts';
import { dropUnseenLetters } from './dropUnseenLetters.ts';
import { endRotation } from './endRotation.ts';
import { keepLetter } from './keepLetter.ts';
import { noteCodecToken } from './noteCodecToken.ts';
import { renewField } from './renewField.ts';
import { replayLetter } from './replayLetter.ts';
import { retryLetter } from './retryLetter.ts';
import { setAlertRule } from './setAlertRule.ts';
import { writeDailyReport } from './writeDailyReport.ts';

let database: TestDatabase;
const inTenant = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const start = () =>
  inTenant(async (tx) => {
    const subject = crypto.randomUUID();
    const { process } = await createProcess(tx, {
      tenantId,
      kind: 'dispute',
      subject,
      title: 'A test',
      workflowType: 'testWorkflow',
      workflowId: `test:${subject}`,
      taskQueue: TASK_QUEUES.core,
      input: (processId) => ({ processId }),
      startedBy: 'books',
    });
    return process.id;
  });
const eventsOf = async (type: string) =>
  (await database.owner`select data from events where type = ${type} order by sequence`).map(({ data }) => data);

describe('a process', () => {
  it('is closed once: a second end changes nothing', async () => {
    const id = await start();
    const close = () => inTenant((tx) => closeProcess(tx, id));
    const closedAt = async () => (await database.owner`select closed_at from processes where id = ${id}`)[0]?.closed_at;
    expect(await close()).toBe(true);
    const at = await closedAt();
    expect(await close()).toBe(false);
    expect(await closedAt()).toEqual(at);
    expect(await inTenant((tx) => closeProcess(tx, crypto.randomUUID()))).toBe(false);
  });

  it('that rotated keys says so when it ends, once', async () => {
    const processId = await start();
    for (let time = 0; time < 2; time += 1)
      await inTenant((tx) => endRotation(tx, { processId, keyId: 'next', done: 3 }));
    expect(await eventsOf('key_rotated')).toEqual([{ fields: 3 }]);
  });
});

describe('an alert', () => {
  it('opens above its threshold, is told once, and closes; a rule that is off opens none', async () => {
    const read = (value: number) =>
      inTenant((tx) =>
        applyReading(tx, {
          tenantId,
          rule: 'mailbox_not_read',
          reading: { subject: 'mailbox:m', value, items: 1 },
          configured: ['ops@people.example'],
        }),
      );
    const alerts = async () =>
      (await database.owner`select closed_at is null as open from alerts order by created_at`).map(({ open }) => open);
    await read(0);
    expect(await alerts()).toEqual([]);
    for (let time = 0; time < 2; time += 1) await read(1);
    expect(await alerts()).toEqual([true]);
    const mails = await database.owner`select 1 from notifications where recipient = 'ops@people.example'`;
    expect(mails).toHaveLength(1);
    await read(0);
    expect(await alerts()).toEqual([false]);
    expect([await eventsOf('alert_opened'), await eventsOf('alert_closed')].map((all) => all.length)).toEqual([1, 1]);
    const values = { threshold: 0, enabled: false };
    await inTenant((tx) =>
      setAlertRule(tx, { tenantId, rule: 'mailbox_not_read', values, actor: 'user:x', requestId: 'r' }),
    );
    await read(5);
    expect(await alerts()).toEqual([false]);
  });
});

describe('the week behind a threshold', () => {
  it('keeps the highest figure of an hour by subject, and that there were too few things to say anything', async () => {
    const read = (subject: string, value: number, items: number | null) =>
      inTenant((tx) =>
        applyReading(tx, { tenantId, rule: 'api_error_rate', reading: { subject, value, items }, configured: [] }),
      );
    const kept = async () =>
      (
        await database.owner`select subject, highest from alert_hours where rule = 'api_error_rate' order by subject`
      ).map(({ subject, highest }) => [subject, highest]);
    await read('a', 0.9, 3);
    expect(await kept()).toEqual([['a', null]]);
    for (const value of [0.01, 0.04, 0.02]) await read('a', value, 100);
    await read('a', 0.9, 3);
    await read('b', 0, 100);
    expect(await kept()).toEqual([
      ['a', 0.04],
      ['b', 0],
    ]);
    const curves = await inTenant(curvesOf);
    const curve = curves.get('api_error_rate') ?? [];
    expect([curve.length, curve.at(-1), curve.at(-2)]).toEqual([168, 0.04, null]);
    await database.owner`update alert_hours set hour = hour - interval '9 days' where rule = 'api_error_rate'`;
    expect((await inTenant(curvesOf)).get('api_error_rate')).toBeUndefined();
  });
});

describe('a message of the queue that could not be taken', () => {
  const seen = (messageId: string, attempts = 1) => ({
    tenantId,
    messageId,
    envelope: '{}',
    code: 'BROKEN',
    problem: 'not JSON',
    attempts,
  });
  const keep = (messageId: string, attempts: number, counts: 'tries' | 'looks') =>
    inTenant((tx) => keepLetter(tx, seen(messageId, attempts), counts));

  it('has one row, counts its tries and not our looks, and is tried again when somebody asks', async () => {
    const letter = await keep('m-1', 1, 'tries');
    expect((await keep('m-1', 9, 'looks')).attempts).toBe(1);
    expect(await keep('m-1', 2, 'tries')).toMatchObject({ id: letter.id, attempts: 2 });
    const retry = () => inTenant((tx) => retryLetter(tx, letter.id));
    expect([await retry(), await retry()]).toEqual([true, false]);
    await inTenant((tx) => dropLetter(tx, 'm-1'));
    expect(await database.owner`select 1 from queue_letters where message_id = 'm-1'`).toHaveLength(0);
  });

  it('is replayed under its id, with an event; an id that stands nowhere is refused', async () => {
    const letter = await keep('m-2', 1, 'tries');
    const replay = (letterId: string) =>
      inTenant((tx) => replayLetter(tx, { tenantId, letterId, actor: 'user:x', requestId: 'r' }));
    await replay(letter.id);
    await expect(replay(letter.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(replay(crypto.randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await eventsOf('dead_letter_replayed')).toHaveLength(1);
  });

  it('leaves when it was not seen any more, and not before', async () => {
    const letter = await keep('m-3', 1, 'tries');
    const left = () => database.owner`select 1 from queue_letters where message_id = 'm-3'`;
    await inTenant((tx) => dropUnseenLetters(tx, letter.seenAt));
    expect(await left()).toHaveLength(1);
    await inTenant((tx) => dropUnseenLetters(tx, new Date(letter.seenAt.getTime() + 1)));
    expect(await left()).toHaveLength(0);
  });
});

describe('records of operators', () => {
  it('a field is written anew only where nobody has written it meanwhile', async () => {
    const [user] =
      await database.owner`update users set date_of_birth = 'old' where email = 'admin@countersign.example' returning id`;
    const renew = (before: string) =>
      inTenant((tx) =>
        renewField(tx, {
          table: 'users',
          column: 'date_of_birth',
          key: 'id',
          rowId: String(user?.id),
          before,
          after: 'new',
        }),
      );
    expect([await renew('other'), await renew('old'), await renew('old')]).toEqual([false, true, false]);
  });

  it('the report of a day is written once, and mailed once', async () => {
    // Of a report only its figures are read here.
    const report = { figures: {} } as Parameters<typeof writeDailyReport>[1]['report'];
    const write = () =>
      inTenant((tx) =>
        writeDailyReport(tx, { tenantId, day: '2026-01-02', report, configured: ['daily@people.example'] }),
      );
    expect([await write(), await write()]).toEqual([true, false]);
    expect(await database.owner`select 1 from notifications where recipient = 'daily@people.example'`).toHaveLength(1);
    expect(await eventsOf('daily_report_written')).toHaveLength(1);
  });

  it('a token for payloads is an event, and has the instant of the database', async () => {
    const issuedAtMs = await inTenant((tx) => noteCodecToken(tx, { actor: 'user:x', userId: 'x' }, 'r'));
    const [event] =
      await database.owner`select extract(epoch from occurred_at)::float8 * 1000 as ms from events where type = 'codec_token_issued'`;
    expect(Math.abs(Number(event?.ms) - issuedAtMs)).toBeLessThan(5_000);
  });

  it('counts of a process are kept while the database is away, and its return is counted', async () => {
    let failures = 1;
    const flaky: typeof database.db = {
      ...database.db,
      withPlatform(reason, work) {
        failures -= 1;
        return failures >= 0 ? Promise.reject(new Error('away')) : database.db.withPlatform(reason, work);
      },
    };
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const counters = createCounters(flaky, tenantId);
    counters.add('requests');
    // Two writings of which the first finds no database; the end is a third.
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    await counters.end();
    const rows =
      await database.owner`select name, sum(value)::int as sum from counter_minutes group by name order by name`;
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { name: 'database_lost', sum: 1 },
      { name: 'requests', sum: 1 },
    ]);
  });
});
