import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import type { OpenedTask } from '../../../workflows/reviews/contract.ts';
import { type Office, openOffice } from '../bookingBooks.ts';
import { openSampleTask } from '../books.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const REASON = 'Seen on the bank statement of this morning.';

let database: TestDatabase;
let office: Office;
/** Two admins, who may verify payments, and a reviewer, who may not. */
let admin: string;
let other: string;
let reviewer: string;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  office = await openOffice(database);
  const { owner } = database;
  const [first] =
    await owner`select * from users where tenant_id = ${TENANT} and 'admin' = any(roles) order by email limit 1`;
  const [second] = await owner`insert into users (tenant_id, email, display_name, password_hash, roles)
    values (${TENANT}, 'second@countersign.example', 'Second', 'x', '{admin}') returning id`;
  const [third] =
    await owner`select id from users where tenant_id = ${TENANT} and 'reviewer' = any(roles) order by email limit 1`;
  [admin, other, reviewer] = [`user:${first?.id}`, `user:${second?.id}`, `user:${third?.id}`];
});
afterAll(async () => {
  expect(await office.broken()).toEqual([]);
  await database.end();
});

/** The ways a payment comes to a decision; each returns its open task and what a yes is. */
const paths = {
  async claimed(over: { userId?: string; by?: string } = {}) {
    const booking = await office.book(over);
    await office.claim(booking.id, over.by ? { by: over.by } : {});
    return {
      booking,
      task: await office.bookingTask(booking.id),
      yes: { action: 'approved' as const, link: undefined },
    };
  },
  async linked(over: { userId?: string; by?: string } = {}) {
    const booking = await office.book(over);
    const twin = await office.book({ totalMinor: booking.totalMinor });
    const mail = await office.mail({ amountMinor: booking.totalMinor });
    await office.match([mail], 'hybrid');
    const link = { bookingId: booking.id, confirm: true };
    return { booking, twin, task: await office.paymentTask(mail), yes: { action: 'modified' as const, link } };
  },
};
const decide = (
  {
    task,
    yes,
  }: {
    task: OpenedTask;
    yes: { action: 'approved' | 'modified'; link: { bookingId: string; confirm: boolean } | undefined };
  },
  actor: string,
  production = false,
) => office.decide(task, yes.action, { actor, production, ...(yes.link ? { link: yes.link } : {}) });

describe.each(Object.keys(paths) as (keyof typeof paths)[])('who may verify a payment: %s', (path) => {
  const open = (over: { userId?: string; by?: string } = {}) => paths[path](over);

  it('whoever decides reviews but not payments is refused, also to say no; bookings:verify allows it', async () => {
    const opened = await open();
    expect(await decide(opened, reviewer)).toBe('FORBIDDEN');
    expect(await office.decide(opened.task, 'rejected', { actor: reviewer })).toBe('FORBIDDEN');
    expect(await decide(opened, admin)).toBeNull();
  });

  it('nobody decides about their own booking, in person or by a key', async () => {
    const { owner } = database;
    const userId = admin.slice(5);
    const [key] = await owner`insert into api_keys (tenant_id, name, prefix, key_hash, scopes, created_by)
      values (${TENANT}, ${`key ${path}`}, ${`p${path}`}, ${`h${path}`}, '{review:decide,bookings:verify}', ${userId}) returning id`;
    for (const actor of [admin, `key:${key?.id}`]) {
      const opened = await open({ userId });
      expect(await decide(opened, actor), actor).toBe('SELF_REVIEW_FORBIDDEN');
      expect(await decide(opened, other)).toBeNull();
    }
  });

  it('nor about one they made for somebody without a login', async () => {
    const opened = await open({ by: admin });
    expect(await decide(opened, admin)).toBe('SELF_REVIEW_FORBIDDEN');
    expect(await decide(opened, other)).toBeNull();
  });

  it('a limit judges the price and the payment, whatever the amount in the proposal', async () => {
    const { owner } = database;
    const limit = (minor: number | null, currency: string | null = null) =>
      Promise.all([
        owner`update users set review_limit_minor = ${minor} where id = ${admin.slice(5)}`,
        owner`update tenant_settings set limit_currency = ${currency} where tenant_id = ${TENANT}`,
      ]);
    for (const [minor, currency] of [
      [0, null],
      [1, null],
      [0, 'PKR'],
      [900_000_000, 'USD'],
    ] as const) {
      await limit(minor, currency);
      expect(await decide(await open(), admin), `${minor} ${currency}`).toBe('REVIEWER_LIMIT_EXCEEDED');
    }
    // To refuse a payment moves nothing.
    expect(await office.decide((await open()).task, 'rejected', { actor: admin })).toBeNull();
    await limit(900_000_000, 'PKR');
    expect(await decide(await open(), admin)).toBeNull();
    await limit(null);
  });

  it('a Signal decides no payment in production, nor where the tenant has a limit', async () => {
    const { owner } = database;
    // A Signal carries no link, so it can only approve what is proposed.
    const signal = async (production: boolean) =>
      office.decide((await open()).task, 'approved', { actor: 'temporal-operator', production });
    expect(await signal(true)).toBe('OPERATOR_SIGNAL_REFUSED');
    await owner`update tenant_settings set reviewer_limit_minor = 900000000 where tenant_id = ${TENANT}`;
    expect(await signal(false)).toBe('OPERATOR_SIGNAL_REFUSED');
    await owner`update tenant_settings set reviewer_limit_minor = null, operator_signal_allowed = true where tenant_id = ${TENANT}`;
    expect(await signal(true)).toBeNull();
    await owner`update tenant_settings set operator_signal_allowed = false where tenant_id = ${TENANT}`;
  });
});

