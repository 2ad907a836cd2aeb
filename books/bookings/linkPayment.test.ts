import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { paymentColumns, payments } from '../../db/bookings/schema.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { type Office, openOffice } from '../../tests/database/bookingBooks.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { dismissPayment, linkPayment } from './linkPayment.ts';

let database: TestDatabase;
let office: Office;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  office = await openOffice(database);
});
afterAll(() => database.end());

/** A mail that fits no booking. */
async function unmatched(amountMinor: number, transactionId: string): Promise<string> {
  const mail = await office.mail({ amountMinor, transactionId });
  await database.owner`update payments set status = 'unmatched', reason = 'tie' where payment_id = ${mail}`;
  return mail;
}
const paymentOf = (id: string) =>
  database.db.withTenant(tenantId, async (tx) => {
    const [payment] = await tx.select(paymentColumns).from(payments).where(eq(payments.id, id));
    if (!payment) throw new Error('no payment');
    return payment;
  });
const NOTHING: ReadonlySet<string> = new Set();
const link = async (paymentId: string, bookingId: string, confirm = true, shown: ReadonlySet<string> | null = null) => {
  const payment = await paymentOf(paymentId);
  const requestId = crypto.randomUUID();
  const by = { actor: 'user:x', requestId, acceptedRequestId: shown && requestId, shown: shown ?? NOTHING };
  return database.db.withTenant(tenantId, (tx) => linkPayment(tx, payment, { bookingId, confirm }, by));
};

describe('a person links a payment to its booking', () => {
  it('writes both, the event, and tells the run; what is linked is not linked again', async () => {
    const [{ id, totalMinor, processId }, other] = [await office.book(), await office.book()];
    const mail = await unmatched(totalMinor, 'LINK-3001');
    expect(await link(mail, id)).toBeNull();
    expect(await office.paymentOf(mail)).toEqual({
      status: 'matched',
      reason: null,
      booking_id: id,
      verified_by: 'user:x',
    });
    const [row] = await database.owner`select auto_confirm, transfer_key, (select count(*)::int from events e
      where e.subject = 'payment:' || payment_id and e.type = 'payment_linked') as events,
      (select count(*)::int from outbox where process_id = ${processId} and kind = 'look') as looks
      from payments where payment_id = ${mail}`;
    expect(row).toEqual({ auto_confirm: true, transfer_key: 'LINK3001', events: 1, looks: 1 });
    expect(await link(mail, other.id, false)).toBe('PAYMENT_MATCH_FAILED');
    expect((await office.paymentOf(mail)).booking_id).toBe(id);
  });

  it('not to a booking of another price, one that is over, none, or with a transfer that holds another', async () => {
    const [dear, over] = [await office.book(), await office.book()];
    const mail = await unmatched(dear.totalMinor - 1, 'LINK-3002');
    expect(await link(mail, dear.id)).toBe('OVERRIDE_REQUIRED');
    // A reason lifts what the card showed about this booking, and nothing else.
    expect(await link(mail, dear.id, false, NOTHING)).toBe('REVIEW_STALE');
    expect(await link(mail, dear.id, false, new Set(['amount_over']))).toBe('REVIEW_STALE');
    expect(await link(mail, 'BK-20200101-001')).toBe('BOOKING_NOT_FOUND');
    await database.owner`update bookings set status = 'Cancelled' where booking_id = ${over.id}`;
    expect(await link(mail, over.id)).toBe('INVALID_BOOKING_STATUS');
    const [first, second] = [await office.book(), await office.book()];
    expect(await link(await unmatched(first.totalMinor, 'LINK-3003'), first.id)).toBeNull();
    const again = await unmatched(second.totalMinor, 'LINK-3003');
    expect(await link(again, second.id)).toBe('DUPLICATE_PAYMENT');
    expect(await office.paymentOf(again)).toMatchObject({ status: 'unmatched', booking_id: null });
  });

  it('with a reason for what the card showed it is linked', async () => {
    const { id, totalMinor } = await office.book();
    const mail = await unmatched(totalMinor - 1, 'LINK-3007');
    expect(await link(mail, id, false, new Set(['amount_partial']))).toBeNull();
    const [row] =
      await database.owner`select accepted_request_id is not null as accepted from payments where payment_id = ${mail}`;
    expect(row).toEqual({ accepted: true });
  });

  it('an expired booking takes its slot again, unless somebody else has it', async () => {
    const { id, totalMinor } = await office.book();
    const { owner } = database;
    const mail = await unmatched(totalMinor, 'LINK-3004');
    await owner`update bookings set status = 'Expired' where booking_id = ${id}`;
    const [slot] = await owner`delete from booking_slots where booking_id = ${id} returning *`;
    const other = await office.book();
    await owner`insert into booking_slots ${owner({ ...slot, booking_id: other.id })}`;
    expect(await link(mail, id)).toBe('SLOT_TAKEN');
    await owner`delete from booking_slots where booking_id = ${other.id}`;
    expect(await link(mail, id)).toBeNull();
    const slots = await owner`select 1 from booking_slots where booking_id = ${id}`;
    expect(slots).toHaveLength(1);
  });

  it('one whose amount could not be read pays nothing at once', async () => {
    const { id } = await office.book();
    const mail = await office.mail({ transactionId: 'LINK-3005' });
    await database.owner`update payments set status = 'unmatched', reason = 'unreadable' where payment_id = ${mail}`;
    expect(await link(mail, id)).toBe('AMOUNT_OUT_OF_RANGE');
  });

  it('put aside it stays rejected, with one event', async () => {
    const mail = await unmatched(1_000, 'LINK-3006');
    const dismiss = async () => {
      const payment = await paymentOf(mail);
      return database.db.withTenant(tenantId, (tx) => dismissPayment(tx, payment, 'user:x'));
    };
    expect(await dismiss()).toBeNull();
    expect(await office.paymentOf(mail)).toMatchObject({ status: 'rejected', reason: 'dismissed' });
    expect(await dismiss()).toBe('PAYMENT_MATCH_FAILED');
    const [row] = await database.owner`select count(*)::int as n from events where type = 'payment_dismissed'`;
    expect(row).toEqual({ n: 1 });
  });
});
