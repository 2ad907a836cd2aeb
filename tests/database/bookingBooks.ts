import { advanceBooking } from '../../activities/bookings/advanceBooking.ts';
import { matchPayments } from '../../activities/bookings/matchPayments.ts';
import { openUnmatched } from '../../activities/bookings/openUnmatched.ts';
import { createBooking } from '../../books/bookings/createBooking.ts';
import { submitPayment } from '../../books/bookings/submitPayment.ts';
import { BOOKING_AUDITS } from '../../db/bookings/audits.ts';
import { ownBooking } from '../../db/bookings/bookings.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../db/seed/tenants.ts';
import type { VerificationMode } from '../../domain/bookings/states.ts';
import type { StoredLink } from '../../domain/bookings/storedLink.ts';
import { transactionIdOf } from '../../domain/bookings/transactionId.ts';
import type { ReviewAction } from '../../domain/reviews/actions.ts';
import type { OpenedTask } from '../../workflows/reviews/contract.ts';
import { BOOKINGS } from './books.ts';
import { reviewActivities } from './reviewActivities.ts';
import type { TestDatabase } from './testDatabase.ts';

const cipher = createFieldCipher({ current: 'k', keys: { k: Buffer.alloc(32, 3) } });
const scope = (processId: string) => ({ tenantId: TENANT, processId });

export interface MailOver {
  amountMinor?: number;
  currency?: string;
  transactionId?: string | null;
  sender?: string | null;
  authenticated?: boolean;
  addressed?: boolean;
  messageId?: string | null;
  digest?: string;
  /** Milliseconds after now. */
  receivedInMs?: number;
  /** Milliseconds after it was received; null = its Date can't be read. */
  datedInMs?: number | null;
  mailboxId?: string | null;
  /** Read by a version that kept nothing of the mail. */
  old?: boolean;
}

