import { zodResponseFormat } from 'openai/helpers/zod';
import { describe, expect, it } from 'vitest';
import { modelAnswerSchema, readModelAnswer } from './schema.ts';

const GOOD = {
  action: 'partial_refund',
  amount: 45.5,
  currency: 'USD',
  reason: 'Half of it',
  confidence: 80,
  policy_ids: ['P-1'],
};
const answer = (over: object) => JSON.stringify({ ...GOOD, ...over });

describe('answers of a model', () => {
  it('a full, closed answer is read', () => {
    expect(readModelAnswer(JSON.stringify(GOOD))).toEqual(GOOD);
    expect(readModelAnswer(answer({ reason: 'Zoë 😀 “quoted”\nline' }))?.reason).toBe('Zoë 😀 “quoted”\nline');
    // The vendor is still told the same schema.
    expect(JSON.stringify(zodResponseFormat(modelAnswerSchema, 'x'))).toContain('"maxLength":1200');
  });

  it('text that the books can not keep is an invalid answer, in every field', () => {
    for (const over of [
      { reason: 'refund\u0000it' },
      { reason: '\u0000' },
      { reason: 'half \ud83d' },
      { reason: '\udc00 a character' },
      { policy_ids: ['P\u00001'] },
      { policy_ids: ['P-1', '\ud800'] },
      { currency: 'US\u0000' },
    ])
      expect(readModelAnswer(answer(over)), JSON.stringify(over)).toBeNull();
    expect(readModelAnswer(`{"x":1,${answer({}).slice(1)}`)).toBeNull();
    expect(readModelAnswer(answer({}).replace('Half', '\\u0000Half'))).toBeNull();
    // A raw control character is no JSON.
    expect(readModelAnswer(answer({}).replace('Half', '\u0000Half'))).toBeNull();
  });

  it('an answer that says two things, or something without a meaning, is none', () => {
    for (const content of [
      answer({}).replace('"amount":45.5', '"amount":45.5,"amount":4550'),
      answer({}).replace('"action":"partial_refund"', '"action":"no_action","action":"full_refund"'),
      answer({}).replace('45.5', '1e999'),
      answer({}).replace('45.5', '45.500000000000000000001'),
      answer({}).replace('45.5', '-0.01'),
      answer({}).replace('45.5', '"45.5"'),
      answer({ tool: 'transfer' }),
      `${'['.repeat(100_000)}`,
      `\`\`\`json\n${answer({})}\n\`\`\``,
      '',
      'null',
      null,
      undefined,
    ])
      expect(readModelAnswer(content), String(content).slice(0, 60)).toBeNull();
  });
});
