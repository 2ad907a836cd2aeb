import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openMatch } from '../../../activities/reconciliation/openMatch.ts';
import { importersOf } from '../../../db/reconciliation/importers.ts';
import { reviewerId } from '../books.ts';
import { arrived, depsOf } from './arrived.ts';
import { type BillingWorld, openBillingWorld } from './billingWorld.ts';
import { decideTask } from './decideTask.ts';

let world: BillingWorld;
let instanceId: string;
beforeAll(async () => {
  world = await openBillingWorld(inject('embeddedUrl'));
  instanceId = (await world.register('home', (await world.licence(world.A)).key)).body.instance_id;
});
afterAll(() => world.stop());

/** A match with the line of a statement that somebody imported, and its task. */
async function imported(client: number, actor: string) {
  const line = { amountMinor: client, reference: `INV-${client}`, actor };
  const match = await arrived(world, instanceId, client, `Firm ${client}`, [(client / 100).toFixed(2)], line);
  const step = await openMatch(depsOf(world))({ tenantId: world.A, processId: match.processId, matchId: match.id });
  if (step.kind !== 'review') throw new Error('nobody is asked');
  return { match, task: step.task };
}

describe('[C-33] who imported a statement', () => {
  it('approves no match that rests on its lines, and may refuse it; somebody else may approve it', async () => {
    const reviewer = `user:${await reviewerId(world.db, world.A)}`;
    const { match, task } = await imported(9_601, reviewer);
    const approve = (actor: string) => decideTask(world, match.processId, task, 'approved', { actor });
    await expect(approve(reviewer)).rejects.toThrow('SELF_REVIEW_FORBIDDEN');
    expect(await approve(world.adminA.actor)).toMatch(/^[0-9a-f-]{36}$/);
    const other = await imported(9_602, reviewer);
    await decideTask(world, other.match.processId, other.task, 'rejected', { actor: reviewer });
  });

  it('nor by an API key of theirs', async () => {
    const person = await reviewerId(world.db, world.A);
    const { match, task } = await imported(9_603, `user:${person}`);
    const [key] = await world.database
      .owner`insert into api_keys (tenant_id, name, prefix, key_hash, scopes, created_by)
      values (${world.A}, 'own', 'cs_own', ${crypto.randomUUID()}, array['review:decide'], ${person}) returning id`;
    const approve = decideTask(world, match.processId, task, 'approved', { actor: `key:${key?.id}` });
    await expect(approve).rejects.toThrow('SELF_REVIEW_FORBIDDEN');
    const careless = world.database
      .owner`update invoice_matches set state = 'approved', decided_by = ${`key:${key?.id}`}, decided_at = now()
      where id = ${match.id}`;
    await expect(careless).rejects.toThrow('approved by who imported its statement');
  });

  it('planted bug: an approval that does not ask is refused by the books; a line of the bank itself has no importer', async () => {
    const reviewer = `user:${await reviewerId(world.db, world.A)}`;
    const { match } = await imported(9_604, reviewer);
    const approve = () => world.database
      .owner`update invoice_matches set state = 'approved', decided_by = ${reviewer}, decided_at = now()
      where id = ${match.id}`;
    await expect(approve()).rejects.toThrow('approved by who imported its statement');
    await world.database
      .owner`update bank_transactions set imported_by = '{}' where id in (select bank_transaction_id from invoice_match_payments
      where match_id = ${match.id})`;
    expect(await world.db.withTenant(world.A, (tx) => importersOf(tx, match.id))).toEqual([]);
    await approve();
  });
});