/** Bookings, claims, mails and decisions against the books, without an engine. */
export async function openOffice(database: TestDatabase) {
  const { db, owner } = database;
  const [row] =
    await owner`insert into properties (tenant_id, name, type, address, contact, currency, day_minor, night_minor, full_day_minor, full_night_minor)
    values (${TENANT}, ${`Farm ${crypto.randomUUID()}`}, 'farm', 'x', 'x', 'PKR', 500000, 600000, 1000000, 1100000) returning id`;
  const farm = String(row?.id);
  let day = 0;
  const deps = (mode: VerificationMode) => ({
    db,
    cipher,
    bookings: { ...BOOKINGS, mode },
    approverEmails: [],
    log: () => undefined,
  });

  /** A booking whose price nothing else has, unless it is given. */
  async function book(over: { totalMinor?: number; name?: string; userId?: string; by?: string } = {}) {
    day += 1;
    const { booking, processId } = await db.withTenant(TENANT, (tx) =>
      createBooking(tx, cipher, BOOKINGS, {
        tenantId: TENANT,
        actor: over.by ?? 'test',
        requestId: 'test',
        userId: over.userId ?? null,
        propertyId: farm,
        date: new Date(Date.UTC(2032, 0, day)).toISOString().slice(0, 10),
        shift: 'Day',
        customer: { name: over.name ?? 'John Doe', phone: null, cnic: null },
      }),
    );
    const totalMinor = over.totalMinor ?? 700_000 + day * 100;
    await owner`update bookings set total_minor = ${totalMinor} where booking_id = ${booking.bookingId}`;
    return { id: booking.bookingId, totalMinor, processId };
  }

  /** A payment as the mailbox writes it. */
  async function mail(over: MailOver = {}): Promise<string> {
    const receivedAtMs = Date.now() + (over.receivedInMs ?? 0);
    const dated = over.datedInMs === undefined ? 0 : over.datedInMs;
    const facts = {
      receivedAtMs,
      dateMs: dated === null ? null : receivedAtMs + dated,
      addressed: over.addressed ?? true,
      messageId: over.messageId === undefined ? `${crypto.randomUUID()}@provider.example` : over.messageId,
      contentDigest: over.digest ?? crypto.randomUUID(),
      labels: [],
    };
    const evidence = {
      proof: { authenticated: over.authenticated ?? true },
      ...(over.old ? {} : { mail: facts }),
    };
    const [written] =
      await owner`insert into payments (tenant_id, source, amount_minor, currency, transaction_id, sender_name, mailbox_id, evidence, paid_at)
      values (${TENANT}, 'gmail', ${over.amountMinor ?? 500_000}, ${over.currency ?? 'PKR'}, ${transactionIdOf(over.transactionId)},
        ${over.sender ?? null}, ${over.mailboxId ?? null}, ${owner.json(evidence)}, ${new Date(receivedAtMs)}) returning payment_id`;
    return String(written?.payment_id);
  }

  /** What a customer says was paid, as the API writes it. */
  const claim = (
    bookingId: string,
    over: {
      amountMinor?: number;
      transactionId?: string | null;
      by?: string;
      source?: 'screenshot' | 'manual';
      idsPerDay?: number;
    } = {},
  ) =>
    db.withTenant(TENANT, async (tx) => {
      const booking = await ownBooking(tx, bookingId, null);
      const payment = await submitPayment(
        tx,
        cipher,
        booking,
        {
          source: over.source ?? 'screenshot',
          amountMinor: over.amountMinor ?? booking.totalMinor,
          transactionId: transactionIdOf(over.transactionId),
          senderName: null,
          senderPhone: null,
          screenshotUrl: null,
          screenshotData: null,
        },
        { actor: over.by ?? 'test', requestId: 'test', idsPerDay: over.idsPerDay ?? null },
      );
      return payment.id;
    });

  const match = (paymentIds: string[], mode: VerificationMode = 'automated') =>
    matchPayments(deps(mode))({ tenantId: TENANT, paymentIds });

  async function processOf(kind: 'booking' | 'unmatched-payment', subject: string): Promise<string> {
    const [process] =
      await owner`select id from processes where kind = ${kind} and subject = ${subject} order by created_at desc limit 1`;
    return String(process?.id);
  }

  /** The booking's run looks at the books. */
  const advance = async (bookingId: string) =>
    advanceBooking(deps('manual'))({
      ...scope(await processOf('booking', bookingId)),
      bookingId,
      dueMs: null,
      checked: true,
    });

  async function bookingTask(bookingId: string): Promise<OpenedTask> {
    const step = await advance(bookingId);
    if (step.kind !== 'review') throw new Error(`no task: ${JSON.stringify(step)}`);
    return step.task;
  }

  async function paymentTask(paymentId: string): Promise<OpenedTask> {
    const processId = await processOf('unmatched-payment', paymentId);
    const opened = await openUnmatched(deps('manual'))({ ...scope(processId), paymentId });
    if (!opened) throw new Error('no task');
    return opened;
  }

  /** Stores a decision as the API does and admits it; returns the code of its refusal, or null. */
  async function decide(
    task: OpenedTask,
    action: ReviewAction,
    by: { actor: string; reason?: string | null; link?: StoredLink; production?: boolean },
  ): Promise<string | null> {
    const requestId = crypto.randomUUID();
    const { actor, link = null } = by;
    if (actor !== 'temporal-operator')
      await owner`insert into decision_requests (id, tenant_id, task_id, idempotency_key, request_hash, shown_hash, action, modification, actor, override_reason)
        values (${requestId}, ${TENANT}, ${task.taskId}, ${requestId}, 'x', ${task.shownHash}, ${action}, ${link === null ? null : owner.json({ ...link })},
          ${actor}, ${by.reason ?? null})`;
    const [row] = await owner`select process_id from review_tasks where id = ${task.taskId}`;
    const admission = await reviewActivities(db, by.production ?? false).admitDecision({
      ...scope(String(row?.process_id)),
      message: { requestId, taskId: task.taskId, shownHash: task.shownHash, action, actor },
    });
    return admission.ok ? null : admission.code;
  }

  const stateOf = async (bookingId: string) =>
    String((await owner`select status from bookings where booking_id = ${bookingId}`)[0]?.status);
  const paymentOf = async (paymentId: string) => ({
    ...(
      await owner`select status::text, reason, booking_id, verified_by from payments where payment_id = ${paymentId}`
    )[0],
  });
  const warningsOf = async (task: OpenedTask): Promise<string[]> => {
    const [shown] =
      await owner`select s.canonical_json from review_snapshots s join review_tasks t on t.snapshot_id = s.id where t.id = ${task.taskId}`;
    const { warnings = [] } = JSON.parse(String(shown?.canonical_json)) as { warnings?: { code: string }[] };
    return warnings.map(({ code }) => code);
  };
  /** Names of the invariants of db/audit that do not hold. */
  const broken = async (): Promise<string[]> => {
    const names: string[] = [];
    for (const { name, sql } of BOOKING_AUDITS) if ((await owner.unsafe(sql)).length > 0) names.push(name);
    return names;
  };
  return {
    book,
    mail,
    claim,
    match,
    advance,
    bookingTask,
    paymentTask,
    decide,
    stateOf,
    paymentOf,
    warningsOf,
    broken,
  };
}
export type Office = Awaited<ReturnType<typeof openOffice>>;
