import { isDeepStrictEqual } from 'node:util';
import { createBooking } from '../../books/bookings/createBooking.ts';
import type { Database } from '../../db/database.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { Configuration } from '../configuration.ts';
import { type SandboxClient, sandboxClient } from '../demo/sandboxClient.ts';
import type { DayEnd } from '../demo/words.ts';
import type { RunFile } from '../environment/runFile.ts';
import { BOOKING_DAY, type Story } from './bookingStories.ts';
import { type Office, ok, openOffice, pause, readInbox, setMode } from './office.ts';
import { paymentMail, paymentText } from './paymentMail.ts';

/** Seconds until the bookings that nobody pays expire. */
const SHORT_WINDOW_MINUTES = 0.05;
const WAIT_MS = 60_000;

interface Made {
  bookingId: string;
  price: number;
  guest: string;
}

/** What one day is played with. */
interface Day {
  configuration: Configuration;
  db: Database;
  sandbox: SandboxClient;
  label: string;
  /** Properties made so far. */
  farms: number;
}

interface Wanted {
  propertyId: string;
  date: string;
  guest: string;
}

const PHONE = '+923001234567';

/** A booking that expires in a moment: the API makes none so short. */
async function bookShortly({ configuration, db }: Day, { tenantId }: Office, wanted: Wanted): Promise<string> {
  const { propertyId, date, guest } = wanted;
  const settings = { ...configuration.bookings, expirationMinutes: SHORT_WINDOW_MINUTES };
  const { booking } = await db.withTenant(tenantId, (tx) =>
    createBooking(tx, createFieldCipher(configuration.fieldRing), settings, {
      tenantId,
      actor: 'demo',
      requestId: 'demo',
      userId: null,
      propertyId,
      date,
      shift: 'Day',
      customer: { name: guest, phone: PHONE, cnic: null },
    }),
  );
  return booking.bookingId;
}

async function book({ admin }: Office, { propertyId, date, guest }: Wanted): Promise<string> {
  const made = admin.post<{ booking_id: string }>('/bookings', {
    property_id: propertyId,
    booking_date: date,
    shift_type: 'Day',
    customer: { name: guest, phone: PHONE },
  });
  return (await ok(made)).booking_id;
}

async function make(day: Day, story: Story, office: Office): Promise<Made[]> {
  const made: Made[] = [];
  let price = 0;
  let propertyId = '';
  for (let index = 0; index < story.bookings; index += 1) {
    if (!story.samePrice || index === 0) {
      day.farms += 1;
      // Nobody else's price: what is paid for one booking fits no other.
      price = 5_000 + day.farms * 13 + (Date.now() % 1_000) * 100;
      propertyId = await office.farm(`Farm ${day.label}-${day.farms}`, price);
    }
    const date = new Date(Date.now() + (index + 1) * 86_400_000).toISOString().slice(0, 10);
    const wanted = { propertyId, date, guest: `Guest ${day.label}-${day.farms}` };
    const bookingId = await (story.short ? bookShortly(day, office, wanted) : book(office, wanted));
    made.push({ bookingId, price, guest: wanted.guest });
  }
  return made;
}

/** Sends the mails of a story; gives the transaction ids that they name. */
async function sendMails({ sandbox }: Day, story: Story, office: Office, made: Made[]): Promise<string[]> {
  const transactions: string[] = [];
  for (const { price, bookingId, guest } of story.samePrice ? made.slice(0, 1) : made) {
    let transaction = '';
    for (const mail of story.mails(price)) {
      if (!mail.sameTransaction) transaction = `${bookingId.slice(3)}-${transactions.length}`;
      transactions.push(transaction);
      const said = { amount: mail.amount, transactionId: transaction, name: guest, phone: '0300 1234567' };
      const text = paymentMail({ text: paymentText(said), to: office.mailbox, ...mail.over });
      const raw = Buffer.from(text, 'latin1').toString('base64url');
      await sandbox.put('gmail', 'message', [{ mailbox: office.mailbox, raw }]);
    }
  }
  return [...new Set(transactions)];
}

async function outcome({ admin }: Office, made: Made[], transactions: string[]): Promise<DayEnd> {
  const bookings: Record<string, number> = {};
  for (const { bookingId } of made) {
    const { status } = await ok(admin.get<{ status: string }>(`/bookings/${bookingId}`));
    bookings[status] = (bookings[status] ?? 0) + 1;
  }
  const { payments } = await ok(
    admin.get<{ payments: { transaction_id: string; reason: string }[] }>('/admin/unmatched-payments?limit=200'),
  );
  const unmatched: Record<string, number> = {};
  for (const { transaction_id: transaction, reason } of payments)
    if (transactions.includes(transaction)) unmatched[reason] = (unmatched[reason] ?? 0) + 1;
  return { bookings, unmatched };
}

/** Plays one story; gives what became of it, as soon as that is what is expected. */
async function playStory(day: Day, story: Story, office: Office): Promise<DayEnd> {
  const made = await make(day, story, office);
  if (story.short) await pause(SHORT_WINDOW_MINUTES * 60_000 + 500);
  const transactions = await sendMails(day, story, office, made);
  if (transactions.length > 0) await readInbox(office);
  let seen = await outcome(office, made, transactions);
  for (const until = Date.now() + WAIT_MS / 4; !isDeepStrictEqual(seen, story.expected) && Date.now() < until; ) {
    await pause(200);
    seen = await outcome(office, made, transactions);
  }
  return seen;
}

interface Told {
  story: Story;
  seen: DayEnd;
  /** Whether it is what was expected. */
  fine: boolean;
}

/** Plays the day; `tell` hears of each story when it has ended. Gives how many ended as expected. */
export async function playBookingDay(
  run: RunFile,
  configuration: Configuration,
  db: Database,
  tell: (told: Told) => void,
): Promise<number> {
  const label = Date.now().toString(36).toUpperCase();
  const day: Day = { configuration, db, sandbox: sandboxClient(run.sandbox), label, farms: 0 };
  const offices = [await openOffice(run, 0, label), await openOffice(run, 1, label)];
  let good = 0;
  let mode = '';
  for (const story of BOOKING_DAY) {
    const office = offices[story.tenant];
    if (!office) continue;
    if (mode !== `${story.tenant}${story.mode}`) {
      mode = `${story.tenant}${story.mode}`;
      await setMode(office, story.mode);
      // Gmail is down when the first mails of this mode arrive; reading goes on by itself when it is back.
      await day.sandbox.fault({ vendor: 'gmail', route: 'GET /gmail/v1', fault: 'unavailable', times: 2 });
    }
    const seen = await playStory(day, story, office);
    const fine = isDeepStrictEqual(seen, story.expected);
    if (fine) good += 1;
    tell({ story, seen, fine });
  }
  for (const office of offices) await setMode(office, null);
  return good;
}
