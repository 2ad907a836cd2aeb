import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakePage, json, openFakePage, refusal } from '../../tests/console/fakePage.ts';
import type { ActionSpec } from './cardSpec.ts';
import { CHANGE_FORMS } from './changeForm.ts';
import {
  decide,
  dismiss,
  forgetDecisions,
  isOnWay,
  type OutgoingDecision,
  onSettled,
  restoreDecisions,
  sendNow,
  type TaskDetail,
  undoLast,
  useDecisions,
} from './decisions.ts';
import { changeDraft, type Draft, useDraft } from './drafts.ts';

const DRAFT: Draft = { open: null, comment: '', override: '', vendorId: '', change: {} };
const action = (decision: ActionSpec['decision'], needs: ActionSpec['needs'] = 'nothing'): ActionSpec => ({
  decision,
  needs,
  when: 'always',
  label: 'Label',
  doing: 'Doing',
  key: 'a',
  tone: 'plain',
});
const APPROVE = action('approved');
const task = (name: string, part: Partial<TaskDetail> = {}) =>
  // Only these fields of a task are read here.
  ({
    task_id: name,
    subject: `CASE-${name}/1`,
    title: `Customer ${name} disputes $58.00`,
    subtitle: `case ${name}`,
    at_risk_minor: 5_800,
    shown_hash: `hash-${name}`,
    shown: {},
    currency: 'USD',
    ...part,
  }) as TaskDetail;

let page: FakePage;
let now: () => readonly OutgoingDecision[];
let settled: string[];
const states = () => now().map(({ task: { task_id }, state }) => `${task_id} ${state}`);
const wait = (ms: number) => page.act(() => vi.advanceTimersByTimeAsync(ms));
const posts = () => page.asked.filter(({ method }) => method === 'POST');
const keys = () => posts().map(({ headers }) => headers.get('idempotency-key'));
const choose = (name: string, spec: ActionSpec = APPROVE, draft: Partial<Draft> = {}, part: Partial<TaskDetail> = {}) =>
  page.act(() => decide(task(name, part), spec, { ...DRAFT, ...draft }));

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  page = openFakePage();
  page.answer(() => json({ status: 'accepted' }));
  restoreDecisions('user-1');
  settled = [];
  onSettled((taskId) => settled.push(taskId));
  ({ now } = await page.use(useDecisions));
});
afterEach(async () => {
  await page.act(() => forgetDecisions());
  onSettled(() => undefined);
  await page.close();
  vi.useRealTimers();
});

