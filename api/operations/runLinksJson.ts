import type { z } from 'zod';
import type { Transaction } from '../../db/database.ts';
import { type Person, peopleBehind } from '../../db/identity/people.ts';
import { commandsOfRun, messagesOfRun, tasksOfRun } from '../../db/operations/runLinks.ts';
import type { Permission } from '../../domain/identity/permissions.ts';
import { reasonInWords } from '../../domain/money/reasons.ts';
import { vendorName } from '../../domain/money/vendorNames.ts';
import { toldBy } from '../../domain/notifications/mailTemplates.ts';
import { KINDS, type ReviewKind } from '../../domain/reviews/kinds.ts';
import { capital, spaced } from '../../domain/words.ts';
import type { runDetailSchema } from './runSchemas.ts';

type Detail = z.infer<typeof runDetailSchema>;
type Tone = 'plain' | 'good' | 'bad' | 'warn' | 'info';
type Rows<Read extends (...args: never[]) => Promise<readonly unknown[]>> = Awaited<ReturnType<Read>>[number];

const iso = (at: string) => new Date(at).toISOString();
const isoOrNull = (at: string | null) => (at === null ? null : iso(at));

const COMMAND_WORDS: Record<Rows<typeof commandsOfRun>['state'], [text: string, tone: Tone]> = {
  intended: ['Not sent yet', 'info'],
  attempting: ['Being sent', 'info'],
  unknown: ['Sent, not known whether it arrived', 'warn'],
  applied: ['Done', 'good'],
  refused: ['Refused', 'bad'],
};
const LEGS = {
  refund: 'Refund',
  billing: 'Record of the refund',
  invoice_payment: 'Payment of an invoice',
  invoice_return: 'Return of a payment',
} as const;

function commandJson(row: Rows<typeof commandsOfRun>): NonNullable<Detail['money_commands']>[number] {
  const cameBack = row.failed_later_at !== null;
  const [text, tone] = cameBack ? (['Came back after it had been taken', 'bad'] as const) : COMMAND_WORDS[row.state];
  return {
    command_id: row.command_id,
    what: `${LEGS[row.leg]} at ${vendorName(row.vendor)}`,
    amount_minor: Number(row.amount_minor),
    currency: row.currency,
    state: row.state,
    state_text: text,
    tone,
    vendor_id: row.vendor_id,
    why: row.refusal_code === null ? null : capital(reasonInWords(row.refusal_code)),
    attempts: row.attempts,
    created_at: iso(row.created_at),
    finished_at: isoOrNull(row.finished_at),
  };
}

const MESSAGE_WORDS: Record<Rows<typeof messagesOfRun>['status'], [text: string, tone: Tone]> = {
  queued: ['Waits to be delivered', 'info'],
  sent: ['Delivered', 'good'],
  logged: ['Written to the log: no mail server is set', 'warn'],
  failed: ['Not delivered', 'bad'],
  undeliverable: ['Could not be delivered', 'bad'],
};

/** Whom a message is for, without an address: one may be a customer's. */
function toWhom(row: Rows<typeof messagesOfRun>): string {
  if (row.recipient_name) return row.recipient_name;
  if (row.channel === 'queue') return 'the queue of other systems';
  // An address that approvals are configured to go to, or one that a case names.
  return row.channel === 'email' ? 'an address without an account' : 'the customer';
}

function messageJson(row: Rows<typeof messagesOfRun>, mayReadAddress: boolean): Detail['messages'][number] {
  const elsewhere = row.status === 'failed' && row.fallback !== null;
  const [text, tone] = elsewhere ? (['Went over another channel', 'warn'] as const) : MESSAGE_WORDS[row.status];
  return {
    message_id: row.message_id,
    what: capital(toldBy(row.template) ?? spaced(row.template)),
    channel: row.channel,
    to_whom: toWhom(row),
    recipient: mayReadAddress ? row.recipient : null,
    status: row.status,
    status_text: text,
    tone,
    created_at: iso(row.created_at),
    sent_at: isoOrNull(row.sent_at),
  };
}

const taskJson = (row: Rows<typeof tasksOfRun>, people: ReadonlyMap<string, Person>) => ({
  task_id: row.task_id,
  kind_name: Object.hasOwn(KINDS, row.kind) ? KINDS[row.kind as ReviewKind].name : row.kind,
  title: row.title ?? row.subject,
  state: row.state,
  opened_at: iso(row.created_at),
  closed_at: isoOrNull(row.closed_at),
  decided_by_name: row.decided_by === null ? null : (people.get(row.decided_by)?.name ?? row.decided_by),
});

/** What else the books have of a run, as far as the caller may read it elsewhere. */
export async function runLinksJson(
  tx: Transaction,
  run: { id: string; kind: string; subject: string },
  permissions: readonly Permission[],
): Promise<Pick<Detail, 'tasks' | 'money_commands' | 'messages'>> {
  const may = (...wanted: Permission[]) => wanted.some((permission) => permissions.includes(permission));
  const tasks = may('review:read') ? await tasksOfRun(tx, run.id) : null;
  const commands = may('review:read', 'ledger:read') ? await commandsOfRun(tx, run.id) : null;
  const messages = await messagesOfRun(tx, run);
  const people = await peopleBehind(
    tx,
    (tasks ?? []).flatMap((task) => task.decided_by ?? []),
  );
  return {
    tasks: tasks?.map((row) => taskJson(row, people)) ?? null,
    money_commands: commands?.map(commandJson) ?? null,
    messages: messages.map((row) => messageJson(row, may('ops:read'))),
  };
}
