import { isDeepStrictEqual } from 'node:util';
import { createBooking } from '../../books/bookings/createBooking.ts';
import type { Database } from '../../db/database.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { Configuration } from '../configuration.ts';
import { sandboxClient } from '../demo/sandboxClient.ts';
import { type DayEnd, daySentence } from '../demo/words.ts';
import type { RunFile } from '../environment/runFile.ts';
import { type Office, ok, openOffice, pause, readInbox, setMode } from './office.ts';
import { FAILED, type MailOptions, paymentMail, paymentText } from './paymentMail.ts';

/** Seconds until the bookings that nobody pays expire. */
const SHORT_WINDOW_MINUTES = 0.05;
const WAIT_MS = 60_000;

interface Story {
  name: string;
  /** Which tenant, and the mode it works in. */
  tenant: 0 | 1;
  mode: 'automated' | 'manual' | 'hybrid';
  bookings: number;
  /** Bookings of one price, made for one date each: what a tie is made of. */
  samePrice?: boolean;
  short?: boolean;
  /** Mails that arrive for each booking. */
  mails(price: number): { amount: string; over?: MailOptions; sameTransaction?: boolean }[];
  /** What becomes of the bookings, and of payments that stay without one. */
  expected: DayEnd;
}

const rupees = (price: number) => `Rs. ${price.toLocaleString('en')}.00`;
const clean = (price: number) => [{ amount: rupees(price) }];

/** A day of forty bookings in two tenants and three modes. */
export const BOOKING_DAY: readonly Story[] = [
  {
    name: 'paid by mail',
    tenant: 0,
    mode: 'automated',
    bookings: 10,
    mails: clean,
    expected: { bookings: { Confirmed: 10 }, unmatched: {} },
  },
  {
    name: 'spoofed mail',
    tenant: 0,
    mode: 'automated',
    bookings: 2,
    mails: (price) => [{ amount: rupees(price), over: { results: [FAILED] } }],
    expected: { bookings: { Pending: 2 }, unmatched: { unauthenticated: 2 } },
  },
  {
    name: 'paid too little',
    tenant: 0,
    mode: 'automated',
    bookings: 2,
    mails: (price) => [{ amount: rupees(price - 1) }],
    expected: { bookings: { Pending: 2 }, unmatched: { partial: 2 } },
  },
  {
    name: 'reported twice',
    tenant: 0,
    mode: 'automated',
    bookings: 2,
    mails: (price) => [{ amount: rupees(price) }, { amount: rupees(price), sameTransaction: true }],
    expected: { bookings: { Confirmed: 2 }, unmatched: { duplicate: 2 } },
  },
  {
    name: 'tied, newest wins',
    tenant: 0,
    mode: 'automated',
    bookings: 2,
    samePrice: true,
    mails: (price) => [{ amount: rupees(price) }],
    expected: { bookings: { Confirmed: 1, Pending: 1 }, unmatched: {} },
  },
  {
    name: 'paid too late',
    tenant: 0,
    mode: 'automated',
    bookings: 2,
    short: true,
    mails: clean,
    expected: { bookings: { Expired: 2 }, unmatched: { late: 2 } },
  },
  {
    name: 'never paid',
    tenant: 0,
    mode: 'automated',
    bookings: 2,
    short: true,
    mails: () => [],
    expected: { bookings: { Expired: 2 }, unmatched: {} },
  },
  {
    name: 'checked by hand',
    tenant: 1,
    mode: 'manual',
    bookings: 6,
    mails: clean,
    expected: { bookings: { Waiting: 6 }, unmatched: {} },
  },
  {
    name: 'not paid yet',
    tenant: 1,
    mode: 'manual',
    bookings: 2,
    mails: () => [],
    expected: { bookings: { Pending: 2 }, unmatched: {} },
  },
  {
    name: 'sure by mail',
    tenant: 1,
    mode: 'hybrid',
    bookings: 8,
    mails: clean,
    expected: { bookings: { Confirmed: 8 }, unmatched: {} },
  },
  {
    name: 'tied, asks a person',
    tenant: 1,
    mode: 'hybrid',
    bookings: 2,
    samePrice: true,
    mails: (price) => [{ amount: rupees(price) }],
    expected: { bookings: { Pending: 2 }, unmatched: { tie: 1 } },
  },
];

interface Made {
  bookingId: string;
  price: number;
  guest: string;
}

