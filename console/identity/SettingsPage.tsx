import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { useMay } from '../session/useSession.ts';
import { Choice, Field } from '../ui/fields.tsx';
import { Instant } from '../ui/Instant.tsx';
import { NumberField, numberOf, type Optional, optional, UnsetChoice } from '../ui/NumberField.tsx';
import { Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';
import { WaitsNote, waitsFor } from './WaitsNote.tsx';

type Setting = Schema<'Setting'>;
const SWITCH = [
  ['true', 'yes'],
  ['false', 'no'],
] as const;

const ruleFor = ({ minimum, maximum }: Setting) => ({
  minimum: minimum ?? 0,
  maximum: maximum ?? Number.MAX_SAFE_INTEGER,
  decimals: 0,
});

/** What would be kept; undefined while what stands there can't be: an empty or unreadable field is never "no limit". */
function settingValue(setting: Setting, typed: Optional): Setting['value'] | undefined {
  if (!typed.set) return setting.unset === null ? undefined : null;
  if (setting.kind === 'switch') return typed.text === 'true';
  if (setting.kind === 'number') return numberOf(typed, ruleFor(setting));
  if (setting.kind === 'list') {
    const parts = typed.text.split(',').map((part) => part.trim());
    return parts.every((part) => part !== '') ? parts : undefined;
  }
  return typed.text.trim() || undefined;
}

function SettingForm({ setting }: { setting: Setting }) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState(optional(setting.value));
  const value = settingValue(setting, typed);
  const save = useMutation({
    mutationFn: () => {
      if (value === undefined) throw new Error('what stands there can not be sent');
      return body(api.PUT('/admin/config/{key}', { params: { path: { key: setting.key } }, body: { value } }));
    },
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['config'] }),
  });
  const problem = save.error ? asProblem(save.error) : null;
  return (
    <Form
      className="setting"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {setting.kind === 'switch' || setting.kind === 'choice' ? (
        <Choice
          label={setting.name}
          value={typed.text}
          onChange={(text) => setTyped({ set: text !== '', text })}
          options={
            setting.choices
              ? [
                  ...(setting.unset === null ? [] : [['', setting.unset] as const]),
                  ...setting.choices.map((choice) => [choice, choice] as const),
                ]
              : SWITCH
          }
        />
      ) : setting.kind === 'number' ? (
        <NumberField
          label={setting.name}
          name="value"
          value={typed}
          onChange={setTyped}
          rule={ruleFor(setting)}
          unset={setting.unset}
          problem={problem}
        />
      ) : (
        <>
          <Field
            label={setting.name}
            name="value"
            value={typed.text}
            onChange={(text) => setTyped({ set: true, text })}
            wrong={typed.set && typed.text.trim() === '' ? 'Write something here.' : null}
            problem={problem}
          />
          {setting.unset !== null && <UnsetChoice text={setting.unset} value={typed} onChange={setTyped} />}
        </>
      )}
      <p className="quiet">{setting.about}</p>
      <WaitsNote change={waitsFor(save.data)} />
      {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      <Button
        className="button primary"
        type="submit"
        isDisabled={value === undefined || JSON.stringify(value) === JSON.stringify(setting.value) || save.isPending}
      >
        Save
      </Button>
    </Form>
  );
}

/** The big switch: while money is stopped no outward call begins, workflows wait, nothing is lost. */
function MoneyStop() {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const query = useQuery({ queryKey: ['money-stop'], queryFn: () => body(api.GET('/admin/money-stop')) });
  const again = () => void queries.invalidateQueries({ queryKey: ['money-stop'] });
  const stop = useMutation({
    mutationFn: () => body(api.POST('/admin/money-stop', { body: { reason: reason.trim() } })),
    onSettled: again,
  });
  const go = useMutation({ mutationFn: () => body(api.DELETE('/admin/money-stop')), onSettled: again });
  return (
    <section className="setting">
      <h2>Money stop</h2>
      <Loaded query={query}>
        {({ stops }) =>
          stops.length > 0 ? (
            <>
              {stops.map((row) => (
                <p key={row.scope} className="note bad">
                  Money is stopped for {row.scope === 'all' ? 'all tenants' : 'your tenant'}: {row.reason} ·{' '}
                  <Instant at={row.started_at} />
                </p>
              ))}
              <WaitsNote change={waitsFor(go.data)} />
              {go.error && <ProblemNote problem={asProblem(go.error)} />}
              <p className="quiet">Money moves again once a second person has approved it.</p>
              <Button
                className="button primary"
                onPress={() => go.mutate()}
                isDisabled={go.isPending || waitsFor(go.data) !== null}
              >
                Ask to let money move again
              </Button>
            </>
          ) : (
            <Form
              className="stack"
              onSubmit={(event) => {
                event.preventDefault();
                stop.mutate();
              }}
            >
              <p className="quiet">No outward money call begins while it is on. Workflows wait; nothing is lost.</p>
              {stop.error && <ProblemNote problem={asProblem(stop.error)} />}
              <Field
                label="Why"
                name="reason"
                value={reason}
                onChange={setReason}
                problem={stop.error ? asProblem(stop.error) : null}
              />
              <Button className="button danger" type="submit" isDisabled={!reason.trim() || stop.isPending}>
                Stop all money
              </Button>
            </Form>
          )
        }
      </Loaded>
    </section>
  );
}

export function SettingsPage() {
  const may = useMay();
  const query = useQuery({ queryKey: ['config'], queryFn: () => body(api.GET('/admin/config')) });
  return (
    <>
      <PageHead title="Settings" about="Bounds and switches of your tenant; each change is an audited event." />
      {may('money:stop') && <MoneyStop />}
      <Loaded query={query}>
        {({ config }) => (
          <div className="settings">
            {config.map((setting) => (
              <SettingForm key={`${setting.key} ${String(setting.value)}`} setting={setting} />
            ))}
          </div>
        )}
      </Loaded>
    </>
  );
}
