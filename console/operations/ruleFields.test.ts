import { describe, expect, it } from 'vitest';
import { draftOf, lookText, type Rule, readThreshold, ruleChange, thresholdText } from './ruleFields.ts';

const MARKS = { group: ',', decimal: '.' };
const rule = (part: Partial<Rule>): Rule => ({
  rule: 'api_error_rate',
  group: 'The system itself',
  group_about: '',
  name: 'Requests that fail',
  severity: 'critical',
  about: '',
  unit: 'rate',
  counts: null,
  threshold: 0.05,
  threshold_text: '5 %',
  default_threshold: 0.05,
  default_text: '5 %',
  enabled: true,
  window_minutes: 5,
  minimum_items: 20,
  curve: [],
  changed_at: null,
  changed_by_name: null,
  ...part,
});
const COUNT = rule({
  unit: 'count',
  counts: 'messages',
  threshold: 3,
  threshold_text: '3 messages',
  default_threshold: 0,
  default_text: '0 messages',
});
const draft = (text: string, own = true) => ({ own, text, enabled: true });

describe('the fields of an alert rule', () => {
  it('a share is typed and shown in per cent, and kept as a share', () => {
    expect(readThreshold(rule({}), draft('5.1'), MARKS)).toEqual({ ok: true, value: 0.051 });
    expect(readThreshold(rule({}), draft('100'), MARKS)).toEqual({ ok: true, value: 1 });
    for (const text of ['', '101', '-1', 'abc', '1e2'])
      expect(readThreshold(rule({}), draft(text), MARKS), text).toMatchObject({ ok: false });
    expect(draftOf(rule({ threshold: 0.07, threshold_text: '7 %' }))).toEqual({ own: true, text: '7', enabled: true });
  });

  it('a count is a whole number; the shipped figure is a choice, not an empty field', () => {
    expect(readThreshold(COUNT, draft('20,000'), MARKS)).toEqual({ ok: true, value: 20_000 });
    expect(readThreshold(COUNT, draft('1.5'), MARKS)).toMatchObject({ ok: false });
    expect(readThreshold(COUNT, draft('', false), MARKS)).toEqual({ ok: true, value: null });
    expect(draftOf(rule({}))).toEqual({ own: false, text: '', enabled: true });
  });

  it('says what would change, and nothing of what stays', () => {
    expect(ruleChange(rule({}), draft('10'), MARKS)).toEqual(['alert above 5 % → above 10 %']);
    expect(ruleChange(COUNT, draft('', false), MARKS)).toEqual(['alert above 3 messages → above 0 messages']);
    expect(ruleChange(COUNT, { ...draft('3'), enabled: false }, MARKS)).toEqual(['on → off: nobody is told any more']);
    expect(ruleChange(COUNT, draft('3'), MARKS)).toEqual([]);
    expect(ruleChange(COUNT, draft('x'), MARKS)).toBeUndefined();
    expect(thresholdText(COUNT, 7)).toBe('7 messages');
  });

  it('says how far it looks', () => {
    expect(lookText(rule({}))).toBe('Over the last 5 minutes, from 20 on; fewer say nothing');
    expect(lookText(rule({ window_minutes: 1440, minimum_items: 0 }))).toBe('Over the last 24 hours');
    expect(lookText(rule({ window_minutes: null, minimum_items: 0 }))).toBe('How things stand now');
  });
});
