import { sql } from 'drizzle-orm';
import { releaseBookings } from '../../books/bookings/releaseBookings.ts';
import { bookingProcess } from '../../books/bookings/wakeBooking.ts';
import { bookings } from '../../db/bookings/schema.ts';
import type { BookingActivities } from '../../workflows/bookings/contract.ts';
import type { BookingDeps } from './deps.ts';
import { BATCH, lockOverdue } from './overdue.ts';
import { settingsNow } from './settingsNow.ts';

export const sweepBookings =
  ({ db, bookings: defaults }: BookingDeps): BookingActivities['sweepBookings'] =>
  async ({ tenantId }) => {
    const done = { expired: 0, started: 0 };
    for (let full = true; full; ) {
      full = await db.withTenant(tenantId, async (tx) => {
        const { free, claimed } = await lockOverdue(
          tx,
          sql`not exists (select 1 from processes p where p.kind = 'booking' and p.status = 'open'
            and p.subject = ${bookings.bookingId})`,
        );
        const settings = await settingsNow(tx, defaults);
        await releaseBookings(tx, tenantId, free, { processId: null, status: 'Expired', ...settings });
        for (const booking of claimed) await bookingProcess(tx, booking, 'workflow');
        done.expired += free.length;
        done.started += claimed.length;
        return free.length + claimed.length === BATCH;
      });
    }
    return done;
  };
