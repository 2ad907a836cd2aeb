import type { ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import type { Problem } from '../api/problem.ts';

interface FieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
  /** Name of the field in the API, so that its problem stands beside it. */
  name: string;
  problem?: Problem | null;
  /** What is wrong with what stands here, found before anything is sent. */
  wrong?: string | null | undefined;
  hint?: ReactNode;
  disabled?: boolean;
  type?: 'text' | 'email' | 'password' | 'number';
  lines?: number;
  required?: boolean;
  autoComplete?: string;
  autoFocus?: boolean;
  inputMode?: 'decimal' | 'numeric';
  maxLength?: number;
}

/** The rule of the API this field broke, if it did. */
const ruleOf = (problem: Problem | null | undefined, name: string) =>
  problem?.fields.find(({ field }) => field === name || field.endsWith(`.${name}`))?.rule;

export function Field({
  label,
  value,
  onChange,
  name,
  problem,
  wrong,
  hint,
  type = 'text',
  lines,
  ...rest
}: FieldProps) {
  const rule = wrong ?? ruleOf(problem, name);
  return (
    <TextField
      className="field"
      name={name}
      value={value}
      onChange={onChange}
      type={type}
      isInvalid={rule !== undefined}
      isDisabled={rest.disabled ?? false}
      isRequired={rest.required ?? false}
      validationBehavior="aria"
      {...(rest.autoComplete ? { autoComplete: rest.autoComplete } : {})}
      {...(rest.maxLength ? { maxLength: rest.maxLength } : {})}
      {...(rest.inputMode ? { inputMode: rest.inputMode } : {})}
      autoFocus={rest.autoFocus ?? false}
    >
      <Label>{label}</Label>
      {lines ? <TextArea rows={lines} /> : <Input />}
      {hint && <Text slot="description">{hint}</Text>}
      <FieldError>{rule}</FieldError>
    </TextField>
  );
}

/** A choice among few: the browser's own, which every device knows best. */
export function Choice({
  label,
  value,
  onChange,
  options,
  quiet = false,
}: {
  label: string;
  value: string;
  onChange(value: string): void;
  options: readonly (readonly [value: string, text: string])[];
  /** Shows the label to screen readers only. */
  quiet?: boolean;
}) {
  return (
    <label className="field">
      <span className={quiet ? 'for-readers' : 'label'}>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
