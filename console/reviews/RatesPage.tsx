import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { api, asProblem, body } from '../api/client.ts';
import { Field } from '../ui/fields.tsx';
import { dayText } from '../ui/Instant.tsx';
import { DataTable, Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';

/** One rate, set as of today. */
function RateForm({ base }: { base: string }) {
  const queries = useQueryClient();
  const [currency, setCurrency] = useState('');
  const [rate, setRate] = useState('');
  const save = useMutation({
    mutationFn: () => body(api.PUT('/currency-rates', { body: { rates: [{ currency, rate }] } })),
    onSuccess: () => {
      setCurrency('');
      setRate('');
      void queries.invalidateQueries({ queryKey: ['currency-rates'] });
      void queries.invalidateQueries({ queryKey: ['reviews'] });
    },
  });
  return (
    <Form
      className="row rate-form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Field
        label="Currency"
        name="currency"
        value={currency}
        onChange={(text) => setCurrency(text.toUpperCase())}
        maxLength={3}
        problem={save.error ? asProblem(save.error) : null}
        required
      />
      <Field
        label={`${base} for one of it`}
        name="rate"
        value={rate}
        onChange={setRate}
        inputMode="decimal"
        maxLength={25}
        problem={save.error ? asProblem(save.error) : null}
        required
      />
      <Button className="button primary" type="submit" isDisabled={currency.length < 3 || !rate || save.isPending}>
        Set the rate
      </Button>
      {save.error && <ProblemNote problem={asProblem(save.error)} />}
      {save.data && (
        <p role="status">
          Saved. {save.data.reordered} open {save.data.reordered === 1 ? 'task stands' : 'tasks stand'} elsewhere now.
        </p>
      )}
    </Form>
  );
}

/** The rates by which the inbox compares amounts of several currencies. */
export function RatesPage() {
  const rates = useQuery({ queryKey: ['currency-rates'], queryFn: () => body(api.GET('/currency-rates')) });
  return (
    <>
      <PageHead
        title="Currency rates"
        about="They only order the inbox: amounts of several currencies are compared by them. No money is moved, converted or reported by them."
      />
      <Loaded query={rates}>
        {(data) => (
          <>
            <RateForm base={data.base_currency} />
            <DataTable
              label="Currency rates"
              head={['Currency', `${data.base_currency} for one`, 'Holds since', 'Set by']}
              numbers={[`${data.base_currency} for one`]}
            >
              {data.rates.map((rate) => (
                <tr key={rate.currency}>
                  <td>{rate.currency}</td>
                  <td className="number">{rate.rate}</td>
                  <td>{dayText(rate.valid_from)}</td>
                  <td>{rate.source === 'tenant' ? 'your tenant' : 'shipped with the product, rounded'}</td>
                </tr>
              ))}
            </DataTable>
          </>
        )}
      </Loaded>
    </>
  );
}
