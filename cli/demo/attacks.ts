import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { moneyText } from '../../domain/money/moneyText.ts';
import { counted } from '../../domain/words.ts';
import { type ApiClient, apiClient } from '../apiClient.ts';
import { type Office, ok, openOffice, pause, readInbox, setMode } from '../bookings/office.ts';
import { type MailOptions, paymentMail, paymentText } from '../bookings/paymentMail.ts';
import { type RunFile, readPids } from '../environment/runFile.ts';
import { approved } from '../secondPerson.ts';
import { type SandboxClient, sandboxClient } from './sandboxClient.ts';
import type { DemoEnd } from './stage.ts';

const WAIT_MS = 30_000;
const PRICE = 10_000;

interface Stage {
  run: RunFile;
  dataDirectory: string;
  sandbox: SandboxClient;
  reviewer: ApiClient;
  office: Office;
  label: string;
}

interface Attack {
  /** Which kind of fault it tries. */
  kind: 'money' | 'hostile mail' | 'rights' | 'payment mail';
  story: string;
  /** Plays it and tells in words what refused it. Throws when it was not refused. */
  play(stage: Stage): Promise<string>;
}

/** Waits until `find` returns something. */
async function until<Found>(what: string, find: () => Promise<Found | null | undefined>): Promise<Found> {
  for (const deadline = Date.now() + WAIT_MS; Date.now() < deadline; await pause(200)) {
    const found = await find();
    if (found) return found;
  }
  throw new Error(`${what}: not seen within ${WAIT_MS / 1000} s`);
}

const must = (holds: boolean, otherwise: string): void => {
  if (!holds) throw new Error(otherwise);
};

interface Guest {
  bookingId: string;
  name: string;
}

/** A booking of PRICE rupees plus `extra`, that nobody else's payment fits. */
async function bookingOf({ office, label }: Stage, extra: number): Promise<Guest> {
  const propertyId = await office.farm(`Attacked farm ${label}-${extra}`, PRICE + extra);
  const name = `Visitor ${label} ${extra}`;
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const { booking_id: bookingId } = await ok(
    office.admin.post<{ booking_id: string }>('/bookings', {
      property_id: propertyId,
      booking_date: tomorrow,
      shift_type: 'Day',
      customer: { name, phone: '+923001234567' },
    }),
  );
  return { bookingId, name };
}

const statusOf = async ({ office }: Stage, { bookingId }: Guest): Promise<string> =>
  (await ok(office.admin.get<{ status: string }>(`/bookings/${bookingId}`))).status;

async function deliver({ sandbox, office }: Stage, mail: MailOptions): Promise<void> {
  const raw = Buffer.from(paymentMail({ to: office.mailbox, ...mail }), 'latin1').toString('base64url');
  await sandbox.put('gmail', 'message', [{ mailbox: office.mailbox, raw }]);
}

const rupees = (amount: number) => `Rs. ${amount.toLocaleString('en')}.00`;

