import { describe, expect, it } from 'vitest';
import { CodedError } from '../../domain/errors/codes.ts';
import { assertUnchanged, etag } from './etag.ts';
import type { RequestContext } from './route.ts';

const context = (ifMatch: string | undefined): RequestContext => ({
  requestId: 'r',
  idempotencyKey: undefined,
  rawBody: undefined,
  address: '192.0.2.1',
  header: (name) => (name === 'if-match' ? ifMatch : undefined),
  cookie: () => undefined,
});

describe('If-Match', () => {
  it.each([
    ['nothing: the last writer wins', undefined],
    ['any version', '*'],
    ['the version that is there', '"v7"'],
    ['several, one of which is there', '"v6", "v7","v8"'],
  ])('%s', (_name, header) => {
    expect(() => assertUnchanged(context(header), 7)).not.toThrow();
  });

  it.each(['"v6"', '"v70"', '"v"', 'v7', '', '"v6", "v8"', 'W/"v7"', '"V7"'])('%j is another version', (header) => {
    expect(() => assertUnchanged(context(header), 7)).toThrow(new CodedError('PRECONDITION_FAILED'));
  });

  it('takes the ETag of the same version, and no other one', () => {
    expect(() => assertUnchanged(context(etag(0).etag), 0)).not.toThrow();
    expect(() => assertUnchanged(context(etag(1).etag), 11)).toThrow(CodedError);
  });
});
