import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Answer } from '../routeCaller.ts';
import { dayAgo, openProofWorld, type ProofWorld } from './proofWorld.ts';

let world: ProofWorld;
beforeAll(async () => {
  world = await openProofWorld(inject('embeddedUrl'));
});
afterAll(() => world.stop());

/** The route as the router calls it, with what stands behind the question mark. */
async function ask(who: ProofWorld['adminA'], query: Record<string, string> = {}) {
  const route = world.routes.find(({ path }) => path === '/reconciliation/proof');
  if (!route) throw new Error('no route');
  const parsed = route.query?.safeParse(query);
  if (!parsed?.success) return { status: 422, code: null, body: null } satisfies Answer;
  return (await route.handle({} as never, who as never, { query: parsed.data } as never)) as Answer;
}

describe('[PY-TEN-06] the proof of one organisation', () => {
  it('does not change with what another has, though amounts and references are equal', async () => {
    const before = (await ask(world.adminA)).body;
    expect(before).toMatchObject({ agrees: true, open: 0 });
    await world.owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`insert into bank_accounts (tenant_id, identity_key, name, currency, balance_minor, balance_on, opening_minor, opening_on)
        values (${world.B}, 'b', 'Other', 'USD', 12500, current_date, 0, current_date - 5)`;
      await sql`insert into bank_transactions (tenant_id, account_id, source, status, booked_on, amount_minor, currency, counterparty, reference)
        select tenant_id, id, 'camt', 'posted', current_date - 2, 12500, 'USD', 'GREENLEAF LTD', 'INV-7000' from bank_accounts where tenant_id = ${world.B}`;
    });
    const { as_of: _now, ...after } = (await ask(world.adminA)).body;
    const { as_of: _then, ...first } = before;
    expect(after).toEqual(first);
    const theirs = (await ask(world.adminB)).body;
    expect(theirs.accounts).toMatchObject([{ name: 'Other', difference_minor: 0 }]);
    expect(theirs.findings.map(({ kind }: { kind: string }) => kind)).toEqual([
      'nothing_to_compare',
      'payment_not_matched',
    ]);
  });
});

describe('pages, filters, days and CSV of the residuals', () => {
  it('pages hold every residual once; a kind and what is open can be asked for alone', async () => {
    const due = dayAgo(-20);
    await world.owner`insert into invoices (tenant_id, instance_id, invoice_id, number, client_id, state, currency, total_minor, paid_minor, balance_minor, due_on, seen_at)
      select tenant_id, id, 9000 + n, '=INV-' || n, 7000, 'unpaid', 'USD', 100, 0, 100, case when n <= 60 then current_date - 3 else ${due}::date end, now()
      from whmcs_instances, generate_series(1, 70) n`;
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: Awaited<ReturnType<typeof ask>> = await ask(world.adminA, {
        limit: '25',
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...body.findings.map(({ link }: { link: { id: string } }) => link.id));
      cursor = body.next_cursor;
      expect(body).toMatchObject({ agrees: false, open: 60 });
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([71, 71]);
    const overdue = (await ask(world.adminA, { kind: 'invoice_overdue', limit: '200' })).body;
    expect([overdue.findings.length, overdue.kinds.length]).toEqual([60, 2]);
    const known = (await ask(world.adminA, { open: 'false', limit: '200' })).body;
    expect(known.findings.every(({ open }: { open: boolean }) => !open)).toBe(true);
    expect(known.kinds).toMatchObject([
      { kind: 'invoice_overdue', open: true, count: 60, amounts: [{ currency: 'USD', amount_minor: 6_000 }] },
      { kind: 'invoice_waits', open: false, count: 11, amounts: [{ currency: 'USD', amount_minor: 9_000 }] },
    ]);
  });

  it('whoever asks while a proof is worked out gets that one; afterwards it is worked out anew', async () => {
    const [one, other] = await Promise.all([ask(world.adminA), ask(world.adminA)]);
    expect(one?.body.as_of).toBe(other?.body.as_of);
    expect((await ask(world.adminA)).body.as_of).not.toBe(one?.body.as_of);
    const [mine, theirs] = await Promise.all([ask(world.adminA), ask(world.adminB)]);
    expect(mine?.body.accounts.map(({ name }: { name: string }) => name)).toEqual(['Main …6819']);
    expect(theirs?.body.accounts.map(({ name }: { name: string }) => name)).toEqual(['Other']);
  });

  it('CSV has a row for each, and no cell that a spreadsheet would run', async () => {
    const { body } = await ask(world.adminA, { format: 'csv', kind: 'invoice_overdue' });
    const rows = String(body).split('\r\n');
    expect([rows.length, rows[0]?.startsWith('"kind","what"')]).toEqual([61, true]);
    expect(rows[1]).toMatch(/^"invoice_overdue",.*"Invoice =INV-\d+ of .*",1\.00,"?USD"?,/);
    expect(rows.join('\n')).not.toMatch(/(^|,)"?[=+@]/m);
  });

  it('as of a day that is over; a day that has not begun, a wrong cursor, kind or field are refused', async () => {
    const past = (await ask(world.adminA, { as_of: dayAgo(1) })).body;
    expect(past).toMatchObject({
      day: dayAgo(1),
      accounts: [{ computed_minor: 124_500, told_minor: 124_500, difference_minor: 0 }],
    });
    expect(past.accounts[0].places.map(({ place }: { place: string }) => place)).toEqual([
      'recorded_later',
      'payout',
      'set_aside',
    ]);
    // Nothing was recorded by then.
    expect(past.totals).toEqual([]);
    const early = (await ask(world.adminA, { as_of: dayAgo(9) })).body;
    expect(early).toMatchObject({ agrees: false, accounts: [{ computed_minor: 100_000 }] });
    expect(early.kinds.map(({ kind }: { kind: string }) => kind)).toContain('account_not_told');
    await expect(ask(world.adminA, { as_of: dayAgo(-2) })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    for (const wrong of [
      { as_of: '2026-13-01' },
      { as_of: 'today' },
      { cursor: '-1' },
      { cursor: 'x' },
      { kind: 'x' },
      { limit: '0' },
      { tenant: 'x' },
    ])
      expect((await ask(world.adminA, wrong as never)).status).toBe(422);
  });
});
