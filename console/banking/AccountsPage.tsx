import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { Link } from 'react-router';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { useMay } from '../session/useSession.ts';
import { AskDialog } from '../ui/AskDialog.tsx';
import { Field } from '../ui/fields.tsx';
import { dayText } from '../ui/Instant.tsx';
import { DataTable, Empty, Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';

/** The accounts, wherever a page lets somebody choose one. */
export const useAccounts = () =>
  useQuery({ queryKey: ['bank-accounts'], queryFn: () => body(api.GET('/reconciliation/accounts')) });

function AddAccount({ onClose }: { onClose(): void }) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [currency, setCurrency] = useState('EUR');
  const [number, setNumber] = useState('');
  const add = useMutation({
    mutationFn: () =>
      body(
        api.POST('/reconciliation/accounts', {
          body: { name, currency: currency.trim().toUpperCase(), ...(number.trim() ? { number: number.trim() } : {}) },
        }),
      ),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['bank-accounts'] });
      onClose();
    },
  });
  const problem = add.error ? asProblem(add.error) : null;
  return (
    <AskDialog title="Add a bank account" onClose={onClose}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
        <Field label="Name" name="name" value={name} onChange={setName} problem={problem} required autoFocus />
        <Field
          label="Currency"
          name="currency"
          value={currency}
          onChange={setCurrency}
          problem={problem}
          required
          maxLength={3}
        />
        <Field
          label="IBAN or account number"
          name="number"
          value={number}
          onChange={setNumber}
          problem={problem}
          hint="With it the statements of this account find it by themselves. It is kept encrypted."
        />
        <div className="row">
          <Button className="button primary" type="submit" isDisabled={add.isPending}>
            Add the account
          </Button>
          <Button className="button quiet-button" onPress={onClose}>
            Leave it
          </Button>
        </div>
      </Form>
    </AskDialog>
  );
}

type Account = Schema<'BankAccount'>;
const gapText = ({ from, to }: Account['gaps'][number]) => `${dayText(from)} to ${dayText(to)}`;

function Accounts({ rows }: { rows: readonly Account[] }) {
  return (
    <DataTable
      label="Bank accounts"
      numbers={['Balance', 'Open']}
      head={['Account', 'Bank', 'Balance', 'Of', 'Told of', 'Open', 'Nothing tells of']}
    >
      {rows.map((account) => (
        <tr key={account.account_id}>
          <td>
            <Link to={`/transactions?account=${account.account_id}`}>{account.name}</Link>
          </td>
          <td>{account.institution ?? '–'}</td>
          <td className="number">{account.balance?.text ?? '–'}</td>
          <td>{account.balance_on ? dayText(account.balance_on) : '–'}</td>
          <td>
            {account.first_day && account.last_day
              ? `${dayText(account.first_day)} to ${dayText(account.last_day)}`
              : '–'}
          </td>
          <td className="number">{account.open}</td>
          <td>{account.gaps.length > 0 ? account.gaps.map(gapText).join(', ') : 'No gap'}</td>
        </tr>
      ))}
    </DataTable>
  );
}

export function AccountsPage() {
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const query = useAccounts();
  return (
    <>
      <PageHead
        title="Bank accounts"
        about="What each bank last said is on an account, and days of which nothing tells."
      >
        {may('banking:manage') && (
          <>
            <Link className="button primary" to="/import-statement">
              Import a statement
            </Link>
            <Button className="button" onPress={() => setAdding(true)}>
              Add an account
            </Button>
          </>
        )}
      </PageHead>
      <Loaded
        query={query}
        isEmpty={({ accounts }) => accounts.length === 0}
        empty={<Empty title="No bank account yet">The first statement that names its account adds it here.</Empty>}
      >
        {({ accounts }) => <Accounts rows={accounts} />}
      </Loaded>
      {adding && <AddAccount onClose={() => setAdding(false)} />}
    </>
  );
}
