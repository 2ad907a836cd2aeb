import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiClient } from '../../../cli/apiClient.ts';
import { eventually, openWorld, type World } from '../world.ts';

let world: World;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

interface Mine {
  disputes: { case_id: string; text: string; tone: string; disputed_minor: number; refunded_minor: number | null }[];
  next_cursor: string | null;
}

/** A customer of the default tenant under an address, signed in with the demo customer's password. */
async function customer(email: string, address: 'proved' | 'unproved' | 'invited') {
  const known = world.run.logins.find((login) => login.role === 'user');
  if (!known) throw new Error('no demo customer');
  await world.owner`insert into users (tenant_id, email, display_name, password_hash, roles, address)
    select tenant_id, ${email}, 'Customer', password_hash, array['user'], ${address} from users where email = ${known.email}`;
  return apiClient(world.run.api, { ...known, email });
}
const mine = async (who: Awaited<ReturnType<typeof customer>>) => (await who.get<Mine>('/my/disputes')).body;

describe('a customer’s own disputes', () => {
  it('stand where they are, from looked at to paid back, and nobody else sees them', async () => {
    const prepared = await world.prepare('mine');
    const address = `${prepared.demo.name}@customer.example`.toLowerCase();
    const [owner, other] = [
      await customer(address, 'proved'),
      await customer(`other-${prepared.caseId.toLowerCase()}@customer.example`, 'proved'),
    ];
    const run = await world.start(prepared);
    const task = await world.task(prepared.caseId);
    const ofCase = async () => (await mine(owner)).disputes.find((row) => row.case_id === prepared.caseId);
    expect(await ofCase()).toMatchObject({
      tone: 'info',
      text: 'A person checks it',
      refunded_minor: null,
    });
    await world.decide(task, { decision: 'approved' });
    await world.ended(run);
    const paid = await eventually('paid back', async () => {
      const row = await ofCase();
      return row?.refunded_minor !== null && row;
    });
    expect(paid).toMatchObject({ tone: 'good', text: 'Paid back: $45.00', refunded_minor: 4500 });
    expect((await mine(other)).disputes).toEqual([]);
    const asText = JSON.stringify(await mine(owner));
    for (const secret of ['confidence', 'llm', 'reviewer', 'ch_']) expect(asText).not.toContain(secret);
    const again = await world.reviewer.get<Mine>('/my/disputes');
    expect(again.body.disputes).toEqual([]);
  });

  it('an address that nobody has proved gives no access, whoever signs up with it', async () => {
    const prepared = await world.prepare('stolen');
    await world.start(prepared);
    await world.task(prepared.caseId);
    const address = `${prepared.demo.name}@customer.example`.toLowerCase();
    const thief = await customer(address, 'unproved');
    expect(await mine(thief)).toMatchObject({ disputes: [], next_cursor: null });
    await world.owner`update users set address = 'proved' where email = ${address}`;
    expect((await mine(thief)).disputes.map((row) => row.case_id)).toContain(prepared.caseId);
  });

  it('pages go through all of them once', async () => {
    const prepared = await world.prepare('paged');
    const address = `${prepared.demo.name}@customer.example`.toLowerCase();
    const who = await customer(address, 'proved');
    const runs = [prepared, await world.prepare('paged-2'), await world.prepare('paged-3')];
    for (const each of runs) {
      await world.start(each);
      await world.task(each.caseId);
      // Three cases of one person.
      await world.owner`update workflow_states set crm_data = jsonb_set(crm_data, '{dispute,contactEmail}', to_jsonb(${address}::text))
        where case_id = ${each.caseId}`;
    }
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { body: Mine } = await who.get<Mine>(`/my/disputes?limit=1${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.body.disputes.map((row) => row.case_id));
      cursor = page.body.next_cursor;
    }
    expect(seen).toEqual(runs.map((each) => each.caseId).toReversed());
  });
});
