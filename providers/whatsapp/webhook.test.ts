import { describe, expect, it } from 'vitest';
import { deliveryNotices } from './webhook.ts';

const body = (...entry: unknown[]) => Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }));
const change = (statuses: unknown) => ({ field: 'messages', value: { statuses } });

describe('notices of a webhook', () => {
  it('one that is not known, or is empty, hides no other', () => {
    const known = { id: 'wamid.1', status: 'delivered', biz_opaque_callback_data: 't:n' };
    const raw = body(
      null,
      { changes: null },
      { changes: [null, { value: null }, change(null), change(undefined)] },
      {
        changes: [
          change([
            { id: 'wamid.0', status: 'deleted' },
            null,
            { id: null, status: 'sent' },
            known,
            { id: 'wamid.2', status: 'failed', biz_opaque_callback_data: null },
          ]),
        ],
      },
    );
    expect(deliveryNotices(raw)).toEqual([
      { messageId: 'wamid.1', status: 'delivered', reference: 't:n' },
      { messageId: 'wamid.2', status: 'failed', reference: '' },
    ]);
  });

  it('a body that is no webhook is told from one without notices', () => {
    for (const text of ['', 'x', 'null', '[]', '{}', '{"entry":null}'])
      expect(deliveryNotices(Buffer.from(text)), text).toBeNull();
    expect(deliveryNotices(body({ changes: [{ value: { messages: [] } }] }))).toEqual([]);
  });
});
