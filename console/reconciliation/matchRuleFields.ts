import type { Schema } from '../api/client.ts';

export type MatchRules = Schema<'MatchingRules'>['rules'];

interface Base {
  key: string;
  label: string;
  hint?: string;
}
/** A number as it is typed; `scale`: what is typed for 1 of what is kept (100 for per cent). */
export interface NumberRuleField extends Base {
  kind: 'number';
  minimum: number;
  maximum: number;
  scale: number;
  get(rules: MatchRules): number;
  set(rules: MatchRules, value: number): MatchRules;
}
interface SwitchRuleField extends Base {
  kind: 'switch';
  get(rules: MatchRules): boolean;
  set(rules: MatchRules, value: boolean): MatchRules;
}
type RuleField = NumberRuleField | SwitchRuleField;

interface RuleFields {
  title: string;
  about: string;
  fields: readonly RuleField[];
}

type Part = 'amount' | 'reference' | 'date' | 'payer' | 'auto' | 'differences' | 'covers';

const number = <Of extends Part>(
  part: Of,
  name: keyof MatchRules[Of] & string,
  field: { label: string; hint?: string; minimum: number; maximum: number; scale?: number },
): NumberRuleField => ({
  kind: 'number',
  scale: 1,
  ...field,
  key: `${part}.${name}`,
  get: (rules) => Number(rules[part][name]),
  set: (rules, value) => ({ ...rules, [part]: { ...rules[part], [name]: value } }),
});
const toggle = <Of extends Part>(part: Of, name: keyof MatchRules[Of] & string, label: string): SwitchRuleField => ({
  kind: 'switch',
  label,
  key: `${part}.${name}`,
  get: (rules) => rules[part][name] === true,
  set: (rules, value) => ({ ...rules, [part]: { ...rules[part], [name]: value } }),
});
const points = (part: 'amount' | 'reference' | 'date' | 'payer', label: string) =>
  number(part, 'points', { label, minimum: 0, maximum: 100 });

/** Every rule that people change, in the order of the form. Bounds are those of `domain/matching/invoices/schema.ts`. */
export const RULE_FIELDS: readonly RuleFields[] = [
  {
    title: 'What speaks for a match',
    about: 'Points of 100 that each agreement adds. 0 turns a rule off. Together at most 100.',
    fields: [
      points('amount', 'The amounts are equal'),
      points('reference', 'The reference names the invoice'),
      points('date', 'Paid near the day of issue or the due day'),
      number('date', 'withinDays', {
        label: 'Near means within so many days',
        hint: 'The points fall evenly to 0 at this distance.',
        minimum: 1,
        maximum: 120,
      }),
      points('payer', 'The payer is called as the client is'),
      number('payer', 'similarity', {
        label: 'Names are the same from this likeness, in per cent',
        minimum: 50,
        maximum: 100,
        scale: 100,
      }),
    ],
  },
  {
    title: 'When a person is asked',
    about: 'Below this score nothing is proposed.',
    fields: [
      {
        kind: 'number',
        key: 'store',
        label: 'Proposed from this score on',
        minimum: 1,
        maximum: 100,
        scale: 1,
        get: ({ store }) => store,
        set: (rules, store) => ({ ...rules, store }),
      },
    ],
  },
  {
    title: 'Approval without a person',
    about: 'A second person has to agree where the machine may approve more than before.',
    fields: [
      toggle('auto', 'on', 'Matches may be approved without a person'),
      number('auto', 'from', { label: 'From this score on', minimum: 1, maximum: 100 }),
      number('auto', 'margin', {
        label: 'Unless another is within so many points',
        minimum: 0,
        maximum: 100,
      }),
      {
        kind: 'switch',
        key: 'auto.twins',
        label: 'A reference may decide where a client owes the same amount twice',
        get: ({ auto }) => auto.twins === 'reference_decides',
        set: (rules, value) => ({ ...rules, auto: { ...rules.auto, twins: value ? 'reference_decides' : 'ask' } }),
      },
    ],
  },
  {
    title: 'Amounts that differ',
    about: 'Such matches are always put to a person.',
    fields: [
      toggle('differences', 'partial', 'Less than is owed, where the reference names the invoice'),
      toggle('differences', 'over', 'More than is owed, where the reference names the invoice'),
      toggle('differences', 'foreign', 'Another currency, where the reference names the invoice'),
      number('differences', 'feePermille', {
        label: 'What is missing may be a fee up to this share, in per mille',
        minimum: 0,
        maximum: 200,
      }),
    ],
  },
  {
    title: 'Several at once',
    about: 'One payment for several invoices, or several payments for one. A person always decides.',
    fields: [
      number('covers', 'atMost', { label: 'At most so many together', minimum: 2, maximum: 8 }),
      number('covers', 'withinDays', { label: 'Issued at most so many days before', minimum: 1, maximum: 730 }),
      number('covers', 'effort', {
        label: 'Steps of the search before a person is asked',
        minimum: 100,
        maximum: 1_000_000,
      }),
    ],
  },
];

/** What is kept, as it stands in a field. */
export const typedOf = ({ get, scale }: NumberRuleField, rules: MatchRules): number => Math.round(get(rules) * scale);
/** What is typed, as it is kept. */
export const keptOf = ({ set, scale }: NumberRuleField, rules: MatchRules, typed: number): MatchRules =>
  set(rules, scale === 1 ? typed : typed / scale);

const shownValue = (field: RuleField, rules: MatchRules): string =>
  field.kind === 'switch' ? (field.get(rules) ? 'yes' : 'no') : String(typedOf(field, rules));

/** What differs between two rule sets, in sentences. */
export const changesBetween = (before: MatchRules, after: MatchRules): { key: string; name: string; says: string }[] =>
  RULE_FIELDS.flatMap(({ fields }) =>
    fields.flatMap((field) => {
      const [had, has] = [shownValue(field, before), shownValue(field, after)];
      return had === has ? [] : [{ key: field.key, name: field.label, says: `${had} → ${has}.` }];
    }),
  );
