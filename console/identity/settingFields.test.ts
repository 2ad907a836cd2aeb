import { describe, expect, it } from 'vitest';
import { isChanged, readSetting, type Setting, typedOf, unitHint } from './settingFields.ts';

const MARKS = { group: ',', decimal: '.' };
const setting = (part: Partial<Setting>): Setting => ({
  key: 'policy_cap_minor',
  value: null,
  group: 'Money limits',
  group_about: '',
  name: 'Most one refund may pay',
  about: '',
  kind: 'money',
  stored_in: 'minor_units',
  currency: 'USD',
  choices: null,
  unset: 'No limit',
  text: 'No limit',
  holds: 'No limit',
  source: 'tenant',
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  changed_at: null,
  changed_by_name: null,
  approved_by_name: null,
  waiting: null,
  ...part,
});
const CAP = setting({});
const DEADLINE = setting({ kind: 'duration', stored_in: 'seconds', currency: null, minimum: 60, maximum: 31_536_000 });
const HELD = setting({ kind: 'duration', stored_in: 'minutes', currency: null, minimum: 1, maximum: 1_440 });
const BUDGET = setting({ stored_in: 'nano_dollars', unset: null, value: 5_000_000_000 });
const read = (of: Setting, text: string, span: 'days' | 'hours' | 'minutes' | 'seconds' = 'days') =>
  readSetting(of, { set: true, text, span }, MARKS);

describe('what is typed into a setting', () => {
  it.each([
    [CAP, '500', 50_000],
    [CAP, '20,000', 2_000_000],
    [CAP, '500.50', 50_050],
    [setting({ currency: 'JPY' }), '500', 500],
    [setting({ currency: 'KWD' }), '1.234', 1_234],
    [setting({ currency: null }), '500.5', 50_050],
    [setting({ currency: null }), '20,000', 2_000_000],
    [BUDGET, '5', 5_000_000_000],
    [BUDGET, '0.000000001', 1],
  ])('is kept exactly', (of, text, value) => expect(read(of, text)).toEqual({ ok: true, value }));

  it.each(['', 'abc', '20.000', '20,00', '-5', '1e9', '5 5', '٢٠', '1.234'])(
    'an amount that can be read in two ways, or in none, is refused with a sentence: %j',
    (text) => {
      const answer = read(CAP, text);
      expect(answer).toMatchObject({ ok: false });
      expect('problem' in answer ? answer.problem : '').toMatch(/\.$/);
    },
  );

  it('a span is a number and a unit', () => {
    expect(read(DEADLINE, '3', 'days')).toEqual({ ok: true, value: 259_200 });
    expect(read(DEADLINE, '1.5', 'hours')).toEqual({ ok: true, value: 5_400 });
    expect(read(HELD, '24', 'hours')).toEqual({ ok: true, value: 1_440 });
    expect(read(HELD, '0.5', 'minutes')).toMatchObject({ ok: false });
    expect(read(HELD, '90', 'seconds')).toEqual({ ok: false, problem: 'Write whole minutes.' });
    expect(read(HELD, '2', 'days')).toEqual({ ok: false, problem: 'Write a span from 1 minute to 1 day.' });
    expect(read(DEADLINE, 'soon', 'days')).toMatchObject({ ok: false });
    expect(read(DEADLINE, '59', 'seconds')).toEqual({ ok: false, problem: 'Write a span from 1 minute to 365 days.' });
  });

  it('shows what is stored as people write it', () => {
    expect(typedOf(setting({ value: 50_000 })).text).toBe('500.00');
    expect(typedOf(setting({ value: 500, currency: 'JPY' })).text).toBe('500');
    expect(typedOf(BUDGET).text).toBe('5');
    expect(typedOf({ ...DEADLINE, value: 604_800 })).toEqual({ set: true, text: '7', span: 'days' });
    expect(typedOf({ ...DEADLINE, value: 5_400 })).toEqual({ set: true, text: '90', span: 'minutes' });
    expect(typedOf({ ...HELD, value: 15 })).toEqual({ set: true, text: '15', span: 'minutes' });
    expect(typedOf(CAP)).toMatchObject({ set: false, text: '' });
  });

  it('an emptied field is never the choice of nothing: that is chosen', () => {
    expect(read(CAP, '')).toMatchObject({ ok: false });
    expect(readSetting(CAP, { set: false, text: '', span: 'days' }, MARKS)).toEqual({ ok: true, value: null });
    expect(readSetting(BUDGET, { set: false, text: '', span: 'days' }, MARKS)).toMatchObject({ ok: false });
    const text = setting({ kind: 'text', stored_in: null });
    expect(read(text, '  ')).toMatchObject({ ok: false });
    expect(read(setting({ kind: 'list', stored_in: null }), 'a.example, ,b.example')).toMatchObject({ ok: false });
  });

  it('is a change only where it differs from what stands there', () => {
    const cap = setting({ value: 50_000 });
    expect(isChanged(cap, { set: true, text: '500', span: 'days' }, MARKS)).toBe(false);
    expect(isChanged(cap, { set: true, text: '501', span: 'days' }, MARKS)).toBe(true);
    expect(isChanged(cap, { set: false, text: '', span: 'days' }, MARKS)).toBe(true);
    expect(isChanged(cap, { set: true, text: '', span: 'days' }, MARKS)).toBe(true);
  });

  it('says in which currency', () => {
    expect(unitHint(CAP)).toBe('In USD.');
    expect(unitHint(setting({ currency: null }))).toMatch(/every currency/);
    expect(unitHint(DEADLINE)).toBe('');
  });
});
