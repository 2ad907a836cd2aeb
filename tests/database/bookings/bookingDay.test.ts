import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readPhone } from '../../../api/bookings/readPhone.ts';
import { createBooking } from '../../../books/bookings/createBooking.ts';
import { createFieldCipher } from '../../../db/encryption/fieldCipher.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { BOOKINGS } from '../books.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const cipher = createFieldCipher({ current: 'k', keys: { k: Buffer.alloc(32, 3) } });
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

/** Books a day at a property in a zone, at an instant; the code of the refusal, or the booking's number. */
async function bookAt(zone: string | null, instant: string, date: string): Promise<string> {
  const [row] =
    await database.owner`insert into properties (tenant_id, name, type, address, contact, currency, day_minor, night_minor, full_day_minor, full_night_minor, time_zone)
    values (${TENANT}, ${crypto.randomUUID()}, 'hut', 'x', 'x', 'PKR', 1, 1, 1, 1, ${zone}) returning id`;
  return database.db
    .withTenant(TENANT, (tx) =>
      createBooking(tx, cipher, BOOKINGS, {
        tenantId: TENANT,
        actor: 'test',
        requestId: 'test',
        userId: null,
        propertyId: String(row?.id),
        date,
        shift: 'Night',
        customer: { name: 'John Doe', phone: null, cnic: null },
        nowMs: Date.parse(instant),
      }),
    )
    .then(
      ({ booking }) => booking.bookingId.slice(0, 11),
      (error: { code?: string }) => String(error.code),
    );
}

describe('what is past is decided where the property is', () => {
  it.each([
    // 04:48 of the 27th in Karachi: the 26th is over there.
    ['Asia/Karachi', '2026-11-26T23:48:00Z', '2026-11-26', 'VALIDATION_FAILED'],
    ['Asia/Karachi', '2026-11-26T23:48:00Z', '2026-11-27', 'BK-20261127'],
    ['Asia/Karachi', '2026-11-26T18:59:59Z', '2026-11-26', 'BK-20261126'],
    // 16:00 of the 26th in Los Angeles, when the 27th has begun at Greenwich.
    ['America/Los_Angeles', '2026-11-27T00:00:00Z', '2026-11-26', 'BK-20261126'],
    ['America/Los_Angeles', '2026-11-27T00:00:00Z', '2026-11-25', 'VALIDATION_FAILED'],
    ['America/Los_Angeles', '2026-11-27T08:00:00Z', '2026-11-26', 'VALIDATION_FAILED'],
    ['Pacific/Kiritimati', '2026-11-26T10:00:00Z', '2026-11-26', 'VALIDATION_FAILED'],
    ['Pacific/Kiritimati', '2026-11-26T10:00:00Z', '2026-11-27', 'BK-20261127'],
    // The days of 23 and 25 hours, to their last second.
    ['America/Los_Angeles', '2026-03-09T06:59:59Z', '2026-03-08', 'BK-20260308'],
    ['America/Los_Angeles', '2026-03-09T07:00:00Z', '2026-03-08', 'VALIDATION_FAILED'],
    ['America/Los_Angeles', '2026-11-02T07:59:59Z', '2026-11-01', 'BK-20261101'],
    ['America/Los_Angeles', '2026-11-02T08:00:00Z', '2026-11-01', 'VALIDATION_FAILED'],
  ])('%s at %s, for %s: %s', async (zone, instant, date, expected) => {
    expect(await bookAt(zone, instant, date)).toBe(expected);
  });

  it('a property without a zone stands where its tenant is, else where the installation says', async () => {
    const { owner } = database;
    expect(await bookAt(null, '2026-11-26T23:48:00Z', '2026-11-26')).toBe('VALIDATION_FAILED');
    await owner`update tenant_settings set time_zone = 'America/Los_Angeles' where tenant_id = ${TENANT}`;
    expect(await bookAt(null, '2026-11-26T23:48:00Z', '2026-11-26')).toBe('BK-20261126');
    expect(await bookAt('Asia/Karachi', '2026-11-26T23:48:00Z', '2026-11-26')).toBe('VALIDATION_FAILED');
    await owner`update tenant_settings set time_zone = null where tenant_id = ${TENANT}`;
  });
});

describe('a phone number that is accepted is one, in the country of the tenant', () => {
  const read = (phone: string | null) =>
    database.db.withTenant(TENANT, (tx) => readPhone(tx, BOOKINGS, 'phone', phone));

  it('is stored so that a message reaches it, and refused where it can’t be one', async () => {
    const { owner } = database;
    expect(await read('0300 1234567')).toBe('+923001234567');
    expect(await read('+1 (415) 555-2671')).toBe('+14155552671');
    expect(await read(null)).toBeNull();
    for (const phone of ['123456', '+92 300', '0300 1234567 1234567'])
      await expect(read(phone), phone).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await owner`update tenant_settings set phone_country = 'FR' where tenant_id = ${TENANT}`;
    expect(await read('06 12 34 56 78')).toBe('+33612345678');
    await owner`update tenant_settings set phone_country = null where tenant_id = ${TENANT}`;
  });
});
