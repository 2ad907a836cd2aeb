import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { api, asProblem, body } from '../api/client.ts';
import { useMay } from '../session/useSession.ts';
import { Field } from '../ui/fields.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';
import { SettingGroup } from './SettingGroup.tsx';
import type { Setting } from './settingFields.ts';
import { WaitsNote, waitsFor } from './WaitsNote.tsx';

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

/** Settings in their groups, as the API orders them. */
const grouped = (settings: readonly Setting[]): Setting[][] => [
  ...Map.groupBy(settings, ({ group }) => group).values(),
];

export function SettingsPage() {
  const may = useMay();
  const query = useQuery({ queryKey: ['config'], queryFn: () => body(api.GET('/admin/config')) });
  return (
    <>
      <PageHead
        title="Settings"
        about="What your tenant allows, and who changed it last. Each change is kept in the audit events."
      />
      {may('money:stop') && <MoneyStop />}
      <Loaded query={query}>
        {({ config }) => (
          <div className="settings">
            {grouped(config).map((settings) => (
              <SettingGroup key={settings[0]?.group} settings={settings} />
            ))}
          </div>
        )}
      </Loaded>
    </>
  );
}
