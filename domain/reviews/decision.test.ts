import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonicalJson.ts';
import { type DecisionMessage, judgeDecision, type TaskState } from './decision.ts';

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

describe('canonical JSON', () => {
  it('has equal bytes for equal content', () => {
    expect(canonicalJson({ b: [1, { d: undefined, c: null }], a: 'ü' })).toBe('{"a":"ü","b":[1,{"c":null}]}');
    expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
  });
});
