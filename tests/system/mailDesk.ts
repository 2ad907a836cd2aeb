import type { ApiClient } from '../../cli/apiClient.ts';
import { type MailOptions, paymentMail, paymentText } from '../../cli/bookings/paymentMail.ts';
import { type AgreedConsent, agreeToConsent, finishConsent } from '../../cli/mailbox/mailboxConsent.ts';
import { approved, approveInbox } from '../../cli/secondPerson.ts';
import type { Bookings } from './bookingDesk.ts';
import { call } from './http.ts';
import { eventually, type World } from './world.ts';

export interface Payment {
  payment_id: string;
  status: string;
  reason: string | null;
  booking_id: string | null;
  amount: number;
  transaction_id: string | null;
  match_confidence: number | null;
  task_id: string | null;
}

/** Connects a mailbox of the sandbox as a person does: consent, then back to the callback. */
export async function connectMailbox(
  who: ApiClient,
  mailbox: { address: string; purpose?: string; replace?: string },
): Promise<{ mailboxId: string; scope: string | null }> {
  const { address, ...query } = mailbox;
  const agreed = await agreeToConsent(who, { login_hint: address, ...query });
  return {
    mailboxId: await finishConsent(who, agreed),
    scope: new URL(agreed.authorizationUrl).searchParams.get('scope'),
  };
}

/** The callback, in the browser that asked. */
export const comeBack = (consent: AgreedConsent, headers: Record<string, string> = {}) =>
  call('GET', consent.callback, { headers: { cookie: consent.cookie, ...headers } });

/** A payment inbox in the sandbox, connected as an admin connects one, and mail that arrives in it. */
export async function openInbox(world: World, desk: Bookings, address: string) {
  /** A consent that Google has agreed to, not brought back yet. */
  const consent = (query: Record<string, string> = {}) => agreeToConsent(desk.admin, { login_hint: address, ...query });
  const connect = async () => {
    const { mailboxId } = await connectMailbox(desk.admin, { address, replace: 'true' });
    await approveInbox(world.superUser, desk.tenantId, mailboxId);
    return mailboxId;
  };
  const send = (options: MailOptions & { id?: string; receivedAt?: Date; gone?: boolean } = {}) => {
    const { id, receivedAt, gone, ...mail } = options;
    return world.sandbox.put('gmail', 'message', [
      {
        mailbox: address,
        ...(id ? { id } : {}),
        ...(gone ? { gone } : {}),
        raw: Buffer.from(paymentMail({ to: address, ...mail }), 'latin1').toString('base64url'),
        ...(receivedAt ? { internalDate: String(receivedAt.getTime()) } : {}),
      },
    ]);
  };
  return {
    address,
    consent,
    connect,
    send,
    /** An ordinary payment mail. */
    pay: (fields: Parameters<typeof paymentText>[0], over: Parameters<typeof send>[0] = {}) =>
      send({ text: paymentText(fields), ...over }),
    /** Payment inboxes; users of the tenant may have mailboxes of their own. */
    status: async () => {
      const { body } = await desk.admin.get<{
        mailboxes: {
          mailbox_id: string;
          purpose: string;
          status: string;
          failures: number;
          checked_at: string | null;
          last_code: string | null;
          paused_until: string | null;
          messages: { waiting: number };
        }[];
      }>('/integrations/gmail/status');
      return body.mailboxes.filter((box) => box.purpose === 'payment_inbox');
    },
    /** Reads the inbox now and waits until that reading has ended. */
    async read() {
      const before = await runs(world, desk.tenantId);
      const answer = await desk.admin.post('/integrations/gmail/sync', {});
      if (answer.status !== 202) throw new Error(`sync: ${answer.status} ${JSON.stringify(answer.body)}`);
      await eventually('the reading', async () => (await runs(world, desk.tenantId)) > before, 60_000);
    },
    async payment(transactionId: string): Promise<Payment> {
      return eventually(`payment ${transactionId}`, async () => {
        const [row] =
          await world.owner`select payment_id, status, reason, booking_id, match_confidence from payments where transaction_id = ${transactionId} order by created_at limit 1`;
        return row && (row as unknown as Payment);
      });
    },
    mode: async (mode: 'automated' | 'manual' | 'hybrid' | null) => {
      const asked = await desk.admin.call('PUT', '/admin/config/verification_mode', { value: mode });
      const answer = await approved(world.superUser, desk.tenantId, asked);
      if (answer.status !== 200) throw new Error(`mode: ${answer.status}`);
    },
  };
}
export type Inbox = Awaited<ReturnType<typeof openInbox>>;

/** Readings that have ended. */
async function runs(world: World, tenantId: string): Promise<number> {
  let count = 0;
  const query = `WorkflowType = 'paymentInboxWorkflow' and ExecutionStatus = 'Completed'`;
  for await (const run of world.temporal.workflow.list({ query }))
    if (run.workflowId.startsWith(`payment-inbox:${tenantId}`)) count += 1;
  return count;
}
