import { describe, expect, it } from 'vitest';
import { eventually } from '../../system/world.ts';
import { newContext, signedIn } from '../browser.ts';
import { emptyInbox, fillInbox, missingBrowser, openDesk, rowOf } from '../desk.ts';

const desk = openDesk();

describe.skipIf(missingBrowser !== null)('[H-11] bulk decisions in a real Chromium', () => {
  it('preview with totals and outliers, then every task goes through its own review, with a receipt', async () => {
    const { world } = desk;
    const prepared = await Promise.all(Array.from({ length: 4 }, (_, index) => world.prepare(`bulk-${index}`)));
    for (const each of prepared) await world.start(each);
    const tasks = await Promise.all(prepared.map((each) => world.task(each.caseId)));
    const label = prepared[0]?.caseId.slice(0, -1) ?? '';
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), `reviews?search=${label}`);
    for (const each of prepared) await rowOf(page, each.caseId).locator('..').getByRole('checkbox').check();
    // Somebody else is faster with one of them while the preview stands.
    await page.getByRole('button', { name: 'Approve …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^4 tasks/).waitFor();
    expect(await dialog.locator('.bulk-total').textContent()).toContain('180.00');
    const [taken] = tasks;
    if (!taken) throw new Error('no task');
    await world.decide(taken, { decision: 'rejected' }, world.reviewer2);
    await dialog.getByRole('button', { name: 'Approve 4 tasks' }).click();
    await page.getByText('4 of 4 settled').waitFor({ timeout: 30_000 });
    await page.getByText('Decided already').first().waitFor();
    const outcomes = await page.locator('.outcomes').textContent();
    expect(outcomes).toMatch(/Decided: 3/);
    expect(outcomes).toMatch(/Decided already: 1/);
    for (const [index, each] of prepared.entries())
      await eventually(
        'the refunds',
        async () => (await world.refundsOf(each.chargeId)).length === (index === 0 ? 0 : 1),
      );
    await context.close();
  });

  it('abort in the middle: what is decided stays decided, the rest stays open, and both are on the receipt', async () => {
    const { world } = desk;
    const prepared = await world.prepare('bulk-abort');
    await world.start(prepared);
    const real = await world.task(prepared.caseId);
    // Tasks whose run is lost are never answered: the bulk decision waits on them until it is aborted.
    const label = await fillInbox(desk, 60);
    const rows =
      await world.owner`select id from review_tasks where subject like ${`${label}%`} order by priority desc`;
    const preview = await world.reviewer.post<{ bulk_id: string; preview_hash: string; total: number }>(
      '/bulk-decisions',
      {
        decision: 'approved',
        task_ids: [real.task_id, ...rows.map((row) => String(row.id))],
      },
    );
    expect(preview.body.total).toBe(61);
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), 'bulk');
    await world.reviewer.post(`/bulk-decisions/${preview.body.bulk_id}/start`, {
      preview_hash: preview.body.preview_hash,
    });
    // By its own address: the first of the list is the bulk decision of an earlier test until this one is begun.
    await page.locator(`a[href$="/bulk/${preview.body.bulk_id}"]`).click();
    await page.getByText('1 of 61 settled').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Abort' }).click();
    await page.getByText('Stopped', { exact: true }).waitFor({ timeout: 60_000 });
    expect(await page.locator('.outcomes').textContent()).toMatch(
      /Decided: 1[\s\S]*Not decided yet: 60|Not decided yet: 60[\s\S]*Decided: 1/,
    );
    await eventually('one refund', async () => (await world.refundsOf(prepared.chargeId)).length === 1);
    const [run] =
      await world.owner`select p.status from processes p join bulk_decisions b on b.process_id = p.id where b.id = ${preview.body.bulk_id}`;
    expect(run?.status).toBe('closed');
    await emptyInbox(desk, label);
    await context.close();
  });

  it('refuses what it must by name: too many, foreign or decided tasks, a changed preview, another person, no reason', async () => {
    const { reviewer, reviewer2, stranger } = desk.world;
    const label = await fillInbox(desk, 3);
    const rows = await desk.world.owner`select id from review_tasks where subject like ${`${label}%`} order by subject`;
    const ids = rows.map((row) => String(row.id));
    const post = (by: typeof reviewer, path: string, body: object) =>
      by.post<{ error?: { code: string }; bulk_id: string; preview_hash: string }>(path, body);
    expect((await post(stranger, '/bulk-decisions', { decision: 'approved', task_ids: ids })).status).toBe(404);
    expect((await post(reviewer, '/bulk-decisions', { decision: 'approved' })).status).toBe(422);
    expect((await post(reviewer, '/bulk-decisions', { decision: 'approved', task_ids: ids, filter: {} })).status).toBe(
      422,
    );
    const { body } = await post(reviewer, '/bulk-decisions', { decision: 'rejected', task_ids: ids });
    const start = `/bulk-decisions/${body.bulk_id}/start`;
    const wrong = await post(reviewer, start, { preview_hash: 'f'.repeat(64), comment: 'x' });
    expect([wrong.status, wrong.body.error?.code]).toEqual([409, 'REVIEW_STALE']);
    const bare = await post(reviewer, start, { preview_hash: body.preview_hash });
    expect([bare.status, bare.body.error?.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect((await post(reviewer2, start, { preview_hash: body.preview_hash, comment: 'x' })).status).toBe(403);
    expect((await post(stranger, start, { preview_hash: body.preview_hash, comment: 'x' })).status).toBe(404);
    await emptyInbox(desk, label);
    const closed = await reviewer.post<{ total: number; excluded: { code: string }[] }>('/bulk-decisions', {
      decision: 'approved',
      task_ids: ids,
    });
    expect([closed.body.total, new Set(closed.body.excluded.map((item) => item.code))]).toEqual([
      0,
      new Set(['REVIEW_ALREADY_DECIDED']),
    ]);
  });
});
