import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { asProblem } from '../api/client.ts';
import { problemOf } from '../api/problem.ts';
import { sessionFetch } from '../session/session.ts';
import { Badge, ProblemNote } from '../ui/parts.tsx';
import { callAction } from './callAction.ts';

type Connectable = {
  kind: string;
  name: string;
  about: string;
  configured: boolean;
  mock: boolean;
  method: 'get' | 'post';
  path: string;
  institutions_path: string | null;
};
interface Institution {
  institution_id: string;
  name: string;
}

/** Leaves for the vendor's page: it leads back to this one. */
async function leaveFor(call: Parameters<typeof callAction>[0]): Promise<void> {
  const link = await callAction(call);
  if (link) window.location.assign(link);
}

async function banksOf(path: string, country: string): Promise<Institution[]> {
  const url = new URL(`/api/v1${path}`, window.location.origin);
  url.searchParams.set('country', country);
  const response = await sessionFetch(new Request(url, { headers: { accept: 'application/json' } }));
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemOf(response.status, answer);
  return (answer as { institutions: Institution[] }).institutions;
}

/** The banks of a country, to choose one. */
function Banks({ way }: { way: Connectable }) {
  const [country, setCountry] = useState('DE');
  const isCountry = /^[A-Za-z]{2}$/.test(country);
  const path = way.institutions_path ?? '';
  const query = useQuery({
    queryKey: ['institutions', path, country.toUpperCase()],
    queryFn: () => banksOf(path, country.toUpperCase()),
    enabled: isCountry,
  });
  const connect = useMutation({
    mutationFn: (institution: Institution) =>
      leaveFor({
        method: way.method,
        path: way.path,
        query: null,
        body: { institution_id: institution.institution_id, country: country.toUpperCase() },
      }),
  });
  const problem = connect.error ?? query.error;
  return (
    <div className="stack">
      <TextField value={country} onChange={setCountry} maxLength={2}>
        <Label>Country of the bank (two letters)</Label>
        <Input />
      </TextField>
      {problem && <ProblemNote problem={asProblem(problem)} />}
      {query.data?.length === 0 && <p className="quiet">No bank of this country can be connected here.</p>}
      <ul className="plain">
        {(query.data ?? []).map((institution) => (
          <li key={institution.institution_id}>
            <Button className="button" isDisabled={connect.isPending} onPress={() => connect.mutate(institution)}>
              Connect {institution.name}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** One way to connect something, opened by its name. */
export function ConnectWay({ way }: { way: Connectable }) {
  const [isOpen, setOpen] = useState(false);
  const connect = useMutation({
    mutationFn: () => leaveFor({ method: way.method, path: way.path, query: null, body: {} }),
  });
  const begin = () => (way.institutions_path ? setOpen(!isOpen) : connect.mutate());
  return (
    <section>
      <h3>
        {way.name} {way.mock && <Badge tone="info">simulated</Badge>}
      </h3>
      <p>{way.about}.</p>
      {way.configured ? (
        <Button className="button" isDisabled={connect.isPending} aria-expanded={isOpen} onPress={begin}>
          {way.institutions_path ? `Choose a bank at ${way.name}` : `Connect by ${way.name}`}
        </Button>
      ) : (
        <p className="quiet">It has no credentials here. Whoever keeps this installation gives them.</p>
      )}
      {connect.error && <ProblemNote problem={asProblem(connect.error)} />}
      {isOpen && <Banks way={way} />}
    </section>
  );
}
