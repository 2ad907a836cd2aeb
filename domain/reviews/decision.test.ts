import { describe, expect, it } from 'vitest';
import { REVIEW_ACTIONS, type ReviewAction } from './actions.ts';
import { canonicalJson } from './canonicalJson.ts';
import { type DecisionMessage, judgeDecision, type TaskState } from './decision.ts';
import type { ReviewKind } from './kinds.ts';

const open: TaskState = {
  taskId: 't',
  shownHash: 'h',
  kind: 'dispute_resolution',
  hasProposal: true,
  admitting: null,
  decided: null,
  expired: false,
};
const message: DecisionMessage = { requestId: 'r', taskId: 't', shownHash: 'h', action: 'approved', actor: 'user:u' };

type Judge = typeof judgeDecision;
/** What an attacker or a race may try; each must be refused with its code. */
const attacks: [string, TaskState | null, DecisionMessage, string][] = [
  ['a stale hash', open, { ...message, shownHash: 'old' }, 'REVIEW_STALE'],
  ['another task', open, { ...message, taskId: 'other' }, 'REVIEW_STALE'],
  ['no open task', null, message, 'REVIEW_STALE'],
  [
    'a second, different decision',
    { ...open, decided: { requestId: 'first', action: 'rejected' } },
    message,
    'REVIEW_ALREADY_DECIDED',
  ],
  ['an expired task', { ...open, expired: true }, message, 'REVIEW_EXPIRED'],
  ['approval without a proposal', { ...open, hasProposal: false }, message, 'VALIDATION_FAILED'],
  ['a money answer to a proposal', open, { ...message, action: 'found' }, 'VALIDATION_FAILED'],
  ['retry of a good proposal', open, { ...message, action: 'retry' }, 'VALIDATION_FAILED'],
];
const passed = (judge: Judge) =>
  attacks
    .filter(([, task, attack, code]) => {
      const verdict = judge(task, attack);
      return verdict.ok || verdict.code !== code;
    })
    .map(([name]) => name);

describe('judging a decision [H-11]', () => {
  it('accepts the first, recognises its repeat and refuses everything else', () => {
    expect(judgeDecision(open, message)).toEqual({ ok: true, repeat: false });
    expect(judgeDecision({ ...open, decided: { requestId: 'r', action: 'approved' } }, message)).toEqual({
      ok: true,
      repeat: true,
    });
    expect(passed(judgeDecision)).toEqual([]);
  });

  it('planted bug: a missing hash check is caught', () => {
    const careless: Judge = (task, attack) =>
      judgeDecision(task, task ? { ...attack, shownHash: task.shownHash } : attack);
    expect(passed(careless)).toEqual(['a stale hash']);
  });

  it('planted bug: last decision wins is caught', () => {
    const lastWins: Judge = (task, attack) => judgeDecision(task && { ...task, decided: null }, attack);
    expect(passed(lastWins)).toEqual(['a second, different decision']);
  });

  it('planted bug: a task id that is not compared is caught', () => {
    const anyTask: Judge = (task, attack) => judgeDecision(task, task ? { ...attack, taskId: task.taskId } : attack);
    expect(passed(anyTask)).toEqual(['another task']);
  });
});

describe('which kind takes which action, with a proposal and without', () => {
  const both: ReviewAction[] = ['approved', 'modified', 'rejected'];
  const expected = {
    dispute_resolution: { proposal: both, none: ['modified', 'rejected', 'retry'] },
    money_unknown: { proposal: ['absent', 'found'], none: ['absent', 'found'] },
    // Its cards always propose.
    booking_payment: { proposal: ['approved', 'rejected'], none: ['approved', 'rejected'] },
    unmatched_payment: { proposal: both, none: ['modified', 'rejected'] },
  } satisfies Partial<Record<ReviewKind, { proposal: ReviewAction[]; none: ReviewAction[] }>>;
  const taken = (judge: Judge, kind: ReviewKind, hasProposal: boolean) =>
    [...REVIEW_ACTIONS].filter((action) => judge({ ...open, kind, hasProposal }, { ...message, action }).ok).toSorted();

  it.each(Object.keys(expected) as (keyof typeof expected)[])('%s', (kind) => {
    expect(taken(judgeDecision, kind, true)).toEqual(expected[kind].proposal);
    expect(taken(judgeDecision, kind, false)).toEqual(expected[kind].none);
  });

  it('a name that is no action, or that every object has, is refused', () => {
    for (const action of ['pay', '', 'constructor', '__proto__', 'toString'])
      expect(judgeDecision(open, { ...message, action: action as ReviewAction }), action).toEqual({
        ok: false,
        code: 'VALIDATION_FAILED',
      });
  });

  it('planted bug: a judgement that does not read the kind is caught', () => {
    const anyKind: Judge = (task, attack) => judgeDecision(task && { ...task, kind: 'dispute_resolution' }, attack);
    expect(taken(anyKind, 'money_unknown', false)).not.toEqual(expected.money_unknown.none);
  });
});

describe('canonical JSON', () => {
  it('has equal bytes for equal content', () => {
    expect(canonicalJson({ b: [1, { d: undefined, c: null }], a: 'ü' })).toBe('{"a":"ü","b":[1,{"c":null}]}');
    expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
  });
});
