import { describe, expect, it } from 'vitest';
import type { SandboxEffect } from '../demo/sandboxClient.ts';
import type { CaseView } from './play.ts';
import { liveTable } from './table.ts';
import { judge } from './verdict.ts';

/** Only what the table and the judgement read of a case. */
const view = (part: Partial<CaseView> = {}, expected: object = {}, name = 'a case'): CaseView =>
  ({
    prepared: { chargeId: 'ch_1', demo: { name, expected: { outcome: 'refunded', refundMinor: 4_500, ...expected } } },
    step: 'completed',
    waitingFor: '',
    cost: '',
    outcome: 'refunded',
    runId: 'r',
    parked: null,
    decided: true,
    ...part,
  }) as unknown as CaseView;
const effect = (id: string, amountMinor: number | null, kind = 'refund') =>
  ({ id, kind, amountMinor }) as SandboxEffect;
const CHARGES: Record<string, string> = { re_1: 'ch_1', re_2: 'ch_1', re_9: 'ch_9' };
const ok = (one: CaseView, effects: SandboxEffect[]) => judge([one], effects, (id) => CHARGES[id])[0]?.ok;

describe('a rehearsed case beside what really happened', () => {
  it.each<[string, SandboxEffect[], boolean]>([
    ['one refund of the right amount', [effect('re_1', 4_500)], true],
    ['none', [], false],
    ['one unit less', [effect('re_1', 4_499)], false],
    ['the same amount twice', [effect('re_1', 4_500), effect('re_2', 4_500)], false],
    ['the right sum in two', [effect('re_1', 2_000), effect('re_2', 2_500)], false],
    ['that of another charge', [effect('re_9', 4_500)], false],
    ['an effect of another kind', [effect('re_1', 4_500, 'external_refund')], false],
    [
      'others besides its own',
      [effect('re_9', 1), effect('re_1', 4_500), effect('re_1', 4_500, 'refund_failed')],
      true,
    ],
  ])('%s', (_name, effects, isOk) => expect(ok(view(), effects)).toBe(isOk));

  it('that is to end without money has none', () => {
    const rejected = view({ outcome: 'rejected' }, { outcome: 'rejected', refundMinor: null });
    expect(ok(rejected, [])).toBe(true);
    expect(ok(rejected, [effect('re_1', 1)])).toBe(false);
  });

  it('has the outcome and, where one is expected, the reason why it waited', () => {
    expect(ok(view({ outcome: 'rejected' }), [effect('re_1', 4_500)])).toBe(false);
    const parked = (reason: string | null) =>
      ok(view({ parked: reason }, { parked: 'model_refused' }), [effect('re_1', 4_500)]);
    expect([parked('model_refused'), parked('model_output_invalid'), parked(null)]).toEqual([true, false, false]);
    expect(ok(view({ parked: 'model_refused' }), [effect('re_1', 4_500)]), 'it does not matter where none is').toBe(
      true,
    );
  });

  it('that has not ended says where it is', () => {
    const [verdict] = judge([view({ outcome: '', step: 'awaiting_review' })], [], () => undefined);
    expect(verdict).toMatchObject({ ok: false, seen: expect.stringContaining('still awaiting') });
  });
});

describe('the table of cases', () => {
  const table = (isTTY: boolean) => {
    let text = '';
    const draw = liveTable({ isTTY, write: (part: string) => (text += part) } as unknown as NodeJS.WriteStream);
    return (views: CaseView[]) => {
      text = '';
      draw(views);
      return text;
    };
  };

  it('in a file is a head, and each line once until it changes', () => {
    const draw = table(false);
    expect(draw([view()]).split('\n')).toHaveLength(3);
    expect(draw([view()])).toBe('');
    const [line, ...rest] = draw([view(), view({ step: 'awaiting_review', cost: '0.01' }, {}, 'another')]).split('\n');
    expect([rest, line]).toEqual([[''], expect.stringMatching(/^another +awaiting review +\$0\.01 +refunded$/)]);
  });

  it('on a terminal takes the place of the one before, line by line', () => {
    const draw = table(true);
    expect(draw([view()])).not.toContain('\u001b[2A');
    const second = draw([view(), view({}, {}, 'another')]);
    expect(second.startsWith('\u001b[2A')).toBe(true);
    expect(second.split('\u001b[2K')).toHaveLength(4);
  });

  it('cuts what is too long for its column, so that no line grows', () => {
    const draw = table(false);
    const long = view({ step: 'x'.repeat(500), outcome: 'y'.repeat(500) }, {}, 'z'.repeat(500));
    expect(draw([long]).split('\n')[1]?.length).toBeLessThan(100);
  });
});
