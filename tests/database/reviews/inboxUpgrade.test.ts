import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrateDatabase } from '../../../db/migrate.ts';
import { ensureRoles, loginName, ownRoles } from '../../../db/roles.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { reviewPriority } from '../../../domain/reviews/priority.ts';
import { worthMinor } from '../../../domain/reviews/rates.ts';
import { createOwnedDatabase } from '../testDatabase.ts';

/** Migrations of the version whose inbox compared currencies by number and searched subjects. */
const BEFORE = 39;

let owner: Sql;

interface Old {
  subject: string;
  kind: string;
  minor: number;
  currency: string | null;
  confidence: number | null;
  state?: string;
  shown?: object;
}
const OLD: Old[] = [
  {
    subject: 'CASE-USD',
    kind: 'dispute_resolution',
    minor: 5_800,
    currency: 'USD',
    confidence: 0.9,
    shown: { case: { customer_name: 'Maria Ortiz', description: 'My card was CHARGED twice' }, amounts: [1, 2] },
  },
  { subject: 'BK-1', kind: 'booking_payment', minor: 7_208_100, currency: 'PKR', confidence: null },
  {
    subject: 'TXN-1',
    kind: 'unmatched_payment',
    minor: 500,
    currency: 'JPY',
    confidence: null,
    shown: { candidates: [{ booking_id: 'BK-1' }, { booking_id: 'BK-NONE' }] },
  },
  // Candidates that are no list, no currency at all, and a task that has ended.
  {
    subject: 'TXN-2',
    kind: 'unmatched_payment',
    minor: 0,
    currency: null,
    confidence: null,
    shown: { candidates: 'none' },
  },
  { subject: 'CASE-OLD', kind: 'dispute_resolution', minor: 900, currency: 'USD', confidence: 0.5, state: 'approved' },
];

async function oldRows(): Promise<void> {
  await owner`insert into tenants (id, slug, name) values (${TENANT}, 'old', 'Old')`;
  // The rows of before hold whatever their version let in; what they refer to is not what is looked at here.
  await owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into bookings (tenant_id, booking_id, property_id, customer_name, customer_phone, booking_date, shift_type, total_minor, currency, status, expires_at)
      values (${TENANT}, 'BK-1', gen_random_uuid(), 'A Guest', 'v1:k:x', '2026-11-30', 'Day', 7208100, 'PKR', 'Pending', now() + interval '10 minutes')`;
    for (const { subject, kind, minor, currency, confidence, state = 'pending', shown = {} } of OLD) {
      const json = JSON.stringify(shown);
      await tx`with made as (insert into processes (tenant_id, kind, subject, run, workflow_type, workflow_id, task_queue, request_hash, input, started_by)
          values (${TENANT}, 'dispute', ${subject}, 1, 'x', ${subject}, 'core', 'x', '{}', 'test') returning id),
        kept as (insert into review_snapshots (tenant_id, canonical_json, shown_hash) values (${TENANT}, ${json}, md5(${subject}) || md5(${subject})) returning id)
        insert into review_tasks (tenant_id, process_id, kind, gate, subject, title, snapshot_id, requested_by, at_risk_minor, currency, confidence, priority, state, closed_at, created_at)
        select ${TENANT}, made.id, ${kind}, 'g', ${subject}, ${`About ${subject}`}, kept.id, 'test', ${minor}, ${currency}, ${confidence}, 0, ${state},
          ${state === 'pending' ? null : new Date()}, now() from made, kept`;
    }
  });
}

beforeAll(async () => {
  const { ownerUrl, name } = await createOwnedDatabase(inject('embeddedUrl'));
  const logins = {
    app: { user: loginName(name, 'app'), password: 'test-app-password' },
    platform: { user: loginName(name, 'platform'), password: 'test-platform-password' },
  };
  owner = postgres(Object.assign(new URL(inject('embeddedUrl')), { pathname: `/${name}` }).toString(), {
    max: 1,
    onnotice: () => undefined,
  });
  const client = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  await ensureRoles(client, ownerUrl, logins);
  await client`create schema drizzle`;
  await client.unsafe(
    'create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
  );
  const files = readMigrationFiles({ migrationsFolder: join(import.meta.dirname, '../../../db/migrations') });
  await client.begin(async (tx) => {
    for (const { sql, hash, folderMillis } of files.slice(0, BEFORE)) {
      for (const statement of sql) await tx.unsafe(ownRoles(statement, logins));
      await tx`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;
    }
  });
  await client.end();
  await oldRows();
  await migrateDatabase(ownerUrl, logins);
});
afterAll(() => owner.end());

const rowOf = async (subject: string) => {
  const [row] =
    await owner`select t.*, t.worth_minor::text as worth, t.created_at as opened from review_tasks t where subject = ${subject}`;
  if (!row) throw new Error(`no ${subject}`);
  return row;
};
const rates = { base: 'USD', own: new Map<string, string>() };

describe('[D-07] tasks of the version before the inbox had rates', () => {
  it.each(OLD.map(({ subject, minor, currency }) => [subject, minor, currency] as const))(
    '%s is worth what a new task of it would be',
    async (subject, minor, currency) => {
      expect((await rowOf(subject)).worth).toBe(String(worthMinor(minor, currency, rates)));
    },
  );

  it('open ones stand where a new one would stand; ended ones stay', async () => {
    for (const { subject, state } of OLD) {
      const row = await rowOf(subject);
      const place = reviewPriority({
        worthMinor: Number(row.worth),
        confidence: row.confidence,
        openedAtMs: row.opened.getTime(),
        expiresAtMs: row.expires_at?.getTime() ?? null,
        holdEndsAtMs: row.hold_ends_at?.getTime() ?? null,
      });
      expect(Math.abs(row.priority - (state ? 0 : place)), subject).toBeLessThan(1e-3);
    }
  });

  it('a hold that a decision could keep is that of the booking itself, or of one that may be meant', async () => {
    const [booking] = await owner`select expires_at from bookings`;
    expect((await rowOf('BK-1')).hold_ends_at).toEqual(booking?.expires_at);
    expect((await rowOf('TXN-1')).hold_ends_at).toEqual(booking?.expires_at);
    for (const subject of ['CASE-USD', 'TXN-2', 'CASE-OLD']) expect((await rowOf(subject)).hold_ends_at).toBeNull();
  });

  it('each is found by subject, title, amount and what was shown in words, without names of fields', async () => {
    const { search_text: text } = await rowOf('CASE-USD');
    for (const words of ['case-usd', 'about case-usd', '58', '58.00', 'maria ortiz', 'my card was charged twice'])
      expect(text.split('\n')).toContain(words);
    expect(text).not.toContain('customer_name');
    expect((await rowOf('TXN-1')).search_text.split('\n')).toEqual(expect.arrayContaining(['500', 'bk-1', 'bk-none']));
    expect((await rowOf('TXN-2')).search_text).toContain('txn-2');
  });
});
