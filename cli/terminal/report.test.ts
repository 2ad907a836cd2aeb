import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CodedError } from '../../domain/errors/codes.ts';
import { failureOf } from '../apiClient.ts';
import { EXIT_CODES, Failure, kindOfStatus } from './failure.ts';
import { asFailure, printFailure } from './report.ts';

describe('how a command fails', () => {
  it.each([
    [401, 'refused'],
    [403, 'refused'],
    [404, 'missing'],
    [409, 'conflict'],
    [412, 'conflict'],
    [413, 'invalid'],
    [422, 'invalid'],
    [429, 'later'],
    [500, 'failed'],
    [503, 'unreachable'],
  ])('HTTP %i is %s', (status, kind) => {
    expect(kindOfStatus(status)).toBe(kind);
  });

  it('says the API’s own sentence, what to do next and the code; other servers may say nothing', () => {
    const body = { detail: 'You may not', next: 'ask an admin', error: { code: 'FORBIDDEN' } };
    expect(failureOf({ status: 403, body })).toMatchObject({
      kind: 'refused',
      message: 'You may not',
      next: 'ask an admin',
      code: 'FORBIDDEN',
    });
    for (const strange of [null, '', '<html>', 17])
      expect(failureOf({ status: 502, body: strange })).toMatchObject({
        kind: 'unreachable',
        message: 'the API answered 502',
      });
  });

  it('of a code, of the configuration, of a server that is not there, of anything', async () => {
    expect(await asFailure(new CodedError('EMAIL_TAKEN', 'taken'))).toMatchObject({
      kind: 'conflict',
      message: 'taken',
    });
    const configuration = Object.assign(new Error('x'), { problems: ['PORT: wrong', 'HOST: wrong'] });
    expect((await asFailure(configuration)).message).toBe('configuration:\n  - PORT: wrong\n  - HOST: wrong');
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', address: '127.0.0.1', port: 5432 });
    for (const thrown of [
      refused,
      new Error('Failed query: select secret', { cause: refused }),
      new AggregateError([refused], ''),
    ])
      expect(await asFailure(thrown)).toMatchObject({
        kind: 'unreachable',
        message: 'nothing answers at 127.0.0.1:5432',
      });
    expect(await asFailure('a text')).toMatchObject({ kind: 'failed', message: 'a text' });
  });
});

describe('what is printed of it', () => {
  let text = '';
  beforeEach(() => {
    text = '';
    vi.stubEnv('DEBUG', '');
    vi.stubEnv('COUNTERSIGN_DEBUG_ERRORS', '');
    vi.stubEnv('NO_COLOR', '1');
    vi.spyOn(process.stderr, 'write').mockImplementation((part) => {
      text += String(part);
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  it('is a sentence, what to do next, and the code at the end; a stack only with DEBUG', () => {
    const failure = new Failure('missing', 'There is no such task', {
      next: 'countersign reviews list',
      code: 'NOT_FOUND',
    });
    printFailure(failure, failure);
    expect(text).toBe('error: There is no such task  (NOT_FOUND)\nnext:  countersign reviews list\n');
    vi.stubEnv('DEBUG', '1');
    printFailure(failure, failure);
    expect(text).toContain('report.test.ts');
  });
});

it('the docs have the table of exit codes', () => {
  const rows = readFileSync('docs/operations.md', 'utf8').matchAll(/^\| (\d) +\| (.+?) +\|$/gm);
  expect([...rows].map(([, code, means]) => ({ code: Number(code), means }))).toEqual(Object.values(EXIT_CODES));
});
