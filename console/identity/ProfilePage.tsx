import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { api, asProblem, body } from '../api/client.ts';
import { renew } from '../session/session.ts';
import { useSession } from '../session/useSession.ts';
import { Field } from '../ui/fields.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Badge, DataTable, Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';
import { deviceText } from './deviceText.ts';
import { useRights } from './useRights.ts';

function Password() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: async () => {
      const { error, response } = await api.POST('/auth/password', {
        body: { current_password: current, new_password: next },
      });
      if (!response.ok) await body(Promise.resolve({ error, response }));
    },
    onSuccess: () => {
      setCurrent('');
      setNext('');
    },
  });
  const problem = change.error ? asProblem(change.error) : null;
  return (
    <section className="setting">
      <h2>Password</h2>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        {problem && <ProblemNote problem={problem} />}
        {change.isSuccess && <p className="note good">Changed. Your other sessions have ended.</p>}
        <Field
          label="Password now"
          name="current_password"
          type="password"
          value={current}
          onChange={setCurrent}
          autoComplete="current-password"
          problem={problem}
        />
        <Field
          label="New password"
          name="new_password"
          type="password"
          value={next}
          onChange={setNext}
          autoComplete="new-password"
          problem={problem}
          hint="10 to 128 characters"
        />
        <Button className="button primary" type="submit" isDisabled={!current || next.length < 10 || change.isPending}>
          Change it
        </Button>
      </Form>
    </section>
  );
}

function SecondFactor() {
  const session = useSession();
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const begin = useMutation({ mutationFn: () => body(api.POST('/auth/second-factor', { body: { password } })) });
  const confirm = useMutation({
    mutationFn: async () => {
      const { error, response } = await api.POST('/auth/second-factor/confirm', { body: { code: code.trim() } });
      if (!response.ok) await body(Promise.resolve({ error, response }));
      // A token made without the factor carries fewer rights; the next one has them all.
      await renew();
      location.reload();
    },
  });
  if (!('profile' in session)) return null;
  const problem = begin.error ?? confirm.error;
  return (
    <section className="setting">
      <h2>Second factor</h2>
      {session.profile.second_factor ? (
        <p>
          <Badge tone="good">on</Badge> A code of your authenticator app is asked for at every sign-in.
        </p>
      ) : (
        <div className="stack">
          {problem && <ProblemNote problem={asProblem(problem)} />}
          {begin.data ? (
            <Form
              className="stack"
              onSubmit={(event) => {
                event.preventDefault();
                confirm.mutate();
              }}
            >
              <p>Type this secret into your authenticator app, then the code it shows.</p>
              <p className="secret">
                <code>{begin.data.secret}</code>
              </p>
              <Field
                label="Code"
                name="code"
                value={code}
                onChange={setCode}
                inputMode="numeric"
                autoComplete="one-time-code"
                problem={problem ? asProblem(problem) : null}
                autoFocus
              />
              <Button
                className="button primary"
                type="submit"
                isDisabled={code.trim().length !== 6 || confirm.isPending}
              >
                Turn it on
              </Button>
            </Form>
          ) : (
            <>
              <p className="quiet">Off. Your tenant may demand it of people who decide about money.</p>
              <Form
                className="stack"
                onSubmit={(event) => {
                  event.preventDefault();
                  begin.mutate();
                }}
              >
                <Field
                  label="Your password"
                  name="password"
                  type="password"
                  value={password}
                  onChange={setPassword}
                  autoComplete="current-password"
                  problem={problem ? asProblem(problem) : null}
                />
                <Button className="button" type="submit" isDisabled={!password || begin.isPending}>
                  Set it up
                </Button>
              </Form>
            </>
          )}
        </div>
      )}
    </section>
  );
}

function Sessions() {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['sessions'],
    queryFn: () => body(api.GET('/auth/sessions', { params: { query: { limit: 20 } } })),
  });
  const end = useMutation({
    mutationFn: async (id: string) =>
      void (await api.DELETE('/auth/sessions/{session_id}', { params: { path: { session_id: id } } })),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
  return (
    <section>
      <h2>Sessions</h2>
      <Loaded query={query}>
        {({ sessions }) => (
          <DataTable label="Sessions" head={['Begun', 'Last used', 'Device', '']}>
            {sessions.map((row) => (
              <tr key={row.session_id}>
                <td>
                  <Instant at={row.created_at} />
                </td>
                <td>
                  <Instant at={row.last_used_at} relative />
                </td>
                <td title={row.user_agent ?? undefined}>{deviceText(row.user_agent)}</td>
                <td>
                  {row.current ? (
                    <Badge tone="info">this one</Badge>
                  ) : row.revoked_at ? (
                    <span className="quiet">ended</span>
                  ) : (
                    <Button className="button" onPress={() => end.mutate(row.session_id)}>
                      End it
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </Loaded>
    </section>
  );
}

export function ProfilePage() {
  const session = useSession();
  const { roleNames } = useRights();
  if (!('profile' in session)) return null;
  return (
    <>
      <PageHead title="Your account" about={`${session.profile.email} · ${roleNames(session.profile.roles)}`} />
      <div className="settings">
        <Password />
        <SecondFactor />
      </div>
      <Sessions />
    </>
  );
}
