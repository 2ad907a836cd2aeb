import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MONEY_AUDITS } from '../../../db/money/audits.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { openRehearsal, type Rehearsal } from '../rehearsal.ts';

let world: Rehearsal;
beforeAll(async () => {
  world = await openRehearsal(inject('embeddedUrl'));
});
afterAll(() => world.end());

const WHY = 'Checked with the bank, the customer is right.';
const found = async () => {
  const names = [];
  for (const { name, sql } of MONEY_AUDITS) if ((await world.owner.unsafe(sql)).length > 0) names.push(name);
  return names;
};

async function paid(label: string, charge: object = {}, overrideReason?: string) {
  const customerId = `ACC-${label}`;
  const own = { id: `ch_${label}`, amount: 6000, currency: 'usd', customer: customerId };
  const { scope, opened } = await world.bring({
    caseId: `CASE-${label}`,
    customerId,
    charges: [
      { ...own, ...charge },
      { ...own, id: `ch_${label}_2`, created: 1 },
    ],
  });
  const admitted = await world.decide(
    scope,
    opened ?? { taskId: '', shownHash: '' },
    overrideReason ? { overrideReason } : {},
  );
  const decisionId = admitted.ok ? admitted.decisionId : '';
  expect(await world.refund(scope, decisionId)).toMatchObject({ kind: 'applied' });
  await world.books.storeResults({ ...scope, outcome: 'refunded' });
  return { scope, decisionId, chargeId: own.id };
}

describe('what the auditor asks of the books of money', () => {
  it('finds nothing after refunds, an override, a failure and a second payment', async () => {
    await paid('a');
    await paid('b', { customer: 'ACC-OTHER' }, WHY);
    const { chargeId } = await paid('c');
    const [refund] = await world.refundsOf(chargeId);
    await world.sandbox.put('stripe', 'refund_failure', [{ id: refund?.id }]);
    expect(await found()).toEqual([]);
  });

  it('planted bugs: each break is found by the question about it', async () => {
    const one = await paid('d');
    const other = await paid('e');
    const breaks: [RegExp, string, string][] = [
      [
        /another amount/,
        `update money_commands set amount_minor = 1 where decision_id = '${one.decisionId}'`,
        'money_commands',
      ],
      [
        /was not shown/,
        `update money_commands set payee = 'ch_never' where decision_id = '${one.decisionId}'`,
        'money_commands',
      ],
      [
        /another customer/,
        `update workflow_states set payment_data = jsonb_set(payment_data, '{charges,0,customerId}', '"ACC-THIEF"') where process_id = '${one.scope.processId}'`,
        'workflow_states',
      ],
      [
        /never captured/,
        `update workflow_states set payment_data = jsonb_set(payment_data, '{charges,0,captured}', 'false') where process_id = '${one.scope.processId}'`,
        'workflow_states',
      ],
      [
        /paid twice/,
        `update workflow_states set case_id = 'CASE-d' where process_id = '${other.scope.processId}'`,
        'workflow_states',
      ],
      [
        /under two ids/,
        `update workflow_states set crm_data = jsonb_set(crm_data, '{dispute,caseId}', '"CASE-d"') where process_id = '${other.scope.processId}'`,
        'workflow_states',
      ],
      [
        /not what its commands say/,
        `update money_exposures set applied_minor = 0 where key like '%ch_d'`,
        'money_exposures',
      ],
      [
        /another story/,
        `update money_commands set failed_later_at = now() where decision_id = '${one.decisionId}'`,
        'money_commands',
      ],
      [
        /nobody was asked/,
        `insert into webhook_events (tenant_id, provider, event_id, type, object_id) select '${TENANT}', 'stripe', 'evt_lost', 'refund.failed', vendor_id from money_commands where decision_id = '${one.decisionId}' and leg = 'refund'`,
        'webhook_events',
      ],
      [
        /simulated/,
        `update workflow_states set mock = false where process_id = '${one.scope.processId}'`,
        'workflow_states',
      ],
    ];
    for (const [name, statement, table] of breaks) {
      await world.owner
        .begin(async (tx) => {
          await tx.unsafe(`alter table ${table} disable trigger user`);
          await tx.unsafe(statement);
          const query = MONEY_AUDITS.find((audit) => name.test(audit.name));
          expect((await tx.unsafe(query?.sql ?? '')).length, String(name)).toBeGreaterThan(0);
          throw new Error('undo');
        })
        .catch((error: Error) => {
          if (error.message !== 'undo') throw error;
        });
    }
    expect(await found()).toEqual([]);
  });
});
