import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { useMay } from '../session/useSession.ts';
import { Choice, Field } from '../ui/fields.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';

type Setting = Schema<'Setting'>;
const SWITCH = [
  ['true', 'yes'],
  ['false', 'no'],
] as const;

function SettingForm({ setting }: { setting: Setting }) {
  const queries = useQueryClient();
  const [text, setText] = useState(setting.value === null ? '' : String(setting.value));
  const save = useMutation({
    mutationFn: () => {
      const given = text.trim() === '' ? null : text.trim();
      const value =
        setting.kind === 'switch'
          ? text === 'true'
          : setting.kind === 'number' && given
            ? Number(given)
            : setting.kind === 'list' && given
              ? given.split(',').map((one) => one.trim())
              : given;
      return body(api.PUT('/admin/config/{key}', { params: { path: { key: setting.key } }, body: { value } }));
    },
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['config'] }),
  });
  const problem = save.error ? asProblem(save.error) : null;
  const changed = text !== (setting.value === null ? '' : String(setting.value));
  const name = setting.key.replaceAll('_', ' ');
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
          label={name}
          value={text}
          onChange={setText}
          options={
            setting.choices
              ? [['', 'As the installation says'], ...setting.choices.map((choice) => [choice, choice] as const)]
              : SWITCH
          }
        />
      ) : (
        <Field
          label={name}
          name="value"
          value={text}
          onChange={setText}
          problem={problem}
          {...(setting.kind === 'number' ? { inputMode: 'numeric' as const } : {})}
        />
      )}
      <p className="quiet">{setting.about}</p>
      {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      <Button className="button primary" type="submit" isDisabled={!changed || save.isPending}>
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
  const go = useMutation({ mutationFn: async () => void (await api.DELETE('/admin/money-stop')), onSettled: again });
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
              <Button className="button primary" onPress={() => go.mutate()} isDisabled={go.isPending}>
                Let money move again
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
