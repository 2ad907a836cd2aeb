import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakePage, openFakePage } from '../../tests/console/fakePage.ts';
import { changeDraft, type Draft, dropDraft, forgetDrafts, noteOnWay, restoreDrafts, useDraft } from './drafts.ts';

const PLACE = 'countersign-unsent';
const WAITING = {
  taskId: 'B',
  subject: 'CASE-B/1',
  title: 'Customer B disputes $58.00',
  doing: 'Approving',
  sending: false,
};

let page: FakePage;
const kept = () =>
  JSON.parse(page.sessionStorage.getItem(PLACE) ?? 'null') as null | { drafts: unknown[]; unsent: unknown[] };

beforeEach(() => {
  page = openFakePage();
  restoreDrafts('user-1');
});
afterEach(async () => {
  await page.act(forgetDrafts);
  await page.close();
});

describe('what somebody types about a task', () => {
  it('is of that task alone, part by part, and empty where nothing was typed', async () => {
    const [a, b] = [await page.use(() => useDraft('A')), await page.use(() => useDraft('B'))];
    await page.act(() => changeDraft('A', { comment: 'one' }));
    await page.act(() => changeDraft('A', { change: { amount: '5' } }));
    expect(a.now()).toMatchObject({ comment: 'one', change: { amount: '5' } });
    expect(b.now()).toMatchObject({ comment: '', change: {}, open: null });
    await page.act(() => dropDraft('A'));
    expect(a.now()).toEqual(b.now());
  });

  it('is in the storage of the tab until it is dropped', () => {
    changeDraft('A', { comment: 'one' });
    changeDraft('B', { override: 'two' });
    expect(kept()?.drafts).toHaveLength(2);
    dropDraft('A');
    expect(JSON.stringify(kept())).not.toContain('one');
    dropDraft('B');
    expect(page.sessionStorage.getItem(PLACE)).toBeNull();
  });

  it.each<[string, Partial<Draft>, boolean]>([
    ['a form that was only opened', { open: 'rejected' as const }, false],
    ['a form whose words were deleted again', { comment: '' }, false],
    ['the choice of another resolution', { change: { resolution: 'no_action' } }, true],
  ])('%s is kept: %s', (_name, part, isKept) => {
    changeDraft('A', part);
    expect(page.sessionStorage.getItem(PLACE) !== null).toBe(isKept);
  });

  it('comes back when the page is loaded anew, also to fields that an older page did not have', async () => {
    const older = { comment: 'one', override: '' };
    page.sessionStorage.setItem(PLACE, JSON.stringify({ userId: 'user-1', drafts: [['A', older]], unsent: [WAITING] }));
    expect(restoreDrafts('user-1')).toEqual([WAITING]);
    const draft = await page.use(() => useDraft('A'));
    expect(draft.now()).toMatchObject({ comment: 'one', vendorId: '', change: {} });
  });

  it.each([
    ['another person', JSON.stringify({ userId: 'user-2', drafts: [['A', { comment: 'secret' }]], unsent: [WAITING] })],
    ['nobody', 'null'],
    ['a page that wrote it in another way', '{"drafts'],
  ])('what is there from %s is not shown, and does not stay', async (_name, text) => {
    page.sessionStorage.setItem(PLACE, text);
    expect(restoreDrafts('user-1')).toEqual([]);
    const draft = await page.use(() => useDraft('A'));
    expect(draft.now().comment).toBe('');
    expect(page.sessionStorage.getItem(PLACE)).toBeNull();
  });

  it('decisions on their way are kept without a draft, and each is said once', () => {
    noteOnWay([WAITING]);
    expect(kept()?.unsent).toEqual([WAITING]);
    expect(restoreDrafts('user-1')).toEqual([WAITING]);
    expect(restoreDrafts('user-1')).toEqual([]);
  });

  it('is gone for the next person, and nothing is kept while nobody is signed in', async () => {
    const draft = await page.use(() => useDraft('A'));
    await page.act(() => changeDraft('A', { comment: 'one' }));
    noteOnWay([WAITING]);
    await page.act(forgetDrafts);
    expect([draft.now().comment, page.sessionStorage.getItem(PLACE)]).toEqual(['', null]);
    await page.act(() => changeDraft('A', { comment: 'typed into an open page' }));
    expect(page.sessionStorage.getItem(PLACE)).toBeNull();
    await page.act(() => void restoreDrafts('user-2'));
    expect(draft.now().comment).toBe('');
  });
});
