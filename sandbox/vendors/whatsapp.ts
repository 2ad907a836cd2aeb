import { createHmac, randomBytes } from 'node:crypto';
import express, { type Router } from 'express';
import { edge, requestText, takeFault } from '../faults.ts';
import type { SandboxStore } from '../store.ts';

interface Sent {
  to: string;
  text: { body: string };
  biz_opaque_callback_data?: string;
}

const refusal = (code: number, message: string) => ({
  error: { message, type: 'OAuthException', code, fbtrace_id: randomBytes(6).toString('hex') },
});

/** Where signed status notices go; the vendor repeats them and knows no order. */
export interface NoticeTarget {
  url: string | undefined;
  secret: string;
}

async function notify(target: NoticeTarget, id: string, to: string, reference: string, status: string): Promise<void> {
  if (!target.url) return;
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '0',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550000000', phone_number_id: 'sandbox' },
              statuses: [
                {
                  id,
                  status,
                  timestamp: String(Math.floor(Date.now() / 1000)),
                  recipient_id: to.replaceAll(/\D/g, ''),
                  biz_opaque_callback_data: reference,
                },
              ],
            },
          },
        ],
      },
    ],
  });
  const signature = `sha256=${createHmac('sha256', target.secret).update(body).digest('hex')}`;
  await fetch(target.url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
  }).catch(() => undefined);
}

/** WhatsApp's Cloud API as far as messages are sent, below /whatsapp. */
export function whatsAppRouter(store: SandboxStore, target: NoticeTarget): Router {
  const router = express.Router();
  router.use(express.json(), edge(store, 'whatsapp'));
  router.post('/:version/:numberId/messages', (request, response) => {
    const sent = request.body as Sent;
    const text = requestText(request);
    const line = `POST ${request.path}`;
    if (takeFault(store, 'whatsapp', line, text, ['window_closed']))
      return void response.status(400).json(refusal(131047, 'Re-engagement message'));
    if (takeFault(store, 'whatsapp', line, text, ['undeliverable']))
      return void response.status(400).json(refusal(131026, 'Message undeliverable'));
    const id = `wamid.${randomBytes(12).toString('base64url')}`;
    store.atomically(() => {
      store.put('whatsapp', 'message', id, { id, ...sent });
      store.addEffect({
        vendor: 'whatsapp',
        kind: 'message',
        idempotencyKey: sent.biz_opaque_callback_data ?? null,
        businessKey: sent.to,
        amountMinor: null,
        currency: null,
        id,
      });
    });
    response.json({
      messaging_product: 'whatsapp',
      contacts: [{ input: sent.to, wa_id: sent.to.replaceAll(/\D/g, '') }],
      messages: [{ id }],
    });
    const reference = sent.biz_opaque_callback_data ?? '';
    void notify(target, id, sent.to, reference, 'delivered').then(() => notify(target, id, sent.to, reference, 'sent'));
  });
  return router;
}
