import { describe, expect, it } from 'vitest';
import { DEFAULT_MATCH_RULES } from '../../domain/matching/invoices/defaultRules.ts';
import { matchRulesSchema } from '../../domain/matching/invoices/schema.ts';
import { changesBetween, keptOf, RULE_FIELDS, typedOf } from './matchRuleFields.ts';

const fields = RULE_FIELDS.flatMap((group) => group.fields);

describe('[PY-MATCH-01] the form of the rules', () => {
  it('has a field for everything that a rule set has, and only the name is not typed', () => {
    const leaves = Object.entries(DEFAULT_MATCH_RULES).flatMap(([part, value]) =>
      typeof value === 'object' ? Object.keys(value).map((name) => `${part}.${name}`) : [part],
    );
    expect(fields.map(({ key }) => key).toSorted()).toEqual(leaves.filter((key) => key !== 'version').toSorted());
  });

  it.each(fields)('$key: its bounds are those of the API, and nothing else changes', (field) => {
    const of = (rules: typeof DEFAULT_MATCH_RULES) => changesBetween(DEFAULT_MATCH_RULES, rules).map(({ key }) => key);
    if (field.kind === 'switch') {
      const turned = field.set(DEFAULT_MATCH_RULES, !field.get(DEFAULT_MATCH_RULES));
      expect([of(turned), matchRulesSchema.safeParse(turned).success]).toEqual([[field.key], true]);
      return;
    }
    expect(keptOf(field, DEFAULT_MATCH_RULES, typedOf(field, DEFAULT_MATCH_RULES))).toEqual(DEFAULT_MATCH_RULES);
    // Points count together, so the other ones are off here.
    const alone = {
      ...DEFAULT_MATCH_RULES,
      amount: { points: 0 },
      reference: { points: 0 },
      date: { points: 0, withinDays: 7 },
      payer: { points: 0, similarity: 0.8 },
    };
    const fits = (typed: number) => matchRulesSchema.safeParse(keptOf(field, alone, typed)).success;
    expect([fits(field.minimum), fits(field.maximum), fits(field.minimum - 1), fits(field.maximum + 1)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('says what changes in words, per cent as it is typed', () => {
    const after = { ...DEFAULT_MATCH_RULES, payer: { points: 10, similarity: 0.9 } };
    expect(changesBetween(DEFAULT_MATCH_RULES, after)).toEqual([
      { key: 'payer.similarity', name: 'Names are the same from this likeness, in per cent', says: '80 → 90.' },
    ]);
  });
});
