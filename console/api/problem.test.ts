import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../domain/errors/codes.ts';
import { asProblem, body } from './client.ts';
import { nextStep, Problem, problemOf } from './problem.ts';

describe('a problem', () => {
  it('is the API’s code, sentence and fields', () => {
    const fields = [{ field: 'limit', rule: 'Write a number' }];
    const problem = problemOf(400, { error: { code: 'VALIDATION_FAILED', message: 'limit: no', details: { fields } } });
    expect([problem.code, problem.status, problem.message, problem.fields]).toEqual([
      'VALIDATION_FAILED',
      400,
      'limit: no',
      fields,
    ]);
  });

  it.each([
    ['nothing', null],
    ['no JSON', 'Bad gateway'],
    ['a list', []],
    ['JSON of somebody else', { message: 'upstream' }],
    ['an error without a code', { error: {} }],
    ['an error that is null', { error: null }],
  ])('of a proxy that answers %s has the status as its code', (_name, answer) => {
    const problem = problemOf(502, answer);
    expect([problem.code, problem.message, problem.fields]).toEqual(['HTTP_502', 'The server answered 502', []]);
  });

  it('has no fields where details say something else under that name', () => {
    for (const fields of ['limit', { 0: 'x' }, null, 3])
      expect(new Problem('X', 400, 'x', { fields }).fields, String(fields)).toEqual([]);
  });

  it('says what to do next only where that is known; a code is never looked up among what every object has', () => {
    expect(nextStep(new Problem('OFFLINE', 0, ''))).toContain('Check your connection');
    expect(nextStep(new Problem('HTTP_502', 502, ''))).toBe('');
    const told = problemOf(429, { next: 'Wait, then try again', error: { code: 'RATE_LIMITED', message: 'x' } });
    expect(nextStep(told)).toBe('Wait, then try again.');
    expect(nextStep(problemOf(429, { next: {}, error: { code: 'RATE_LIMITED' } }))).toBe('');
    expect(nextStep(new Problem('toString', 400, ''))).toBe('');
  });

  it('of this page and of no answer stays what it is; anything else is named without its text', () => {
    const offline = new Problem('OFFLINE', 0, 'gone');
    expect(asProblem(offline)).toBe(offline);
    for (const thrown of [new Error('secret'), 'secret', null])
      expect(JSON.stringify([asProblem(thrown).code, asProblem(thrown).message])).not.toContain('secret');
    expect(Object.keys(ERROR_CODES)).toContain(asProblem(null).code);
  });
});

describe('the body of an answer', () => {
  const of = (status: number, data?: unknown, error?: unknown) =>
    body(Promise.resolve({ data, error, response: new Response(null, { status }) }));

  it('is what came, also where it is empty', async () => {
    expect(await of(200, { a: 1 })).toEqual({ a: 1 });
    expect(await of(204)).toBeUndefined();
  });

  it.each([
    [409, { error: { code: 'REVIEW_STALE', message: 'm' } }, 'REVIEW_STALE'],
    [500, undefined, 'HTTP_500'],
    [304, undefined, 'HTTP_304'],
    [200, { error: { code: 'ODD', message: 'm' } }, 'ODD'],
  ])('is a problem after %i %o', async (status, error, code) => {
    await expect(of(status, undefined, error)).rejects.toMatchObject({ name: 'Problem', code, status });
  });
});
