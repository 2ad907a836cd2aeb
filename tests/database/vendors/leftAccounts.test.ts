import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { fetchPayments } from '../../../activities/disputes/fetchPayments.ts';
import { purgeExpired } from '../../../activities/operations/purgeExpired.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import { type AccountWorld, code, openAccountWorld } from '../accountWorld.ts';

const SECRET = 'whsec_of_globex_only';

let world: AccountWorld;
beforeAll(async () => {
  world = await openAccountWorld(inject('embeddedUrl'));
  await world.connectAll(SECRET);
});
afterAll(() => world.stop());

describe('an account that was left', () => {
  it('after it is left its credential is forgotten, its events are still checked, and a run waits instead of being lost', async () => {
    await world.sandbox.put('stripe', 'charge', [{ id: 'ch_BACK', amount: 6000 }], 'globex');
    const command = await world.intendRefund(B, 'BACK');
    const sent = await world.send(B, command.id);
    if (sent.kind !== 'applied') throw new Error(sent.kind);
    await world.database
      .owner`update processes set status = 'closed', closed_at = now() where id = ${command.processId}`;
    await world.database.owner`update reconciliation_items set explained_at = now() where tenant_id = ${B}`;
    const left = await world.disconnect(world.adminB, 'stripe');
    expect([left.status, left.body.status, left.body.account]).toEqual([200, 'none', null]);
    expect((await world.disconnect(world.adminB, 'stripe')).status).toBe(200);
    expect(await code(world.vendors.stripe(B))).toBe('INTEGRATION_NOT_CONFIGURED');
    expect(
      await world.database
        .owner`select 1 from vendor_accounts where credential is not null and state in ('left', 'ended')`,
    ).toEqual([]);
    const [row] = await world.database.owner`select webhook_secret from vendor_accounts where state = 'left'`;
    expect(row?.webhook_secret).toMatch(/^v1:/);
    const [made] = await world.database.owner`select * from money_commands where id = ${command.id}`;
    const back = (id: string) => ({
      id,
      object: 'event',
      type: 'refund.failed',
      created: Math.floor(Date.now() / 1000),
      data: { object: { object: 'refund', id: made?.vendor_id, status: 'failed', metadata: {} } },
    });
    const own = '/webhooks/stripe/:account_id';
    expect(await world.hook(own, 'acct_globex', back('evt_forged'), 'whsec_of_somebody')).toBe('INVALID_SIGNATURE');
    const again = () => world.database.owner`select id from processes where started_by = 'stripe' and tenant_id = ${B}`;
    expect(await again()).toHaveLength(0);
    expect(await world.hook(own, 'acct_globex', back('evt_left'), SECRET)).toBe('taken');
    const [begun] = await again();
    // Nothing can be read there any more, so the run that the event starts gives its case to a person.
    const fetch = fetchPayments({ db: world.database.db, ...world.vendors });
    const wanted = { tenantId: B, processId: String(begun?.id), requestId: 'r', caseId: 'BACK', customerId: 'ACC' };
    expect(await code(fetch(wanted))).toBe('INTEGRATION_NOT_CONFIGURED');
  });

  it('who had an account before is told of its own refunds only, also where the next one has the same secret', async () => {
    for (const secret of [SECRET, 'whsec_of_the_next']) {
      const asked = await world.connect(world.adminA, 'stripe', 'sk_test_globex', {
        webhook_secret: secret,
        other_account: true,
      });
      expect([asked.status, asked.code]).toEqual([202, null]);
      expect((await world.approve(A, asked.body.waiting.change_id)).status).toBe(200);
      const tell = (name: string, refundId: string, by: string) =>
        world.hook(
          '/webhooks/stripe/:account_id',
          'acct_globex',
          {
            id: name,
            object: 'event',
            type: 'refund.failed',
            created: Math.floor(Date.now() / 1000),
            data: { object: { object: 'refund', id: refundId, status: 'failed', metadata: {} } },
          },
          by,
        );
      const [made] = await world.database.owner`select vendor_id from money_commands where payee = 'ch_BACK'`;
      const kept = async (name: string) =>
        (await world.database.owner`select tenant_id from webhook_events where event_id = ${name}`).map(
          (row) => row.tenant_id,
        );
      expect(await tell(`evt_old_${secret}`, String(made?.vendor_id), SECRET)).toBe('taken');
      expect(await kept(`evt_old_${secret}`)).toEqual([B]);
      expect(await tell(`evt_new_${secret}`, 're_of_nobody', secret)).toBe('taken');
      expect(await kept(`evt_new_${secret}`)).toEqual([A]);
      expect((await world.disconnect(world.adminA, 'stripe')).status).toBe(200);
    }
  });

  it('after 180 days the secret is forgotten as well; of an account that was left nothing else changes before', async () => {
    const change = (set: string) =>
      world.database.app.begin(async (tx) => {
        await tx.unsafe(`select set_config('app.tenant_id', '${B}', true)`);
        await tx.unsafe(`update vendor_accounts set ${set} where state = 'left'`);
      });
    await expect(change(`state = 'connected', ended_at = null, credential = 'x'`)).rejects.toThrow(/was left/);
    await expect(change(`ended_at = now()`)).rejects.toThrow(/was left/);
    await expect(change(`account_id = 'other'`)).rejects.toThrow(/fixed/);
    const purge = purgeExpired({ db: world.database.db });
    const age = (days: number) =>
      world.database.owner.begin(async (tx) => {
        await tx`alter table vendor_accounts disable trigger guard_vendor_account`;
        await tx`update vendor_accounts set ended_at = now() - make_interval(days => ${days}) where state = 'left' and tenant_id = ${B}`;
        await tx`alter table vendor_accounts enable trigger guard_vendor_account`;
      });
    await age(179);
    expect(await purge({ tenantId: B })).toMatchObject({ vendor_webhook_secrets: 0 });
    await age(181);
    expect(await purge({ tenantId: B })).toMatchObject({ vendor_webhook_secrets: 1 });
    expect(
      await world.hook(
        '/webhooks/stripe/:account_id',
        'acct_globex',
        { id: 'e', object: 'event', type: 'charge.updated', data: { object: {} } },
        'whsec_of_the_next',
      ),
    ).toBe('taken');
    await world.database.owner`update vendor_accounts set state = 'ended', webhook_secret = null where state = 'left'`;
    expect(
      await world.hook(
        '/webhooks/stripe/:account_id',
        'acct_globex',
        { id: 'f', object: 'event', type: 'charge.updated', data: { object: {} } },
        'whsec_of_the_next',
      ),
    ).toBe('INVALID_SIGNATURE');
  });

  it('connected again with another secret, the one that was left with speaks for it no more', async () => {
    const connectWith = async (secret: string) => {
      const asked = await world.connect(world.adminB, 'stripe', 'sk_test_globex', { webhook_secret: secret });
      expect((await world.approve(B, asked.body.waiting.change_id)).status).toBe(200);
    };
    const tell = (secret: string) =>
      world.hook(
        '/webhooks/stripe/:account_id',
        'acct_globex',
        {
          id: 'evt_again',
          object: 'event',
          type: 'charge.updated',
          created: 1,
          data: { object: { object: 'charge' } },
        },
        secret,
      );
    await connectWith('whsec_that_leaked');
    expect((await world.disconnect(world.adminB, 'stripe')).status).toBe(200);
    expect(await tell('whsec_that_leaked')).toBe('taken');
    await connectWith('whsec_made_anew');
    expect([await tell('whsec_that_leaked'), await tell('whsec_made_anew')]).toEqual(['INVALID_SIGNATURE', 'taken']);
  });
});
