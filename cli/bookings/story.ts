import { say } from '../commands/up.ts';
import type { DemoDay } from '../demo/day.ts';
import { BOOKING_DAY, playBookingDay } from './bookingDay.ts';

/** Plays a day of bookings in two tenants. */
export async function playStory({ run, configuration, db, write }: DemoDay): Promise<boolean> {
  const bookings = BOOKING_DAY.reduce((sum, story) => sum + story.bookings, 0);
  say(`playing a day of ${bookings} bookings in two tenants; payments arrive by mail, Gmail fails now and then`);
  return playBookingDay(run, configuration, db, write);
}
