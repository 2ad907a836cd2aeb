import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type AccountWorld, openAccountWorld } from '../accountWorld.ts';

const SECRET = 'whsec_of_globex_only';
let world: AccountWorld;
beforeAll(async () => {
  world = await openAccountWorld(inject('embeddedUrl'));
  await world.connectAll(SECRET);
});
afterAll(() => world.stop());

const failed = { object: 'refund', id: 're_1', status: 'failed', metadata: {} };
const event = (over: object, object: unknown = failed) => ({
  id: 'evt_1',
  object: 'event',
  type: 'refund.failed',
  created: Math.floor(Date.now() / 1000),
  data: { object },
  ...over,
});

describe('an event that is signed and is none of the vendor, whose secret its tenant knows', () => {
  it.each<[string, unknown]>([
    ['no data', event({ data: null })],
    ['no object', event({}, null)],
    ['a text for data', event({ data: 'x' })],
    ['no id', event({ id: undefined })],
    ['an id that is an object', event({ id: { a: 1 } })],
    ['an id with NUL', event({ id: 'evt\u0000' })],
    ['a refund id with NUL', event({}, { ...failed, id: 're_\u0000' })],
    ['a refund id that is a list', event({}, { ...failed, id: ['re_1', 're_2'] })],
    ['a refund id of 300,000 letters', event({}, { ...failed, id: 'r'.repeat(300_000) })],
    ['metadata that is a text', event({}, { ...failed, metadata: 'x' })],
    ['a key that is an object', event({}, { ...failed, metadata: { business_key: { a: 1 } } })],
    ['a type of 300,000 letters', event({ type: 't'.repeat(300_000) })],
    ['a text for its time', event({ created: 'x' })],
    ['a list', []],
    ['a number', 7],
  ])('%s', async (_name, body) => {
    expect(await world.hook('/webhooks/stripe/:account_id', 'acct_globex', body as object, SECRET)).toBe(
      'VALIDATION_FAILED',
    );
    expect(await world.database.owner`select 1 from webhook_events`).toEqual([]);
  });

  it('one in the shape of the vendor is taken, with what is not read left out', async () => {
    const path = '/webhooks/stripe/:account_id';
    expect(await world.hook(path, 'acct_globex', event({ more: [1] }, { ...failed, charge: { x: 1 } }), SECRET)).toBe(
      'taken',
    );
    expect(await world.hook(path, 'acct_globex', event({ id: 'evt_2' }, { object: 'charge' }), SECRET)).toBe('taken');
    const kept = await world.database.owner`select event_id, object_id from webhook_events`;
    expect(kept).toEqual([{ event_id: 'evt_1', object_id: 're_1' }]);
  });
});