/** Plays the day and compares what became of it. `say` gets a line per story; true when all went as expected. */
export async function playBookingDay(
  run: RunFile,
  configuration: Configuration,
  db: Database,
  say: (line: string) => void,
): Promise<boolean> {
  const label = Date.now().toString(36).toUpperCase();
  const sandbox = sandboxClient(run.sandbox);
  const cipher = createFieldCipher(configuration.fieldRing);
  const offices = [await openOffice(run, 0, label), await openOffice(run, 1, label)];
  let number = 0;
  let good = 0;

  async function make(story: Story, office: Office): Promise<Made[]> {
    const made: Made[] = [];
    let price = 0;
    let propertyId = '';
    for (let index = 0; index < story.bookings; index += 1) {
      if (!story.samePrice || index === 0) {
        number += 1;
        // Nobody else's price: what is paid for one booking fits no other.
        price = 5_000 + number * 13 + (Date.now() % 1_000) * 100;
        propertyId = await office.farm(`Farm ${label}-${number}`, price);
      }
      const date = new Date(Date.now() + (index + 1) * 86_400_000).toISOString().slice(0, 10);
      const customer = { name: `Guest ${label}-${number}`, phone: '+923001234567' };
      if (story.short) {
        const { booking } = await db.withTenant(office.tenantId, (tx) =>
          createBooking(
            tx,
            cipher,
            { ...configuration.bookings, expirationMinutes: SHORT_WINDOW_MINUTES },
            {
              tenantId: office.tenantId,
              actor: 'demo',
              requestId: 'demo',
              userId: null,
              propertyId,
              date,
              shift: 'Day',
              customer: { ...customer, cnic: null },
            },
          ),
        );
        made.push({ bookingId: booking.bookingId, price, guest: customer.name });
      } else {
        const body = await ok(
          office.admin.post<{ booking_id: string }>('/bookings', {
            property_id: propertyId,
            booking_date: date,
            shift_type: 'Day',
            customer,
          }),
        );
        made.push({ bookingId: body.booking_id, price, guest: customer.name });
      }
    }
    return made;
  }

  async function sendMails(story: Story, office: Office, made: Made[]): Promise<string[]> {
    const transactions: string[] = [];
    for (const { price, bookingId, guest } of story.samePrice ? made.slice(0, 1) : made) {
      let transaction = '';
      for (const mail of story.mails(price)) {
        if (!mail.sameTransaction) transaction = `${bookingId.slice(3)}-${transactions.length}`;
        transactions.push(transaction);
        const text = paymentText({
          amount: mail.amount,
          transactionId: transaction,
          name: guest,
          phone: '0300 1234567',
        });
        await sandbox.put('gmail', 'message', [
          {
            mailbox: office.mailbox,
            raw: Buffer.from(paymentMail({ text, to: office.mailbox, ...mail.over }), 'latin1').toString('base64url'),
          },
        ]);
      }
    }
    return [...new Set(transactions)];
  }

  async function outcome(office: Office, made: Made[], transactions: string[]): Promise<DayEnd> {
    const bookings: Record<string, number> = {};
    for (const { bookingId } of made) {
      const { status } = await ok(office.admin.get<{ status: string }>(`/bookings/${bookingId}`));
      bookings[status] = (bookings[status] ?? 0) + 1;
    }
    const { payments } = await ok(
      office.admin.get<{ payments: { transaction_id: string; reason: string }[] }>(
        '/admin/unmatched-payments?limit=200',
      ),
    );
    const unmatched: Record<string, number> = {};
    for (const { transaction_id: transaction, reason } of payments)
      if (transactions.includes(transaction)) unmatched[reason] = (unmatched[reason] ?? 0) + 1;
    return { bookings, unmatched };
  }

  let mode = '';
  for (const story of BOOKING_DAY) {
    const office = offices[story.tenant];
    if (!office) continue;
    if (mode !== `${story.tenant}${story.mode}`) {
      mode = `${story.tenant}${story.mode}`;
      await setMode(office, story.mode);
      // Gmail is down when the first mails of this mode arrive; reading goes on by itself when it is back.
      await sandbox.fault({ vendor: 'gmail', route: 'GET /gmail/v1', fault: 'unavailable', times: 2 });
    }
    const made = await make(story, office);
    if (story.short) await pause(SHORT_WINDOW_MINUTES * 60_000 + 500);
    const transactions = await sendMails(story, office, made);
    if (transactions.length > 0) await readInbox(office);
    let seen = await outcome(office, made, transactions);
    const asExpected = () => isDeepStrictEqual(seen, story.expected);
    for (const until = Date.now() + WAIT_MS / 4; !asExpected() && Date.now() < until; ) {
      await pause(200);
      seen = await outcome(office, made, transactions);
    }
    const fine = asExpected();
    if (fine) good += 1;
    const text = fine ? daySentence(seen) : `expected: ${daySentence(story.expected)}. Seen: ${daySentence(seen)}`;
    say(`  ${fine ? 'ok  ' : 'FAIL'}  ${story.name.padEnd(20)} ${story.mode.padEnd(10)} ${text}`);
  }
  for (const office of offices) await setMode(office, null);
  say(`${good} of ${BOOKING_DAY.length} booking stories ended as expected`);
  return good === BOOKING_DAY.length;
}
