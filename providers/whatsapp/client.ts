import { z } from 'zod';
import type { VendorEndpoint } from '../endpoint.ts';
import { retryAfterMs, VendorError } from '../vendorError.ts';

const API_VERSION = 'v26.0';
const TIMEOUT_MS = 8_000;

const answer = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) });
const refusal = z.object({ error: z.object({ code: z.number() }) });

/** Codes of the Cloud API after which the same message may be sent again. */
const RETRYABLE = new Set([130429, 131056, 131000, 2, 4, 80007]);

export interface WhatsAppSender {
  readonly mock: boolean;
  /**
   * Sends a text; returns the vendor's message id. `reference` comes back in every status notice. Throws
   * WHATSAPP_UNANSWERED when nobody knows whether it was taken: the vendor knows no idempotency key, so it must not be
   * sent again before its notices were waited for.
   */
  send(to: string, text: string, reference: string): Promise<string>;
}

/** WhatsApp Cloud API. The vendor publishes no library; this is the one call that is needed. */
export function createWhatsAppSender(endpoint: VendorEndpoint, phoneNumberId: string): WhatsAppSender {
  return {
    mock: endpoint.mock,
    async send(to, text, reference) {
      let response: Response;
      try {
        response = await fetch(`${endpoint.baseUrl}/${API_VERSION}/${phoneNumberId}/messages`, {
          method: 'POST',
          headers: { authorization: `Bearer ${endpoint.credential}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            messaging_product: 'whatsapp',
            recipient_type: 'individual',
            to,
            type: 'text',
            text: { body: text },
            biz_opaque_callback_data: reference,
          }),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
      } catch {
        throw new VendorError('whatsapp', 'WHATSAPP_UNANSWERED', 'blocked');
      }
      const body: unknown = await response.json().catch(() => null);
      if (response.ok) {
        const parsed = answer.safeParse(body);
        if (!parsed.success) throw new VendorError('whatsapp', 'WHATSAPP_UNANSWERED', 'blocked');
        return parsed.data.messages[0]?.id ?? '';
      }
      const code = refusal.safeParse(body).data?.error.code ?? 0;
      if (response.status === 429 || RETRYABLE.has(code))
        throw new VendorError(
          'whatsapp',
          'WHATSAPP_RATE_LIMITED',
          'retryable',
          retryAfterMs(response.headers.get('retry-after')),
        );
      // A server error may come before or after the message was taken.
      if (response.status >= 500) throw new VendorError('whatsapp', 'WHATSAPP_UNANSWERED', 'blocked');
      throw new VendorError('whatsapp', code === 190 ? 'WHATSAPP_CREDENTIALS' : `WHATSAPP_REFUSED_${code}`, 'terminal');
    },
  };
}