/** A dispute of one customer that names the charge of another one; the reviewer approves without looking. */
async function strangersCharge({ run, sandbox, reviewer, label }: Stage): Promise<string> {
  const caseId = `CASE-${label}-STRANGER`;
  const chargeId = `ch_${label}_stranger`;
  await sandbox.put('stripe', 'charge', [{ id: chargeId, amount: 6_000, currency: 'usd', customer: `ACC-${label}-B` }]);
  await sandbox.put('salesforce', 'Account', [
    { Id: `ACC-${label}-A`, Name: 'Customer A', Type: 'Customer', Customer_Segment__c: 'standard' },
  ]);
  await sandbox.put('salesforce', 'Case', [
    {
      Id: caseId,
      AccountId: `ACC-${label}-A`,
      Subject: 'Pay this back to me',
      Description: 'I was billed twice for the same month.',
      Status: 'New',
      Amount__c: 45,
      CurrencyIsoCode: 'USD',
      Dispute_Type__c: 'billing_error',
      Stripe_Charge_Id__c: chargeId,
      SuppliedEmail: 'customer.a@customer.example',
      CreatedDate: new Date().toISOString(),
    },
  ]);
  const queue = new SQSClient({
    endpoint: run.sqs.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  });
  const event = JSON.stringify({ case_id: caseId, customer_id: `ACC-${label}-A` });
  await queue.send(new SendMessageCommand({ QueueUrl: run.sqs.events, MessageBody: event }));
  type Task = { case_id: string; task_id: string; shown_hash: string };
  const task = await until('a task for the case', async () =>
    (await ok(reviewer.get<{ pending: Task[] }>('/human-review/pending'))).pending.find(
      (pending) => pending.case_id === caseId,
    ),
  );
  const decide = (body: object) =>
    reviewer.post<{ code?: string }>(`/reviews/${task.task_id}/decision`, { shown_hash: task.shown_hash, ...body });
  const careless = await decide({
    decision: 'modified',
    modified_resolution: { action: 'full_refund', amount: 45, charge_id: chargeId, reason: 'looks right' },
  });
  must(careless.status >= 400, `the decision was taken: ${careless.status}`);
  await ok(decide({ decision: 'rejected', comments: 'the charge is somebody else’s' }));
  const paid = (await sandbox.records('stripe', 'refund')).filter((refund) => refund.charge === chargeId);
  must(paid.length === 0, 'the stranger’s card got money');
  return 'the card says whose charge it is; a decision without a reason is refused; nothing was paid';
}

/** A claim of one rupee with the transaction id of a real payment of one rupee, for a booking of ten thousand. */
async function oneRupee(stage: Stage): Promise<string> {
  const { office, label } = stage;
  await setMode(office, 'hybrid');
  const guest = await bookingOf(stage, 17);
  const transactionId = `ONE${label}`;
  await ok(
    office.admin.post(
      `/bookings/${guest.bookingId}/payments`,
      { amount: 1, transaction_id: transactionId, sender_name: guest.name },
      { 'idempotency-key': `one-rupee-${label}` },
    ),
  );
  await deliver(stage, { text: paymentText({ amount: 'Rs. 1.00', transactionId, name: guest.name }) });
  await readInbox(office);
  const status = await statusOf(stage, guest);
  must(status !== 'Confirmed', 'the booking was confirmed for one rupee');
  return `the booking of ${moneyText((PRICE + 17) * 100, 'PKR')} is not confirmed; a person is asked`;
}

/** A mail whose table has a hundred million columns, and an honest payment behind it. */
async function bomb(stage: Stage): Promise<string> {
  const { office, label, dataDirectory } = stage;
  await setMode(office, 'automated');
  const guest = await bookingOf(stage, 23);
  const workerBefore = readPids(dataDirectory)?.worker;
  await deliver(stage, { html: '<table><tr><td colspan=100000000>Rs. 10,023.00</td></tr></table>' });
  const honest = { amount: rupees(PRICE + 23), transactionId: `HONEST${label}`, name: guest.name };
  await deliver(stage, { text: paymentText(honest) });
  await readInbox(office);
  await until('the honest payment', async () => (await statusOf(stage, guest)) === 'Confirmed');
  must(readPids(dataDirectory)?.worker === workerBefore, 'the worker died of it');
  return 'it is set aside; the honest payment behind it confirmed its booking; the worker never stopped';
}

