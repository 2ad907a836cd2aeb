import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { Choice } from '../ui/fields.tsx';
import { Instant } from '../ui/Instant.tsx';
import { NumberField, numberOf, optional } from '../ui/NumberField.tsx';
import { Badge, DataTable, Empty, Loaded, PageHead, ProblemNote, type Tone } from '../ui/parts.tsx';

const STATES: Record<Schema<'Vendor'>['status'], [tone: Tone, text: string]> = {
  ok: ['good', 'Answers'],
  failing: ['bad', 'Fails'],
  unknown: ['plain', 'Not called yet'],
};
const TIMES = { minimum: 1, maximum: 1_000, decimals: 0 } as const;
const VENDORS = [
  ['stripe', 'Stripe'],
  ['salesforce', 'Salesforce'],
  ['zuora', 'Zuora'],
  ['openai', 'OpenAI'],
  ['smtp', 'Mail server'],
  ['gmail', 'Gmail'],
  ['whatsapp', 'WhatsApp'],
] as const;
const nameIn = (table: readonly (readonly [string, string])[], key: string) =>
  table.find(([name]) => name === key)?.[1] ?? key.replaceAll('_', ' ');
const FAULTS = [
  ['unavailable', 'Answers 503'],
  ['rate_limit', 'Answers 429'],
  ['delay', 'Answers late'],
  ['drop_before', 'Drops the call'],
  ['drop_after', 'Does it, then drops the answer'],
  ['error_after', 'Does it, then answers 500'],
  ['malformed', 'Answers nonsense'],
] as const;

/** Faults of the simulated vendors: give one, watch the runs take it, take it away. */
function Faults() {
  const queries = useQueryClient();
  const [vendor, setVendor] = useState<string>('stripe');
  const [fault, setFault] = useState<string>('unavailable');
  const [times, setTimes] = useState(optional(3));
  const count = numberOf(times, TIMES);
  const query = useQuery({ queryKey: ['faults'], queryFn: () => body(api.GET('/sandbox/faults')) });
  const again = () => void queries.invalidateQueries({ queryKey: ['faults'] });
  const add = useMutation({
    mutationFn: () =>
      body(
        api.POST('/sandbox/faults', {
          body: {
            vendor: vendor as 'stripe',
            route: '*',
            fault: fault as 'delay',
            ...(count === null || count === undefined ? {} : { times: count }),
          },
        }),
      ),
    onSettled: again,
  });
  const clear = useMutation({ mutationFn: async () => void (await api.DELETE('/sandbox/faults')), onSettled: again });
  return (
    <section>
      <h2>Faults of the simulated vendors</h2>
      <p className="quiet">Vendors are simulated here. Give one a fault and watch how the runs take it.</p>
      {add.error && <ProblemNote problem={asProblem(add.error)} />}
      <Form
        className="row fault-form"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Choice label="Vendor" value={vendor} onChange={setVendor} options={VENDORS} />
        <Choice label="Fault" value={fault} onChange={setFault} options={FAULTS} />
        <NumberField
          label="Times"
          name="times"
          value={times}
          onChange={setTimes}
          rule={TIMES}
          unset="Until taken away"
          problem={add.error ? asProblem(add.error) : null}
        />
        <Button className="button primary" type="submit" isDisabled={count === undefined || add.isPending}>
          Give the fault
        </Button>
        <Button className="button" onPress={() => clear.mutate()}>
          Take all away
        </Button>
      </Form>
      <Loaded
        query={query}
        isEmpty={(data) => data.faults.length === 0}
        empty={
          <Empty title="All vendors behave">A fault that you give stands here until it is used up or taken away.</Empty>
        }
      >
        {({ faults }) => (
          <DataTable
            label="Faults"
            numbers={['Times left']}
            head={['Vendor', 'Calls', 'Fault', 'Only for', 'Times left']}
          >
            {faults.map((row) => (
              <tr key={JSON.stringify(row)}>
                <td>{nameIn(VENDORS, row.vendor)}</td>
                <td>{row.route === '*' ? 'all' : <code>{row.route}</code>}</td>
                <td>{nameIn(FAULTS, row.fault)}</td>
                <td>{row.account ?? 'everybody'}</td>
                <td className="number">{row.times ?? 'all'}</td>
              </tr>
            ))}
          </DataTable>
        )}
      </Loaded>
    </section>
  );
}

export function VendorsPage() {
  const query = useQuery({ queryKey: ['vendors'], queryFn: () => body(api.GET('/vendors')) });
  return (
    <>
      <PageHead title="Vendors" about="How the last calls to each went, over all runs.">
        <Button className="button" isDisabled={query.isFetching} onPress={() => void query.refetch()}>
          Read again
        </Button>
      </PageHead>
      <Loaded query={query}>
        {({ vendors }) => (
          <>
            <DataTable
              label="Vendors"
              numbers={['Failed in a row']}
              head={['Vendor', 'State', 'Last good call', 'Last failure', 'Failed in a row', 'What is wrong']}
            >
              {vendors.map((vendor) => (
                <tr key={vendor.vendor}>
                  <td>
                    {vendor.title} {vendor.mock && <Badge tone="info">simulated</Badge>}{' '}
                    {!vendor.configured && <Badge tone="warn">not configured</Badge>}
                  </td>
                  <td>
                    <Badge tone={STATES[vendor.status][0]}>{STATES[vendor.status][1]}</Badge>
                  </td>
                  <td>
                    <Instant at={vendor.last_ok_at} relative />
                  </td>
                  <td>
                    <Instant at={vendor.last_failure_at} relative />
                  </td>
                  <td className="number">{vendor.failures}</td>
                  <td>
                    {vendor.problem ? vendor.problem.text : <span className="quiet">–</span>}
                    {vendor.problem?.next && <span className="quiet">. {vendor.problem.next}</span>}
                    {vendor.last_code && (
                      <details className="raw">
                        <summary>The code</summary>
                        <code>{vendor.last_code}</code>
                      </details>
                    )}
                  </td>
                </tr>
              ))}
            </DataTable>
            {vendors.some((vendor) => vendor.mock) && <Faults />}
          </>
        )}
      </Loaded>
    </>
  );
}
