import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { matchRoutes } from '../../../api/reconciliation/matchRoutes.ts';
import { reconciliationReportRoute } from '../../../api/reconciliation/reportRoute.ts';
import { ruleRoutes } from '../../../api/reconciliation/ruleRoutes.ts';
import { unmatchedRoute } from '../../../api/reconciliation/unmatchedRoute.ts';
import { caller, principalOf } from '../routeCaller.ts';
import { type MatchWorld, openMatchWorld } from './matchWorld.ts';

let world: MatchWorld;
let call: ReturnType<typeof caller>;
let admin: Awaited<ReturnType<typeof principalOf>>;
let stranger: typeof admin;
beforeAll(async () => {
  world = await openMatchWorld(inject('embeddedUrl'));
  const deps = { ...world.deps, sendDecision: async () => ({ kind: 'pending' as const }) };
  call = caller([...matchRoutes(deps), unmatchedRoute(deps), ...ruleRoutes(deps), reconciliationReportRoute(deps)]);
  admin = await principalOf(world.database, 'admin@countersign.example');
  stranger = await principalOf(world.database, 'admin@second.example');
  for (const amountMinor of [41_001, 41_002]) {
    const invoice = await world.invoice({ client: `Firm ${amountMinor}`, balanceMinor: amountMinor });
    await world.line({ amountMinor, counterparty: `Firm ${amountMinor}`, reference: invoice.number });
  }
  await world.line({ amountMinor: 99_999, counterparty: 'Nobody' });
  await world.match();
});
afterAll(() => world.end());

describe('[PY-MATCH-03] [PY-ADM-06] matches over the API', () => {
  it('are listed, shown with both sides and the waterfall, and are not there for another tenant', async () => {
    const first = await call(admin, 'GET /reconciliation/matches');
    const proposed = { status: 'proposed', confidence: 100 };
    expect(first.body).toMatchObject({ count: 2, matches: [proposed, proposed], next_cursor: null });
    const at = { match_id: first.body.matches[0].match_id };
    const one = await call(admin, 'GET /reconciliation/matches/:match_id', at);
    expect(one.body).toMatchObject({
      payments: [{ side: 'bank' }],
      invoices: [{ currency: 'USD' }],
      explanation: { total: 100 },
      scored_by: 'The rules that are shipped',
      waterfall: [{ what: 'Amount', verdict: 'Agrees', points: 40 }, {}, {}, {}],
    });
    expect(one.body.title).toMatch(/^Firm 4100\d paid \$410\.0\d, invoice INV-/);
    expect((await call(stranger, 'GET /reconciliation/matches/:match_id', at)).code).toBe('NOT_FOUND');
    expect((await call(stranger, 'POST /reconciliation/matches/:match_id/approve', at, {})).code).toBe('NOT_FOUND');
  });

  it('what waits has a reason, an age and whose turn it is', async () => {
    const waits = await call(admin, 'GET /reconciliation/unmatched');
    expect(waits.body.items).toMatchObject([
      {
        name: 'Nobody',
        amount_minor: 99_999,
        owner_text: 'Whoever writes invoices',
        wait: 'expected',
        reason: 'no_invoice_yet',
        owner: 'billing',
        reason_text: 'No open invoice fits this payment so far',
      },
    ]);
  });
});

describe('[PY-ADM-03] the report', () => {
  it('counts what was proposed and approved by side and currency, who approved it, and what waits', async () => {
    const [first] = await world.matches();
    await world.owner`update invoice_matches set state = 'approved', decided_by = 'rules', decided_at = now() where id = ${first?.id ?? ''}`;
    const { body } = await call(admin, 'GET /admin/reports/reconciliation');
    expect(body.lines).toEqual([
      {
        side: 'bank',
        currency: 'USD',
        matched: 1,
        matched_minor: first?.amountMinor,
        approved_by_rules: 1,
        auto_approve_rate: 1,
        proposed: 1,
        rejected: 0,
      },
    ]);
    expect(body.days).toMatchObject([{ currency: 'USD', matched: 1, proposed: 1, matched_minor: first?.amountMinor }]);
    expect(body.unmatched).toContainEqual({ side: 'bank', wait: 'expected', count: 1 });
    const other = await call(stranger, 'GET /admin/reports/reconciliation');
    expect(other.body.lines).toEqual([]);
  });
});

describe('[PY-MATCH-01] rules over the API', () => {
  it('a change narrows at once; one that lets the machine approve more waits; a dry run keeps nothing', async () => {
    const { body } = await call(admin, 'GET /reconciliation/rules');
    expect(body).toMatchObject({ active: { version: 0, active: true }, versions: [] });
    await world.line({ amountMinor: 41_003, counterparty: 'Firm 41003' });
    await world.invoice({ client: 'Firm 41003', balanceMinor: 41_003 });
    const rules = { ...body.active.rules, store: 100 };
    const dry = await call(admin, 'POST /reconciliation/rules/dry-run', {}, { rules });
    expect(dry.body).toMatchObject({
      changed: 1,
      counts: { before: { review: 1 }, after: { review: 0 } },
      changes: [{ payer: 'Firm 41003', amount_minor: 41_003 }],
    });
    expect(dry.body.changes[0].before_text).toMatch(/^Proposed to a person: invoice INV-/);
    expect(dry.body.changes[0].after_text).toMatch(/^Not matched: /);
    const changed = await call(admin, 'PATCH /reconciliation/rules', {}, { from_version: 0, store: 70 });
    expect([changed.status, changed.body.version, changed.body.rules.store]).toEqual([200, 1, 70]);
    expect((await call(admin, 'PATCH /reconciliation/rules', {}, { from_version: 0, store: 71 })).code).toBe(
      'PRECONDITION_FAILED',
    );
    const wide = { ...changed.body.rules, auto: { ...rules.auto, on: true } };
    expect((await call(admin, 'POST /reconciliation/rules', {}, { from_version: 1, rules: wide })).status).toBe(202);
    const after = await call(admin, 'GET /reconciliation/rules');
    expect(after.body.active).toMatchObject({ version: 1, rules: { auto: { on: false } } });
  });
});
