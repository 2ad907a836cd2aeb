import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonFault, JsonProblem, parseStrictJson } from './strictJson.ts';

const BOUNDS = { maximumDepth: 64, maximumValues: 1_000 };

const faultOf = (json: string): JsonFault | 'none' => {
  try {
    parseStrictJson(json, BOUNDS);
    return 'none';
  } catch (error) {
    if (error instanceof JsonProblem) return error.fault;
    throw error;
  }
};

describe('JSON that means one thing only', () => {
  it('reads whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 5 }).filter((value) => !JSON.stringify(value).includes('__proto__')),
        (value) => {
          const json = JSON.stringify(value);
          expect(JSON.stringify(parseStrictJson(json, { maximumDepth: 64, maximumValues: 100_000 }))).toBe(json);
        },
      ),
    );
  });

  it('a name twice in one object is refused, however it is written; the same name in two objects is not', () => {
    for (const json of [
      '{"amount":1,"amount":1000}',
      '{"amount":1,"\\u0061mount":1000}',
      '{"a":{"amount":1},"b":[{"amount":1,"x":2,"amount":3}]}',
      '{"":1,"":2}',
      '{"a\\"b":1,"a\\"b":2}',
    ])
      expect(faultOf(json), json).toBe('name_twice');
    for (const json of ['[{"a":1},{"a":2}]', '{"a":{"a":{"a":1}}}', '{"a":"a","b":["a","a"]}', '{"a":"{\\"a\\":1}"}'])
      expect(faultOf(json), json).toBe('none');
  });

  it('a number that would be rounded is refused; one that is held exactly is read', () => {
    for (const number of [
      '9007199254740993',
      '-9007199254740993',
      '12345678901234567890',
      '1e400',
      '1e-400',
      '0.1000000000000000001',
      '1.23456789012345678901',
    ])
      expect([faultOf(number), faultOf(`{"amount":${number}}`)], number).toEqual(['inexact_number', 'inexact_number']);
    for (const number of [
      '0',
      '-0',
      '0.1',
      '1e3',
      '1E+3',
      '45.50',
      '9007199254740991',
      '5e-324',
      '1.7976931348623157e308',
    ])
      expect(faultOf(number), number).toBe('none');
    // As a text it is read by its digits.
    expect(faultOf('{"amount":"9007199254740993"}')).toBe('none');
  });

  it('depth and number of values are bounded; brackets in texts are not counted', () => {
    expect(faultOf(`${'['.repeat(64)}${']'.repeat(64)}`)).toBe('none');
    expect(faultOf(`${'['.repeat(65)}${']'.repeat(65)}`)).toBe('too_deep');
    expect(faultOf(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)).toBe('too_deep');
    expect(faultOf(JSON.stringify('['.repeat(500)))).toBe('none');
    expect(faultOf(JSON.stringify(Array.from({ length: 1_000 }, () => 1)))).toBe('too_many_values');
    expect(faultOf(JSON.stringify(Array.from({ length: 999 }, () => null)))).toBe('none');
  });

  it('what is not JSON is unreadable, and a reserved name is refused', () => {
    for (const json of [
      '',
      '{',
      '"',
      '"\\',
      '{"a":1,}',
      "{'a':1}",
      '{"\\x":1}',
      '01',
      '-',
      'NaN',
      '[1 2]',
      '{"a":1}}',
      '٣',
    ])
      expect(faultOf(json), json).toBe('unreadable');
    expect(faultOf('{"__proto__":{"admin":true}}')).toBe('name_reserved');
    expect(faultOf('{"\\u005f_proto__":1}')).toBe('name_reserved');
  });

  it('a megabyte of the worst kinds is examined in no time', () => {
    const started = performance.now();
    for (const json of [
      '['.repeat(1e6),
      '{"a":'.repeat(2e5),
      '"'.repeat(1e6),
      '\\'.repeat(1e6),
      '1'.repeat(1e6),
      '-'.repeat(1e6),
    ])
      expect(faultOf(json)).not.toBe('none');
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