describe('the five seconds of a decision', () => {
  it('nothing is sent before they are over, one call is sent then, and its line leaves six seconds later', async () => {
    await choose('A');
    expect(now()[0]?.sendAtMs).toBe(Date.now() + 5_000);
    await wait(4_999);
    expect([posts().length, states()]).toEqual([0, ['A waiting']]);
    await wait(1);
    expect([posts().length, states(), settled]).toEqual([1, ['A accepted'], ['A']]);
    expect(posts()[0]?.path).toBe('/api/v1/reviews/A/decision');
    await wait(5_999);
    expect(states()).toEqual(['A accepted']);
    await wait(1);
    expect([states(), posts().length]).toEqual([[], 1]);
  });

  it('what is taken back is never sent, and what was typed stays', async () => {
    changeDraft('A', { comment: 'because' });
    const draft = await page.use(() => useDraft('A'));
    await choose('A', APPROVE, { comment: 'because' });
    await page.act(() => expect(undoLast()).toBe('A'));
    await wait(60_000);
    expect([posts(), states(), settled]).toEqual([[], [], []]);
    expect(draft.now().comment).toBe('because');
    expect(undoLast()).toBeNull();
  });

  it('says whose it is, and how much where the title does not say it', async () => {
    await choose('A');
    await choose('B', action('rejected', 'reason'), { comment: 'no' });
    await choose(
      'C',
      action('modified', 'resolution'),
      { change: { amount: '12.5' } },
      { shown: { maximum_minor: 5_800 } },
    );
    expect(now().map(({ about }) => about)).toEqual(['case A', 'case B', '$12.50 · case C']);
  });

  it('of two the newest that waits is taken back; the older one is sent', async () => {
    await choose('A');
    await wait(1_000);
    await choose('B');
    await page.act(() => undoLast());
    expect(states()).toEqual(['A waiting']);
    await wait(4_000);
    expect(posts().map(({ path }) => path)).toEqual(['/api/v1/reviews/A/decision']);
  });

  it('what is being sent, was accepted or failed can’t be taken back', async () => {
    let arrive: (answer: Response) => void = () => undefined;
    page.answer(() => new Promise((resolve) => (arrive = resolve)));
    await choose('A');
    await wait(5_000);
    expect([states(), undoLast()]).toEqual([['A sending'], null]);
    await page.act(() => arrive(json({ status: 'accepted' })));
    expect([states(), undoLast()]).toEqual([['A accepted'], null]);
    page.answer(() => refusal(403, 'FORBIDDEN'));
    await choose('B');
    await wait(5_000);
    expect([states(), undoLast()]).toEqual([['A accepted', 'B failed'], null]);
  });

  it('who does not want to wait sends at once, and the end of the five seconds sends nothing more', async () => {
    await choose('A');
    await page.act(() => sendNow(now()[0]?.id ?? ''));
    expect(states()).toEqual(['A accepted']);
    await wait(5_000);
    expect(posts()).toHaveLength(1);
  });

  it('two presses of send are one call', async () => {
    let arrive: (answer: Response) => void = () => undefined;
    page.answer(() => new Promise((resolve) => (arrive = resolve)));
    await choose('A');
    const id = now()[0]?.id ?? '';
    await page.act(() => {
      void sendNow(id);
      void sendNow(id);
    });
    await page.act(() => arrive(json({ status: 'accepted' })));
    expect([posts().length, settled]).toEqual([1, ['A']]);
  });

  it('an id that nobody knows sends nothing', async () => {
    await page.act(() => sendNow('nobody'));
    expect(page.asked).toEqual([]);
  });

  it('a task has one decision on its way: the first; another is taken only after it failed', async () => {
    await choose('A');
    await choose('A', action('rejected'));
    expect(states()).toEqual(['A waiting']);
    page.answer(() => refusal(409, 'REVIEW_STALE'));
    await wait(5_000);
    expect(states()).toEqual(['A failed']);
    page.answer(() => json({ status: 'accepted' }));
    await choose('A', action('rejected'));
    await wait(5_000);
    expect(posts().map(({ body }) => body)).toMatchObject([{ decision: 'approved' }, { decision: 'rejected' }]);
    // Another decision is another call: under the key of the first the API would repeat the first's answer.
    expect(new Set(keys()).size).toBe(2);
    await choose('A');
    expect(states(), 'accepted a moment ago').toEqual(['A accepted']);
  });

  it('a line that is closed while it waits is a decision taken back', async () => {
    await choose('A');
    await page.act(() => dismiss(now()[0]?.id ?? ''));
    await wait(10_000);
    expect([posts(), states()]).toEqual([[], []]);
  });
});

describe('what the server answers', () => {
  it.each([
    [200, { status: 'accepted' }, 'accepted'],
    [202, { status: 'pending' }, 'kept'],
  ])('%i %o is shown as %s, and the draft is dropped', async (status, body, state) => {
    page.answer(() => json(body, status));
    changeDraft('A', { comment: 'typed' });
    await choose('A', APPROVE, { comment: 'typed' });
    await wait(5_000);
    expect([states(), settled]).toEqual([[`A ${state}`], ['A']]);
    expect(page.sessionStorage.getItem('countersign-unsent')).toBeNull();
  });

  it('a lost race says who was faster', async () => {
    const decided_at = '2026-05-04T10:00:00Z';
    const decision = { decision: 'rejected', decided_by: 'Zoe', decided_at };
    page.answer(({ method }) => (method === 'POST' ? refusal(409, 'REVIEW_ALREADY_DECIDED') : json({ decision })));
    await choose('A');
    await wait(5_000);
    expect(now()[0]).toMatchObject({
      state: 'failed',
      problem: { code: 'REVIEW_ALREADY_DECIDED', status: 409 },
      winner: `Zoe rejected it at ${new Date(decided_at).toLocaleTimeString()}`,
    });
    expect(settled).toEqual(['A']);
  });

  it.each([
    [
      'an unnamed winner',
      () => json({ decision: { decision: 'approved', decided_by: null, decided_at: '2026-05-04T10:00:00Z' } }),
      /^Somebody approved it at /,
    ],
    ['a task without a decision yet', () => json({ decision: null }), /^$/],
    ['a task that can’t be read', () => refusal(403, 'FORBIDDEN'), /^$/],
    ['no server', () => Promise.reject(new TypeError('no network')), /^$/],
  ])('a lost race with %s still shows the problem', async (_name, read, winner) => {
    page.answer(({ method }) => (method === 'POST' ? refusal(409, 'REVIEW_ALREADY_DECIDED') : read()));
    await choose('A');
    await wait(5_000);
    expect(now()[0]?.problem?.code).toBe('REVIEW_ALREADY_DECIDED');
    expect(now()[0]?.winner ?? '').toMatch(winner);
  });

  it('only a lost race asks who won', async () => {
    page.answer(() => refusal(409, 'REVIEW_STALE'));
    await choose('A');
    await wait(5_000);
    expect(page.asked.map(({ method }) => method)).toEqual(['POST']);
    expect(now()[0]).toMatchObject({ problem: { code: 'REVIEW_STALE' }, winner: null });
  });

  it('offline: it failed, the draft stays, and each new try has the same key, so it can’t count twice', async () => {
    page.answer(() => Promise.reject(new TypeError('no network')));
    changeDraft('A', { comment: 'typed' });
    await choose('A', APPROVE, { comment: 'typed' });
    await wait(5_000);
    expect(now()[0]).toMatchObject({ state: 'failed', problem: { code: 'OFFLINE', status: 0 } });
    expect(page.sessionStorage.getItem('countersign-unsent')).toContain('typed');
    const id = now()[0]?.id ?? '';
    await page.act(() => sendNow(id));
    expect(states()).toEqual(['A failed']);
    page.answer(() => json({ status: 'accepted' }));
    await page.act(() => sendNow(id));
    expect([states(), keys()]).toEqual([['A accepted'], [id, id, id]]);
    expect(now()[0]?.problem).toBeNull();
    expect(posts().map(({ body }) => body)).toEqual(Array(3).fill(posts()[0]?.body));
  });

  it('a decision that failed stays until somebody closes it; one that was accepted does not hold up the next', async () => {
    page.answer(() => refusal(503, 'WORKFLOW_ENGINE_UNAVAILABLE'));
    await choose('A');
    await wait(3_600_000);
    expect(states()).toEqual(['A failed']);
    expect(now().map(isOnWay)).toEqual([false]);
  });
});

