import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { Choice, Field } from '../ui/fields.tsx';
import { DataTable, ProblemNote } from '../ui/parts.tsx';

type Mapping = Schema<'CsvMapping'>;
type Csv = NonNullable<Schema<'StatementResult'>['csv']>;
type Role = 'date' | 'valueDate' | 'counterparty' | 'reference' | 'bankReference' | 'currencyColumn';

const ROLES: readonly (readonly [Role, string])[] = [
  ['date', 'Day'],
  ['valueDate', 'Day from which it counts'],
  ['counterparty', 'Payer or payee'],
  ['reference', 'What the payer wrote'],
  ['bankReference', 'The bank’s id'],
  ['currencyColumn', 'Currency'],
];

const NONE = '-';
const chosen = (value: number | null) => (value === null ? NONE : String(value));
const column = (text: string): number | null => (text === NONE ? null : Number(text));

/** Amounts in one column, or money in and out in two. */
function AmountColumns({
  mapping,
  options,
  set,
}: {
  mapping: Mapping;
  options: readonly (readonly [string, string])[];
  set(next: Mapping): void;
}) {
  const { amount } = mapping;
  const [first, second] = amount.kind === 'split' ? [amount.credit, amount.debit] : [amount.column, amount.column];
  return (
    <>
      <Choice
        label="Amounts"
        value={amount.kind === 'split' ? 'split' : 'signed'}
        onChange={(kind) =>
          set({
            ...mapping,
            amount:
              kind === 'split' ? { kind: 'split', credit: first, debit: second } : { kind: 'signed', column: first },
          })
        }
        options={[
          ['signed', 'One column'],
          ['split', 'One column for money in, one for money out'],
        ]}
      />
      {amount.kind === 'split' ? (
        <>
          <Choice
            label="Money in"
            value={String(amount.credit)}
            options={options}
            onChange={(at) => set({ ...mapping, amount: { ...amount, credit: Number(at) } })}
          />
          <Choice
            label="Money out"
            value={String(amount.debit)}
            options={options}
            onChange={(at) => set({ ...mapping, amount: { ...amount, debit: Number(at) } })}
          />
        </>
      ) : (
        <Choice
          label="Amount"
          value={String(amount.column)}
          options={options}
          onChange={(at) => set({ ...mapping, amount: { ...amount, column: Number(at) } })}
        />
      )}
    </>
  );
}

function SaveColumns({ csv }: { csv: Csv }) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const save = useMutation({
    mutationFn: () =>
      body(
        api.POST('/reconciliation/statement-mappings', {
          body: { name, head_key: csv.head_key, mapping: csv.mapping },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['statement-mappings'] }),
  });
  return (
    <div className="row">
      {save.error && <ProblemNote problem={asProblem(save.error)} />}
      <Field
        label="Name of these columns"
        name="name"
        value={name}
        onChange={setName}
        hint="The next file of this bank finds them by its head."
        maxLength={120}
      />
      <Button className="button" isDisabled={name.trim() === '' || save.isPending} onPress={() => save.mutate()}>
        {save.isSuccess ? 'Saved' : 'Save the columns'}
      </Button>
    </div>
  );
}

/** Which column of a CSV says what, beside the first rows of the file. */
export function MappingEditor({ csv, set }: { csv: Csv; set(mapping: Mapping): void }) {
  const { mapping, columns, sample } = csv;
  const options = columns.map((name, at) => [String(at), name] as const);
  const maybe = [[NONE, 'No column'] as const, ...options];
  return (
    <section className="setting" aria-labelledby="columns">
      <h2 id="columns">Columns of the file</h2>
      <div className="filters">
        {ROLES.map(([role, label]) => (
          <Choice
            key={role}
            label={label}
            value={chosen(mapping[role])}
            options={role === 'date' ? options : maybe}
            onChange={(at) => set({ ...mapping, [role]: role === 'date' ? Number(at) : column(at) })}
          />
        ))}
        <Choice
          label="Text of the bank"
          value={chosen(mapping.description[0] ?? null)}
          options={maybe}
          onChange={(at) => set({ ...mapping, description: column(at) === null ? [] : [Number(at)] })}
        />
        <AmountColumns mapping={mapping} options={options} set={set} />
      </div>
      <DataTable label="First rows of the file" head={columns}>
        {sample.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a file never change places
          <tr key={at}>
            {columns.map((name, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
              <td key={`${name} ${place}`}>
                <span className="given-text">{row[place] ?? ''}</span>
              </td>
            ))}
          </tr>
        ))}
      </DataTable>
      <SaveColumns csv={csv} />
    </section>
  );
}
