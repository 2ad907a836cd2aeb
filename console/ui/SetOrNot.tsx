import { type ReactNode, useId } from 'react';

/** A value that is set or not: two radios, the second with what is typed. Typing chooses it; emptying chooses nothing. */
export function SetOrNot({
  legend,
  unset,
  set,
  onChoose,
  children,
}: {
  legend: string;
  /** The name of the choice that sets nothing, such as “No limit”. */
  unset: string;
  set: boolean;
  onChoose(set: boolean): void;
  children: ReactNode;
}) {
  const name = useId();
  return (
    <fieldset className="set-or-not">
      <legend>{legend}</legend>
      <label className="check">
        <input type="radio" name={name} checked={!set} onChange={() => onChoose(false)} />
        {unset}
      </label>
      <div className="set-value">
        <input
          type="radio"
          name={name}
          aria-label={`${legend}: what is typed here`}
          checked={set}
          onChange={() => onChoose(true)}
        />
        {children}
      </div>
    </fieldset>
  );
}