describe('what is sent', () => {
  const warned = { shown: { warnings: [{ code: 'over', text: 'It is more.' }] } } as Partial<TaskDetail>;
  it.each<[string, ActionSpec, Partial<Draft>, Partial<TaskDetail>, Record<string, unknown>]>([
    ['approved', APPROVE, {}, {}, { decision: 'approved' }],
    [
      'rejected with a reason',
      action('rejected', 'reason'),
      { comment: 'no' },
      {},
      { decision: 'rejected', comments: 'no' },
    ],
    ['handed on', action('escalated', 'reason'), { comment: 'ask' }, {}, { decision: 'escalated', comments: 'ask' }],
    [
      'found, as an effect with the vendor’s id',
      action('found', 'vendor_id'),
      { vendorId: 're_1' },
      {},
      { effect: 'found', vendor_id: 're_1' },
    ],
    ['absent, with no id though one was typed', action('absent'), { vendorId: 're_1' }, {}, { effect: 'absent' }],
    [
      'approved with a payment of billing',
      APPROVE,
      { vendorId: 'pay_1' },
      {},
      { decision: 'approved', billing_payment_id: 'pay_1' },
    ],
    ['rejected: a chosen payment stays here', action('rejected'), { vendorId: 'pay_1' }, {}, { decision: 'rejected' }],
    [
      'a booking in capitals without spaces around it',
      action('modified', 'link'),
      { change: { bookingId: '  bk-7 ', afterwards: 'wait' } },
      {},
      { decision: 'modified', booking_id: 'BK-7', confirm: false },
    ],
    [
      'approved against a warning, with the reason',
      APPROVE,
      { override: '  I called them  ' },
      warned,
      { decision: 'approved', override_reason: 'I called them' },
    ],
    [
      'approved without a warning: no reason, though one was typed',
      APPROVE,
      { override: 'I called them' },
      {},
      { decision: 'approved' },
    ],
    [
      'rejected beside a warning: no reason',
      action('rejected'),
      { override: 'I called them' },
      warned,
      { decision: 'rejected' },
    ],
  ])('%s', async (_name, spec, draft, part, body) => {
    await choose('A', spec, draft, part);
    await wait(5_000);
    expect(posts().map((post) => post.body)).toEqual([{ shown_hash: 'hash-A', ...body }]);
    expect(keys()).toEqual([now()[0]?.id]);
  });

  it.each([
    ['USD', '45.05', '45.05'],
    ['USD', ' 1,045.5 ', '1045.50'],
    ['JPY', '4505', '4505'],
    ['KWD', '4.505', '4.505'],
    [null, '45.05', '0'],
  ])('a changed proposal in %s has what was typed as %o as the amount %s', async (currency, typed, amount) => {
    const draft = {
      comment: 'x'.repeat(2_001),
      vendorId: 'pay_1',
      change: { resolution: 'full_refund', amount: typed, chargeId: 'ch_1' },
    };
    await choose('A', action('modified', 'resolution'), draft, { currency });
    await wait(5_000);
    expect(posts()[0]?.body).toEqual({
      shown_hash: 'hash-A',
      decision: 'modified',
      comments: 'x'.repeat(2_001),
      billing_payment_id: 'pay_1',
      modified_resolution: { action: 'full_refund', amount, reason: 'x'.repeat(2_000), charge_id: 'ch_1' },
    });
  });

  it('a change that refunds nothing says no amount and no payment, though both were typed before', async () => {
    const draft = { vendorId: 'pay_1', change: { resolution: 'no_action', amount: '45' } };
    await choose('A', action('modified', 'resolution'), draft);
    await wait(5_000);
    expect(posts()[0]?.body).toEqual({
      shown_hash: 'hash-A',
      decision: 'modified',
      modified_resolution: { action: 'no_action', amount: '0.00' },
    });
  });

  it.each([
    ['45', {}, true],
    ['100', {}, true],
    ['100.01', {}, false],
    ['0', {}, false],
    ['', {}, false],
    ['4,5', {}, false],
    ['abc', {}, false],
    ['-5', {}, false],
    ['abc', { resolution: 'no_action' }, true],
    ['50', { chargeId: 'ch_2' }, true],
    ['50.01', { chargeId: 'ch_2' }, false],
  ])('a change of %o with %o can be sent: %s', (amount, change, sendable) => {
    const candidates = 'chargeId' in change ? [{ charge_id: 'ch_2', refundable_minor: 5_000, currency: 'USD' }] : [];
    const shown = { maximum_minor: 10_000, candidates };
    const draft = { ...DRAFT, change: { amount, ...change } };
    expect(CHANGE_FORMS.resolution?.useTyped(task('A', { shown }), draft)).toBe(sendable);
  });

  it('a change without the charge can’t be sent where there is one to choose', () => {
    const shown = { candidates: [{ charge_id: 'ch_2', refundable_minor: 5_000, currency: 'USD' }] };
    const draft = { ...DRAFT, change: { amount: '5' } };
    expect(CHANGE_FORMS.resolution?.useTyped(task('A', { shown }), draft)).toBe(false);
  });
});

