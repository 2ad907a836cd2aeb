import { sql } from 'drizzle-orm';
import type { MoneyLeg } from '../../domain/ledger/postings.ts';
import type { Transaction } from '../database.ts';

/** Of each kind; a run has a handful. */
const MOST_LINKS = 50;

interface TaskRow extends Record<string, unknown> {
  task_id: string;
  kind: string;
  title: string | null;
  subject: string;
  state: 'pending' | 'approved' | 'rejected' | 'expired' | 'cancelled';
  created_at: string;
  closed_at: string | null;
  decided_by: string | null;
}
/** The questions that a run asked people, oldest first. */
export const tasksOfRun = (tx: Transaction, processId: string) =>
  tx.execute<TaskRow>(sql`
    select t.id as task_id, t.kind, t.title, t.subject, t.state, t.created_at, coalesce(d.decided_at, t.closed_at) as closed_at,
      d.actor as decided_by
    from review_tasks t left join review_decisions d on d.task_id = t.id
    where t.process_id = ${processId}::uuid order by t.created_at, t.id limit ${MOST_LINKS}`);

interface CommandRow extends Record<string, unknown> {
  command_id: string;
  leg: MoneyLeg;
  vendor: string;
  amount_minor: string;
  currency: string;
  state: 'intended' | 'attempting' | 'unknown' | 'applied' | 'refused';
  vendor_id: string | null;
  refusal_code: string | null;
  attempts: number;
  created_at: string;
  finished_at: string | null;
  failed_later_at: string | null;
}
/** What a run told vendors to do with money, oldest first. */
export const commandsOfRun = (tx: Transaction, processId: string) =>
  tx.execute<CommandRow>(sql`
    select id as command_id, leg, vendor, amount_minor, currency, state, vendor_id, refusal_code, attempts, created_at, finished_at, failed_later_at
    from money_commands where process_id = ${processId}::uuid order by created_at, id limit ${MOST_LINKS}`);

interface MessageRow extends Record<string, unknown> {
  message_id: string;
  channel: 'email' | 'queue' | 'whatsapp' | 'web';
  template: string;
  recipient: string;
  recipient_name: string | null;
  status: 'queued' | 'sent' | 'logged' | 'failed' | 'undeliverable';
  fallback: string | null;
  last_error: string | null;
  created_at: string;
  sent_at: string | null;
}
/** Messages that a run caused or delivered, and those to whoever its subject is addressed by, oldest first. */
export const messagesOfRun = (tx: Transaction, run: { id: string; kind: string; subject: string }) =>
  tx.execute<MessageRow>(sql`
    select n.id as message_id, n.channel, n.template, n.recipient, u.display_name as recipient_name, n.status, n.fallback, n.last_error,
      n.created_at, n.sent_at
    from (
      select * from notifications where cause_id = ${run.id}::uuid
      union select * from notifications where process_id = ${run.id}::uuid
      union select * from notifications where channel <> 'email' and recipient = ${`${run.kind}:${run.subject}`}
    ) n left join users u on u.email = n.recipient
    order by n.created_at, n.id limit ${MOST_LINKS}`);
