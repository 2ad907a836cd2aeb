import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { deliverNotifications } from '../../../activities/notifications/deliverNotifications.ts';
import { createFieldCipher } from '../../../db/encryption/fieldCipher.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { renderMail } from '../../../workers/activities.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

type Send = (to: string) => Promise<void>;
const cipher = createFieldCipher({ current: 'k', keys: { k: Buffer.alloc(32, 3) } });

/** A batch of messages, oldest first, and one attempt of the run that delivers them. */
async function batch(messages: { channel: 'email' | 'web'; recipient: string }[]) {
  const batchId = crypto.randomUUID();
  for (const [index, { channel, recipient }] of messages.entries())
    await database.owner`insert into notifications (tenant_id, batch_id, channel, recipient, template, variables, created_at)
      values (${TENANT}, ${batchId}, ${channel}, ${recipient}, 'customer_closed', '{}', now() - interval '1 minute' + ${index} * interval '1 second')`;
  const attempt = (send: Send) => {
    const deliver = deliverNotifications({
      db: database.db,
      cipher,
      mail: { from: 'x', send: ({ to }) => send(to) },
      publish: null,
      whatsapp: () => null,
      baseUrl: 'http://x',
      renderMail,
      log: () => undefined,
    });
    return new MockActivityEnvironment().run(
      deliver as never,
      { tenantId: TENANT, processId: crypto.randomUUID(), batchId } as never,
    ) as Promise<void>;
  };
  const rows = () =>
    database.owner`select recipient, status, attempts, last_error, extract(epoch from retry_at - now())::float as pause
      from notifications where batch_id = ${batchId} order by created_at`;
  return { attempt, rows };
}

describe('rows that hang or fail hold up no other', () => {
  it('a try that never ends is counted, and its row moves back behind the others', async () => {
    const { attempt, rows } = await batch([
      { channel: 'email', recipient: 'hangs@x.example' },
      { channel: 'email', recipient: 'waits@x.example' },
    ]);
    const asked: string[] = [];
    const { promise: hanging, resolve } = Promise.withResolvers<void>();
    void attempt((to) => {
      asked.push(to);
      resolve();
      return new Promise(() => undefined);
    });
    await hanging;
    expect(await rows()).toMatchObject([{ status: 'queued', attempts: 1 }, { attempts: 0 }]);
    // As after the loss of the worker: the next attempt takes the other row first, also when the first may be tried again.
    await database.owner`update notifications set retry_at = now() where recipient = 'hangs@x.example'`;
    await attempt(async (to) => void asked.push(to)).catch(() => undefined);
    expect(asked).toEqual(['hangs@x.example', 'waits@x.example', 'hangs@x.example']);
  });

  it('the pauses grow, longer in all than a mail server takes to restart', async () => {
    const { attempt, rows } = await batch([{ channel: 'email', recipient: 'later@x.example' }]);
    const pauses: number[] = [];
    for (let tries = 1; tries <= 5; tries += 1) {
      await database.owner`update notifications set retry_at = now() where recipient = 'later@x.example'`;
      await attempt(() => Promise.reject(new Error('down'))).catch(() => undefined);
      const [row] = await rows();
      expect(row?.attempts).toBe(tries);
      if (tries < 5) pauses.push(Number(row?.pause));
    }
    expect(pauses.toSorted((a, b) => a - b)).toEqual(pauses);
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(60);
    expect(await rows()).toMatchObject([{ status: 'undeliverable', attempts: 5 }]);
  });

  it('a chat message to a booking that is not there ends itself, not the run', async () => {
    const { attempt, rows } = await batch([
      { channel: 'web', recipient: 'booking:BK-NONE' },
      { channel: 'email', recipient: 'after@x.example' },
    ]);
    await attempt(() => Promise.resolve());
    expect(await rows()).toMatchObject([
      { status: 'undeliverable', attempts: 1, last_error: 'RECIPIENT_UNKNOWN' },
      { status: 'sent', attempts: 1 },
    ]);
  });
});