describe('what else is judged by whose object it is', () => {
  it('whoever claimed a payment for another’s booking does not verify it', async () => {
    const booking = await office.book();
    await office.claim(booking.id, { by: admin });
    const task = await office.bookingTask(booking.id);
    expect(await office.decide(task, 'approved', { actor: admin })).toBe('SELF_REVIEW_FORBIDDEN');
    expect(await office.decide(task, 'approved', { actor: other })).toBeNull();
  });

  it('a spoofed mail of one rupee is not linked to one’s own booking, nor to another’s without a reason', async () => {
    const mine = await office.book({ userId: admin.slice(5) });
    const theirs = await office.book();
    const mail = await office.mail({ amountMinor: 100, authenticated: false, addressed: false });
    await office.match([mail], 'automated');
    const task = await office.paymentTask(mail);
    const link = (bookingId: string, reason?: string) => ({
      actor: admin,
      link: { bookingId, confirm: true },
      ...(reason ? { reason } : {}),
    });
    expect(await office.decide(task, 'modified', link(mine.id, REASON))).toBe('SELF_REVIEW_FORBIDDEN');
    expect(await office.decide(task, 'modified', link(theirs.id))).toBe('OVERRIDE_REQUIRED');
    expect(await office.decide(task, 'modified', link(theirs.id, 'short'))).toBe('OVERRIDE_REQUIRED');
    expect(await office.decide(task, 'modified', link(theirs.id, REASON))).toBe('REVIEW_STALE');
    expect(await office.paymentOf(mail)).toMatchObject({ status: 'unmatched', booking_id: null });
    // The run is told, and the card that it opens says what speaks against this booking.
    const [run] = await database.owner`select process_id from review_tasks where id = ${task.taskId}`;
    const looks = await database.owner`select 1 from outbox where process_id = ${run?.process_id} and kind = 'look'`;
    expect(looks).toHaveLength(1);
    const anew = await office.paymentTask(mail);
    expect(anew.taskId).not.toBe(task.taskId);
    const [closed] = await database.owner`select state from review_tasks where id = ${task.taskId}`;
    expect(closed).toEqual({ state: 'cancelled' });
    expect((await office.paymentTask(mail)).taskId).toBe(anew.taskId);
    const [card] = await database.owner`select s.canonical_json from review_snapshots s
      join review_tasks t on t.snapshot_id = s.id where t.id = ${anew.taskId}`;
    const { candidates } = JSON.parse(card?.canonical_json) as {
      candidates: { booking_id: string; faults: { code: string }[] }[];
    };
    const faults = candidates.find(({ booking_id }) => booking_id === theirs.id)?.faults.map(({ code }) => code);
    expect(faults).toEqual(['mail_unauthenticated', 'mail_misaddressed', 'amount_partial']);
    expect(await office.decide(anew, 'modified', link(theirs.id, REASON))).toBeNull();
  });

  it('the larger of payment and price counts: a small payment for a dear booking is above the limit', async () => {
    const { owner } = database;
    const dear = await office.book({ totalMinor: 50_000_000 });
    const mail = await office.mail({ amountMinor: 100 });
    await office.match([mail]);
    await owner`update users set review_limit_minor = 1000 where id = ${admin.slice(5)}`;
    const by = { actor: admin, reason: REASON, link: { bookingId: dear.id, confirm: false } };
    expect(await office.decide(await office.paymentTask(mail), 'modified', by)).toBe('REVIEWER_LIMIT_EXCEEDED');
    await owner`update users set review_limit_minor = null where id = ${admin.slice(5)}`;
  });

  it('an answer about unknown money is judged by the amount of its command, and an amount nobody knows by any limit', async () => {
    const { owner, db } = database;
    const unknown = async (name: string, minor: number) => {
      const { process, opened } = await openSampleTask(db, TENANT, name, { maximumMinor: 4_500 });
      await owner`update review_tasks set kind = 'money_unknown', at_risk_minor = ${minor} where id = ${opened.taskId}`;
      return { opened, process };
    };
    await owner`update users set review_limit_minor = 1000 where id = ${reviewer.slice(5)}`;
    for (const [index, [minor, code]] of [
      [7_777, 'REVIEWER_LIMIT_EXCEEDED'],
      [0, 'REVIEWER_LIMIT_EXCEEDED'],
      [1_000, null],
    ].entries())
      for (const answer of ['absent', 'found'] as const) {
        const { opened } = await unknown(`UNKNOWN-${index}-${answer}`, Number(minor));
        expect(await office.decide(opened, answer, { actor: reviewer }), `${minor} ${answer}`).toBe(code);
      }
    await owner`update users set review_limit_minor = null where id = ${reviewer.slice(5)}`;
    const { opened } = await unknown('UNKNOWN-SIGNAL', 7_777);
    expect(await office.decide(opened, 'absent', { actor: 'temporal-operator', production: true })).toBe(
      'OPERATOR_SIGNAL_REFUSED',
    );
  });

  it('planted bug: decided past the admission for one’s own booking, the audit finds it', async () => {
    const { owner } = database;
    const mine = await office.book({ userId: admin.slice(5) });
    await office.claim(mine.id);
    const task = await office.bookingTask(mine.id);
    expect(await office.decide(task, 'approved', { actor: other })).toBeNull();
    await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update review_decisions set actor = ${admin} where task_id = ${task.taskId}`;
    });
    expect(await office.broken()).toEqual([
      'somebody decided about a payment for their own booking, or that they had claimed themselves',
    ]);
    await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update review_decisions set actor = ${other} where task_id = ${task.taskId}`;
    });
  });
});
