import type { Transaction } from '../../db/database.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { type BookingSettings, settingsOf } from '../../domain/bookings/settings.ts';

/** How the tenant verifies bookings at this instant. */
export const settingsNow = async (tx: Transaction, defaults: BookingSettings): Promise<BookingSettings> =>
  settingsOf(defaults, (await tx.select().from(tenantSettings).execute())[0]);
