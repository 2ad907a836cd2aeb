import type { ApiClient } from '../../cli/apiClient.ts';
import { apiClient } from '../../cli/apiClient.ts';
import { eventually, settled, type World } from './world.ts';

export interface Booking {
  booking_id: string;
  status: string;
  expires_at: string | null;
  total_cost: number;
  total_minor: number;
  payment_id: string | null;
  verification_method: string | null;
  rejection_reason: string | null;
  payments: { payment_id: string; status: string; source: string; reason: string | null; verified_by: string | null }[];
}

/** Bookings as customers and the office see them, over the API alone. */
export async function openBookings(world: World, tenant = 0) {
  const tenants = [...new Set(world.run.logins.map((login) => login.tenantId))];
  const tenantId = tenants[tenant] ?? '';
  const login = (role: string) => {
    const found = world.run.logins.find((entry) => entry.role === role && entry.tenantId === tenantId);
    if (!found) throw new Error(`no ${role}`);
    return apiClient(world.run.api, found);
  };
  const [customer, admin, reviewer] = [login('user'), login('admin'), login('reviewer')];
  let day = 0;
  const property = async (name: string, rate = 5000) => {
    const { body, status } = await admin.post<{ property_id: string }>('/admin/properties', {
      name,
      type: 'farm',
      address: 'Karachi, Pakistan',
      contact: '+92 21 1234567',
      currency: 'PKR',
      rates: { Day: rate, Night: rate + 1000, 'Full Day': rate * 2, 'Full Night': rate * 2 + 1000 },
    });
    if (status !== 201) throw new Error(`property: ${status} ${JSON.stringify(body)}`);
    return body.property_id;
  };
  /** A date nobody has used in this test. */
  const freeDate = () => {
    day += 1;
    return new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10);
  };
  const get = async (bookingId: string, by: ApiClient = admin) =>
    (await by.get<Booking>(`/bookings/${bookingId}`)).body;
  return {
    tenantId,
    customer,
    admin,
    /** Takes claims for customers without a login; may not verify them. */
    reviewer,
    property,
    freeDate,
    get,
    async book(propertyId: string, over: object = {}, by: ApiClient = customer) {
      const { body, status } = await by.post<Booking>('/bookings', {
        property_id: propertyId,
        booking_date: freeDate(),
        shift_type: 'Day',
        ...over,
      });
      if (status !== 201) throw new Error(`booking: ${status} ${JSON.stringify(body)}`);
      return body;
    },
    claim: (bookingId: string, over: object = {}, by: ApiClient = customer) =>
      by.post<{ payment_id: string; status: string; error?: { code: string } }>(`/bookings/${bookingId}/payments`, {
        amount: 5000,
        screenshot_url: 'https://example.com/screenshot.jpg',
        sender_name: 'John Doe',
        ...over,
      }),
    confirm: (bookingId: string) => settled(() => admin.post(`/admin/booking/${bookingId}/confirm`, {})),
    reject: (bookingId: string, reason = 'Amount mismatch') =>
      settled(() => admin.post(`/admin/booking/${bookingId}/reject`, { reason })),
    until: (bookingId: string, status: string) =>
      eventually(`${bookingId} to be ${status}`, async () => {
        const booking = await get(bookingId);
        return booking.status === status && booking;
      }),
    /** A booking as an older system wrote it: a row with its slot, and, unless `run`, no run that looks after it. */
    async plant(propertyId: string, over: { id: string; expiresInMs: number; status?: string; run?: boolean }) {
      const { id, expiresInMs } = over;
      const date = freeDate();
      await world.owner.begin(async (tx) => {
        await tx`insert into bookings (tenant_id, booking_id, property_id, customer_name, booking_date, shift_type, total_minor, currency, status, expires_at)
          values (${tenantId}, ${id}, ${propertyId}, 'John Doe', ${date}, 'Day', 500000, 'PKR', ${over.status ?? 'Pending'}, now() + ${`${expiresInMs} milliseconds`}::interval)`;
        await tx`insert into booking_slots (tenant_id, property_id, booking_date, half, booking_id) values (${tenantId}, ${propertyId}, ${date}, 'day', ${id})`;
        if (!over.run) return;
        const [row] =
          await tx`select to_json(expires_at) #>> '{}' as ends from bookings where tenant_id = ${tenantId} and booking_id = ${id}`;
        const processId = crypto.randomUUID();
        const input = {
          tenantId,
          processId,
          bookingId: id,
          expiresAtMs: new Date(String(row?.ends)).getTime(),
        };
        await tx`insert into processes (id, tenant_id, kind, subject, run, workflow_type, workflow_id, task_queue, request_hash, input, started_by)
          values (${processId}, ${tenantId}, 'booking', ${id}, 1, 'bookingWorkflow', ${`booking:${tenantId}:${id}`}, 'core', 'x', ${tx.json(input)}, 'test')`;
        await tx`insert into outbox (tenant_id, kind, subject_id) values (${tenantId}, 'start', ${processId})`;
      });
      return id;
    },
  };
}
export type Bookings = Awaited<ReturnType<typeof openBookings>>;
