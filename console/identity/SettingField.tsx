import { Link } from 'react-router';
import { isCurrency } from '../../domain/money/currencies.ts';
import type { Problem } from '../api/problem.ts';
import { Choice, Field } from '../ui/fields.tsx';
import { Instant } from '../ui/Instant.tsx';
import { MARKS } from '../ui/NumberField.tsx';
import { SetOrNot } from '../ui/SetOrNot.tsx';
import { readSetting, type Setting, SPANS, type Typed, unitHint } from './settingFields.ts';
import { mayApprove } from './WaitsNote.tsx';

interface Props {
  setting: Setting;
  typed: Typed;
  onChange(typed: Typed): void;
  problem: Problem | null;
}

const names = new Intl.DisplayNames('en', { type: 'currency' });
const currencies = () =>
  Intl.supportedValuesOf('currency')
    .filter(isCurrency)
    .map((code) => [code, `${names.of(code) ?? code} (${code})`] as const)
    .toSorted(([, left], [, right]) => left.localeCompare(right));
const zones = (now: string) =>
  [...new Set([...(now ? [now] : []), ...Intl.supportedValuesOf('timeZone')])].map(
    (zone) => [zone, zone.replaceAll('_', ' ')] as const,
  );

/** What may be chosen, with the choice of nothing first; null where it is typed. */
function optionsOf({ kind, choices, unset, value }: Setting): (readonly [string, string])[] | null {
  const own =
    choices?.map((choice) => [String(choice.value), choice.name] as const) ??
    (kind === 'currency' ? currencies() : kind === 'time_zone' ? zones(typeof value === 'string' ? value : '') : null);
  return own && (unset === null ? own : [['', unset], ...own]);
}

/** The field in which a value is typed; a span has its unit beside it. */
function ValueField({ setting, typed, onChange, problem }: Props) {
  const read = readSetting(setting, typed, MARKS);
  const amount = setting.kind === 'money' || setting.kind === 'duration' || setting.kind === 'number';
  return (
    <div className="row value-row">
      <Field
        label={setting.name}
        name={setting.key}
        value={typed.text}
        onChange={(text) => onChange({ ...typed, set: true, text })}
        {...(amount ? { inputMode: 'decimal' as const } : {})}
        wrong={typed.set && !read.ok ? read.problem : null}
        hint={unitHint(setting) || undefined}
        problem={problem}
      />
      {setting.kind === 'duration' && (
        <Choice
          label={`Unit of “${setting.name}”`}
          quiet
          value={typed.span}
          onChange={(span) => onChange({ ...typed, set: true, span: span as Typed['span'] })}
          options={SPANS.map(([span]) => [span, span] as const)}
        />
      )}
    </div>
  );
}

/** What holds now, since when, by whom, and what waits. */
function Effect({ setting }: { setting: Setting }) {
  const { waiting, changed_at: at, changed_by_name: by, approved_by_name: approved } = setting;
  return (
    <>
      <p className="quiet">
        Holds now: <strong>{setting.holds}</strong>
        {setting.source === 'installation' && ', as the installation says'}
        {at && (
          <>
            {' · '}changed {by && `by ${by} `}
            {approved && `and ${approved} `}
            <Instant at={at} relative />
          </>
        )}
      </p>
      {waiting && (
        <p className="note warn">
          {waiting.sentence}. {mayApprove(waiting)} <Link to="/rights">Changes of rights</Link>
        </p>
      )}
    </>
  );
}

/** One setting: its value, what it does, and what holds now. */
export function SettingField({ setting, typed, onChange, problem }: Props) {
  const options = optionsOf(setting);
  const field = { setting, typed, onChange, problem };
  return (
    <div className="setting-field">
      {options ? (
        <Choice
          label={setting.name}
          value={typed.set ? typed.text : ''}
          onChange={(text) => onChange({ ...typed, set: text !== '', text })}
          options={options}
        />
      ) : setting.unset === null ? (
        <ValueField {...field} />
      ) : (
        <SetOrNot
          legend={setting.name}
          unset={setting.unset}
          set={typed.set}
          onChoose={(set) => onChange({ ...typed, set, text: set ? typed.text : '' })}
        >
          <ValueField {...field} />
        </SetOrNot>
      )}
      <p className="quiet">{setting.about}.</p>
      <Effect setting={setting} />
    </div>
  );
}
