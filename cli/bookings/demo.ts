import { counted } from '../../domain/words.ts';
import type { DemoEnd, DemoStage } from '../demo/stage.ts';
import { type DayEnd, daySentence } from '../demo/words.ts';
import { line } from '../terminal/print.ts';
import { playBookingDay } from './bookingDay.ts';
import { BOOKING_DAY } from './bookingStories.ts';

const WORDS: Record<string, string> = {
  Confirmed: 'confirmed',
  Waiting: 'wait for a person',
  Pending: 'not paid yet',
  Expired: 'expired',
};
const ORDER = Object.keys(WORDS);

/** "40 bookings: 21 confirmed, 6 wait for a person, 9 not paid yet, 4 expired; 9 payments set aside, each with its reason." */
export function bookingSummary(ends: readonly DayEnd[]): string {
  const sum = (pick: (end: DayEnd) => Record<string, number>) => {
    const total = new Map<string, number>();
    for (const end of ends)
      for (const [name, count] of Object.entries(pick(end))) total.set(name, (total.get(name) ?? 0) + count);
    return total;
  };
  const states = [...sum((end) => end.bookings)].toSorted(
    ([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other),
  );
  const all = states.reduce((total, [, count]) => total + count, 0);
  const aside = [...sum((end) => end.unmatched).values()].reduce((total, count) => total + count, 0);
  const said = states.map(([state, count]) => `${count} ${WORDS[state] ?? state.toLowerCase()}`).join(', ');
  return `${counted(all, 'booking')}: ${said}; ${counted(aside, 'payment')} set aside, each with its reason.`;
}

/** Plays a day of bookings. */
export async function playDemo({ run, configuration, db, say }: DemoStage): Promise<DemoEnd> {
  const bookings = BOOKING_DAY.reduce((sum, story) => sum + story.bookings, 0);
  say(`playing a day of ${bookings} bookings in two tenants; payments arrive by mail, Gmail fails now and then`);
  const ends: DayEnd[] = [];
  const good = await playBookingDay(run, configuration, db, ({ story, seen, fine }) => {
    ends.push(seen);
    const text = fine ? daySentence(seen) : `expected: ${daySentence(story.expected)}. Seen: ${daySentence(seen)}`;
    line(`  ${fine ? 'ok  ' : 'FAIL'}  ${story.name.padEnd(20)} ${story.mode.padEnd(10)} ${text}`);
  });
  line(`${good} of ${BOOKING_DAY.length} booking stories ended as expected\n`);
  return {
    good: good === BOOKING_DAY.length,
    summary: [bookingSummary(ends)],
    next: ['Bookings: who paid what, by which mail. Payments set aside stand in the review inbox.'],
  };
}
