import { describe, expect, it } from 'vitest';
import { readConnectEvent } from './webhook.ts';

const event = (type: string, object: object) => ({ id: 'evt_1', type, account: 'acct_1', data: { object } });

describe('[PY-STR-03] an event of a connected account', () => {
  it.each([
    ['charge.succeeded', { object: 'charge', id: 'ch_1' }, 'charge:ch_1'],
    ['refund.updated', { object: 'refund', id: 're_1', charge: 'ch_1' }, 'charge:ch_1'],
    ['charge.dispute.created', { object: 'dispute', id: 'dp_1', charge: { id: 'ch_1' } }, 'charge:ch_1'],
    ['payment_intent.succeeded', { object: 'payment_intent', id: 'pi_1', latest_charge: 'ch_1' }, 'charge:ch_1'],
    ['payment_intent.created', { object: 'payment_intent', id: 'pi_1', latest_charge: 'ch_1' }, null],
    ['payout.paid', { object: 'payout', id: 'po_1' }, 'payout:po_1'],
    ['account.application.deauthorized', { object: 'application', id: 'ca_1' }, 'account:'],
    ['customer.created', { object: 'customer', id: 'cus_1' }, null],
    ['refund.created', { object: 'refund', id: 're_1', charge: null }, null],
  ])('%s of %j names %s', (type, object, objectId) => {
    expect(readConnectEvent(event(type, object))?.objectId).toBe(objectId);
  });

  it('is none without an account, or of another shape', () => {
    expect([
      readConnectEvent({ ...event('x', {}), account: undefined }),
      readConnectEvent(null),
      readConnectEvent([]),
    ]).toEqual([null, null, null]);
  });
});
