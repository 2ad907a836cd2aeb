import { marksOf, readTypedNumber } from '../../domain/money/typedAmount.ts';
import type { Problem } from '../api/problem.ts';
import { Field } from './fields.tsx';

/** How this browser's language writes numbers. */
export const MARKS = marksOf(undefined);

interface NumberRule {
  minimum: number;
  maximum: number;
  /** Digits behind the point at most. */
  decimals: number;
}

/** A value that may be set or not: unset is chosen, never what is left when a text can't be read. */
export interface Optional {
  set: boolean;
  text: string;
}
export const optional = (value: string | number | boolean | string[] | null | undefined): Optional => ({
  set: value !== null && value !== undefined,
  text: value === null || value === undefined ? '' : Array.isArray(value) ? value.join(', ') : String(value),
});

/** The number, null where "not set" was chosen, or undefined where what stands there can't be sent. */
export function numberOf({ set, text }: Optional, rule: NumberRule): number | null | undefined {
  if (!set) return null;
  const read = readTypedNumber(text, rule, MARKS);
  return read.ok ? read.value : undefined;
}

/** A choice that takes a value away, in words such as "No limit"; typing a value takes the choice back. */
function UnsetChoice({ text, value, onChange }: { text: string; value: Optional; onChange(value: Optional): void }) {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={!value.set}
        onChange={(event) => onChange({ text: '', set: !event.target.checked })}
      />
      {text}
    </label>
  );
}

/** A typed number, checked beside the field; with `unset` beside a choice that takes it away. */
export function NumberField({
  label,
  name,
  value,
  onChange,
  rule,
  unset = null,
  hint,
  problem,
}: {
  label: string;
  name: string;
  value: Optional;
  onChange(value: Optional): void;
  rule: NumberRule;
  unset?: string | null;
  hint?: string;
  problem?: Problem | null;
}) {
  const read = readTypedNumber(value.text, rule, MARKS);
  const digitsOnly = /^\d*$/.test(value.text.trim());
  // What was understood, where it was not written in digits alone.
  const echo = read.ok && !digitsOnly ? `Read as ${read.value}. ` : '';
  return (
    <>
      <Field
        label={label}
        name={name}
        value={value.text}
        onChange={(text) => onChange({ set: true, text })}
        inputMode={rule.decimals > 0 ? 'decimal' : 'numeric'}
        wrong={value.set && !read.ok ? read.problem : null}
        hint={`${echo}${hint ?? ''}` || undefined}
        problem={problem ?? null}
      />
      {unset !== null && <UnsetChoice text={unset} value={value} onChange={onChange} />}
    </>
  );
}
