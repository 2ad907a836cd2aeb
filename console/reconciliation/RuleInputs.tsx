import { readTypedNumber } from '../../domain/money/typedAmount.ts';
import { MARKS, NumberField, type Optional, optional } from '../ui/NumberField.tsx';
import { keptOf, type MatchRules, type NumberRuleField, RULE_FIELDS, typedOf } from './matchRuleFields.ts';

/** What stands in the fields, by their keys: text that is typed, or a tick. */
export type RuleDrafts = Readonly<Record<string, Optional | boolean>>;
type Field = (typeof RULE_FIELDS)[number]['fields'][number];

const FIELDS = RULE_FIELDS.flatMap(({ fields }) => fields);

/** Rules as they stand in the fields. */
export const draftsOf = (rules: MatchRules): RuleDrafts =>
  Object.fromEntries(
    FIELDS.map((field) => [field.key, field.kind === 'switch' ? field.get(rules) : optional(typedOf(field, rules))]),
  );

const boundsOf = ({ minimum, maximum }: NumberRuleField) => ({ minimum, maximum, decimals: 0 });

/** The rules that the fields say, in place of those of `base`; null where a field can't be read. */
export function rulesOf(base: MatchRules, drafts: RuleDrafts): MatchRules | null {
  let rules = base;
  for (const field of FIELDS) {
    const draft = drafts[field.key];
    if (field.kind === 'switch') rules = field.set(rules, draft === true);
    else {
      const read = readTypedNumber(typeof draft === 'object' ? draft.text : '', boundsOf(field), MARKS);
      if (!read.ok) return null;
      rules = keptOf(field, rules, read.value);
    }
  }
  return rules;
}

/** The fields of one group. */
export function RuleInputs({
  fields,
  drafts,
  readOnly,
  onChange,
}: {
  fields: readonly Field[];
  drafts: RuleDrafts;
  readOnly: boolean;
  onChange(key: string, draft: Optional | boolean): void;
}) {
  return fields.map((field) => {
    const draft = drafts[field.key];
    if (field.kind === 'switch')
      return (
        <label key={field.key} className="check">
          <input
            type="checkbox"
            disabled={readOnly}
            checked={draft === true}
            onChange={(event) => onChange(field.key, event.target.checked)}
          />
          {field.label}
        </label>
      );
    return (
      <NumberField
        key={field.key}
        label={field.label}
        name={field.key}
        value={typeof draft === 'object' ? draft : optional('')}
        onChange={(next) => !readOnly && onChange(field.key, next)}
        rule={boundsOf(field)}
        hint={`${field.hint ? `${field.hint} ` : ''}${field.minimum} to ${field.maximum.toLocaleString()}.`}
      />
    );
  });
}
