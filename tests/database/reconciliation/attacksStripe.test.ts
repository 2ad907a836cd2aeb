import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { withDisputes } from '../../../activities/reconciliation/readStripeList.ts';
import type { RequestContext } from '../../../api/http/route.ts';
import { stripeConnectWebhookRoutes } from '../../../api/reconciliation/stripeConnectWebhook.ts';
import { assertSameChange } from '../../../books/operations/createProcess.ts';
import { startStripeConnection } from '../../../books/reconciliation/startStripeRun.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import { readEach } from '../../../providers/stripe/payments.ts';
import { type MatchWorld, openMatchWorld } from './matchWorld.ts';

const SECRET = 'whsec_of_this_test';
const stripe = new Stripe('sk_unused');
let world: MatchWorld;
beforeAll(async () => {
  world = await openMatchWorld(inject('embeddedUrl'));
  await world.owner`update stripe_connections set livemode = true`;
});
afterAll(() => world.end());

const connection = (tenantId: string) => world.of(tenantId).stripe;
const statusOf = async (tenantId: string) =>
  (await world.owner`select status from stripe_connections where id = ${connection(tenantId).id}`)[0]?.status;
const event = (over: object = {}) => ({
  id: `evt_${crypto.randomUUID()}`,
  object: 'event',
  type: 'account.application.deauthorized',
  account: connection(A).accountId,
  livemode: true,
  created: Math.floor(Date.now() / 1000),
  data: { object: { id: 'ca_1', object: 'application' } },
  ...over,
});
/** Sends an event with a signature, which may be of other bytes, another secret or another time. */
async function send(
  given: object,
  over: { secret?: string; signed?: object; timestamp?: number; header?: string } = {},
) {
  const header =
    over.header ??
    stripe.webhooks.generateTestHeaderString({
      payload: JSON.stringify(over.signed ?? given),
      secret: over.secret ?? SECRET,
      timestamp: over.timestamp ?? Math.floor(Date.now() / 1000),
    });
  const [route] = stripeConnectWebhookRoutes({ db: world.db, stripeConnectSecret: SECRET });
  const context = { requestId: 'r', rawBody: Buffer.from(JSON.stringify(given)), header: () => header };
  try {
    const reply = await route?.handle(context as unknown as RequestContext, null, {} as never);
    return reply?.status;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('[PY-STR-05] [H-25] events of connected accounts that are not what they say', () => {
  it.each([
    ['of another secret', {}, { secret: 'whsec_other' }],
    ['whose body was changed', {}, { signed: { other: 1 } }],
    ['ten minutes old', {}, { timestamp: Math.floor(Date.now() / 1000) - 600 }],
    ['without a signature', {}, { header: '' }],
  ])('one %s is refused, and ends no access', async (_how, over, signed) => {
    expect(await send(event(over), signed)).toBe('INVALID_SIGNATURE');
    expect(await statusOf(A)).toBe('active');
  });

  it('one of the test mode, or of an account that nobody reads, ends no access; the right one ends one', async () => {
    expect(await send(event({ livemode: false }))).toBe(200);
    expect(await send(event({ account: 'acct_nobody' }))).toBe(200);
    expect([await statusOf(A), await statusOf(B)]).toEqual(['active', 'active']);
    expect(await send(event({ account: connection(B).accountId, livemode: undefined }))).toBe(200);
    expect([await statusOf(A), await statusOf(B)]).toEqual(['active', 'disconnected']);
  });
});

describe('[PY-STR-02] what Stripe lists', () => {
  it('a payment that was disputed again counts as disputed, whatever became of the first dispute', async () => {
    const asked: unknown[] = [];
    const list = async (request: unknown) => {
      asked.push(request);
      return { data: [{ id: 'dp_2', status: 'needs_response' }] };
    };
    const told = [
      { stripeId: 'ch_1', disputed: true },
      { stripeId: 'ch_2', disputed: false },
    ];
    const found = await withDisputes({ client: { disputes: { list } } as unknown as Stripe }, told as never);
    expect(found.map(({ disputeStatus }) => disputeStatus)).toEqual(['needs_response', null]);
    expect(asked).toEqual([{ charge: 'ch_1', limit: 1 }]);
  });

  it('a record of another shape hides no other', () => {
    const read = ({ shape }: { id: string; shape?: { value: number } }) => (shape as { value: number }).value;
    expect(readEach([{ id: 'a', shape: { value: 1 } }, { id: 'b' }, { id: 'c', shape: { value: 3 } }], read)).toEqual({
      facts: [1, 3],
      unreadable: ['b'],
    });
  });

  it('an end that is asked for while a consent runs is not swallowed by its run', async () => {
    const start = (change: 'connect' | 'disconnect') =>
      world.books((tx) => startStripeConnection(tx, { connection: connection(A), change, startedBy: 'test' }));
    const { process } = await start('connect');
    expect((await start('connect')).process.id).toBe(process.id);
    await expect(start('disconnect')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(() => assertSameChange({ process, created: false }, 'connect')).not.toThrow();
  });
});