describe('a page that is loaded anew', () => {
  it('says of what waited that it was not sent, and of what was being sent that nobody knows', async () => {
    page.answer(() => new Promise(() => undefined));
    await choose('A');
    await wait(5_000);
    await choose('B');
    expect(states()).toEqual(['A sending', 'B waiting']);
    await page.act(() => restoreDecisions('user-1'));
    expect(states()).toEqual(['A doubtful', 'B lost']);
    expect(now().map(isOnWay)).toEqual([false, false]);
    expect(now().map((one) => [one.task.title, one.action.doing])).toEqual([
      ['Customer A disputes $58.00', 'Doing'],
      ['Customer B disputes $58.00', 'Doing'],
    ]);
    await page.act(() => restoreDecisions('user-1'));
    expect(states(), 'it is said once').toEqual([]);
  });

  it('sends nothing of what it forgot, and lets the task be decided again', async () => {
    await choose('A');
    await page.act(() => restoreDecisions('user-1'));
    expect(states()).toEqual(['A lost']);
    const sent = posts().length;
    await page.act(() => sendNow(now()[0]?.id ?? ''));
    expect([states(), posts().length - sent]).toEqual([['A failed'], 0]);
    await choose('A');
    expect(states()).toEqual(['A waiting']);
  });

  it('shows nothing of another person', async () => {
    await choose('A');
    await page.act(() => restoreDecisions('user-2'));
    expect(states()).toEqual([]);
  });
});

describe('leaving', () => {
  it('forgets what was not sent, and what was typed', async () => {
    changeDraft('A', { comment: 'typed' });
    await choose('A', APPROVE, { comment: 'typed' });
    await page.act(() => forgetDecisions());
    await wait(60_000);
    expect([posts(), states()]).toEqual([[], []]);
    expect(page.sessionStorage.getItem('countersign-unsent')).toBeNull();
  });

  it('an answer that arrives later brings no line back', async () => {
    let arrive: (answer: Response) => void = () => undefined;
    page.answer(() => new Promise((resolve) => (arrive = resolve)));
    await choose('A');
    await wait(5_000);
    await page.act(() => forgetDecisions());
    await page.act(() => arrive(json({ status: 'accepted' })));
    expect(states()).toEqual([]);
  });
});
