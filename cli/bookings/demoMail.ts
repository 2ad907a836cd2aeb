import type { DemoDeps } from '../../api/bookings/demoRoutes.ts';

/** Puts payment mails into inboxes of the sandbox. */
export const demoMailSender =
  (sandboxUrl: string): NonNullable<DemoDeps['sendPaymentMail']> =>
  async ({ mailbox, authenticated, ...fields }) => {
    const { FAILED, PASSED, paymentMail, paymentText } = await import('./paymentMail.ts');
    const { sandboxClient } = await import('../demo/sandboxClient.ts');
    const results = [authenticated ? PASSED : FAILED];
    const raw = paymentMail({ text: paymentText(fields), results, to: mailbox });
    const record = { mailbox, raw: Buffer.from(raw, 'latin1').toString('base64url') };
    await sandboxClient(sandboxUrl).put('gmail', 'message', [record]);
  };