/** An admin lifts the limit that binds them, and then approves that themselves. */
async function ownLimit({ office }: Stage): Promise<string> {
  const { superUser, tenantId } = office;
  const setting = '/admin/config/reviewer_limit_minor';
  await ok(office.admin.call('PUT', setting, { value: 100_000 }));
  const asked = await office.admin.call<{ change_id?: string }>('PUT', setting, { value: null });
  must(asked.status === 202 && asked.body.change_id !== undefined, `lifted at once: ${asked.status}`);
  const changes = `/admin/power-changes/${asked.body.change_id}`;
  const own = await office.admin.post(`${changes}/approve`, {});
  must(own.status >= 400, 'the admin approved their own change');
  const config = JSON.stringify((await ok(office.admin.get('/admin/config'))) as object);
  must(config.includes('100000'), 'the limit is gone');
  await ok(office.admin.post(`${changes}/refuse`, {}));
  // The demo leaves the tenant as it was: this time with a second person.
  await ok(office.admin.call('PUT', setting, { value: null }).then((answer) => approved(superUser, tenantId, answer)));
  return 'the lifted limit waits for a second person; the admin is refused as that person; the old limit holds';
}

/** Mails of the provider about money that did not come in. */
async function noCredit(stage: Stage): Promise<string> {
  const { office, label } = stage;
  await setMode(office, 'automated');
  const said: [string, (amount: number) => string][] = [
    ['failed', (amount) => `Payment failed\nYou have received a payment.\nAmount: ${rupees(amount)}\nStatus: Failed`],
    ['went out', (amount) => `You have sent ${rupees(amount)} to John Doe. Payment received by John Doe.`],
    ['negative', (amount) => `You have received a payment.\nAmount: Rs. -${amount.toLocaleString('en')}.00`],
    ['other money', (amount) => `You have received a payment.\nAmount: RM ${amount.toLocaleString('en')}.00`],
  ];
  const guests: Guest[] = [];
  for (const [index, [, text]] of said.entries()) {
    const extra = 31 + index;
    const guest = await bookingOf(stage, extra);
    guests.push(guest);
    await deliver(stage, {
      text: `${text(PRICE + extra)}\nTransaction ID: NO${label}${index}\nFrom: ${guest.name}\n`,
    });
  }
  await readInbox(office);
  for (const [index, guest] of guests.entries())
    must((await statusOf(stage, guest)) === 'Pending', `a mail confirmed a booking: ${said[index]?.[0]}`);
  return 'failed, sent out, negative, another currency: no mail confirmed a booking';
}

const ATTACKS: readonly Attack[] = [
  { kind: 'money', story: 'a case names another customer’s charge', play: strangersCharge },
  { kind: 'money', story: 'one rupee is claimed for ten thousand', play: oneRupee },
  { kind: 'hostile mail', story: 'a mail that fills the memory', play: bomb },
  { kind: 'rights', story: 'an admin lifts the limit that binds them', play: ownLimit },
  { kind: 'payment mail', story: 'mails about money that did not come', play: noCredit },
];

/** Plays attacks on the running system; each must be refused. `say` gets a line per attack. */
export async function playAttacks(run: RunFile, dataDirectory: string, say: (line: string) => void): Promise<DemoEnd> {
  const reviewer = run.logins.find((login) => login.role === 'reviewer');
  if (!reviewer) throw new Error('the demo needs its demo logins');
  const label = `A${Date.now().toString(36).toUpperCase()}`;
  const office = await openOffice(run, 0, label);
  const stage = {
    run,
    dataDirectory,
    sandbox: sandboxClient(run.sandbox),
    reviewer: apiClient(run.api, reviewer),
    office,
    label,
  };
  let refused = 0;
  for (const { kind, story, play } of ATTACKS) {
    const told = await play(stage).catch((error: Error) => `NOT REFUSED: ${error.message}`);
    const good = !told.startsWith('NOT REFUSED');
    if (good) refused += 1;
    say(`  ${good ? 'ok  ' : 'FAIL'}  ${kind.padEnd(13)} ${story}: ${told}`);
  }
  await setMode(office, null);
  say(`${refused} of ${ATTACKS.length} attacks were refused`);
  const good = refused === ATTACKS.length;
  return {
    good,
    summary: [
      good
        ? `${counted(ATTACKS.length, 'attack')} by people, mails and records: all were refused.`
        : `${ATTACKS.length - refused} of ${counted(ATTACKS.length, 'attack')} got through: see FAIL above.`,
    ],
    next: [],
  };
}
