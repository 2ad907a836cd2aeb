import { Link } from 'react-router';
import { api, body, type Schema } from '../api/client.ts';
import { Choice } from '../ui/fields.tsx';
import { dayText } from '../ui/Instant.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { Badge, DataTable, Empty, PageHead } from '../ui/parts.tsx';
import { useAddressFilters } from '../ui/useAddressFilters.ts';
import { useAccounts } from './AccountsPage.tsx';
import { STATUS_WORDS } from './words.ts';

type Line = Schema<'BankTransaction'>;
const STATES = [
  ['', 'All states'],
  ...Object.entries(STATUS_WORDS).map(([key, { text }]) => [key, text] as const),
] as const;
const DIRECTIONS = [
  ['', 'In and out'],
  ['in', 'Money in'],
  ['out', 'Money out'],
] as const;
const isDay = (text: string | null): text is string => /^\d{4}-\d\d-\d\d$/.test(text ?? '');

/** What the address asks for, as the API takes it; what it does not know is left out. */
function filtersOf(search: URLSearchParams) {
  const status = (Object.keys(STATUS_WORDS) as Line['status'][]).find((one) => one === search.get('status'));
  const direction = (['in', 'out'] as const).find((one) => one === search.get('direction'));
  const [account, from, to, words] = ['account', 'from', 'to', 'search'].map((name) => search.get(name));
  return {
    ...(status ? { status } : {}),
    ...(direction ? { direction } : {}),
    ...(account ? { account_id: account } : {}),
    ...(isDay(from ?? null) ? { from: from as string } : {}),
    ...(isDay(to ?? null) ? { to: to as string } : {}),
    ...(words?.trim() ? { search: words.trim() } : {}),
  };
}

function DayFilter({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) {
  return (
    <label className="field">
      <span className="for-readers">{label}</span>
      <input type="date" value={value} title={label} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}

function Filters({ search, set }: { search: URLSearchParams; set(name: string, value: string): void }) {
  const accounts = useAccounts().data?.accounts ?? [];
  const options = [['', 'All accounts'] as const, ...accounts.map((one) => [one.account_id, one.name] as const)];
  const value = (name: string) => search.get(name) ?? '';
  return (
    <search className="filters" aria-label="Filters of bank transactions">
      <input
        type="search"
        className="search"
        aria-label="Name, reference or amount"
        placeholder="Name, reference or amount"
        maxLength={100}
        value={value('search')}
        onChange={(event) => set('search', event.target.value)}
      />
      <Choice quiet label="State" value={value('status')} onChange={(next) => set('status', next)} options={STATES} />
      <Choice
        quiet
        label="Account"
        value={value('account')}
        onChange={(next) => set('account', next)}
        options={options}
      />
      <Choice
        quiet
        label="Direction"
        value={value('direction')}
        onChange={(next) => set('direction', next)}
        options={DIRECTIONS}
      />
      <DayFilter label="Booked from" value={value('from')} onChange={(next) => set('from', next)} />
      <DayFilter label="Booked until" value={value('to')} onChange={(next) => set('to', next)} />
    </search>
  );
}

function Rows({ rows }: { rows: readonly Line[] }) {
  return (
    <DataTable
      label="Bank transactions"
      numbers={['Amount']}
      head={['Booked', 'Who', 'Amount', 'What for', 'Account', 'State']}
    >
      {rows.map((line) => (
        <tr key={line.transaction_id}>
          <td>{dayText(line.booked_on)}</td>
          <td>
            <Link to={`/transactions/${line.transaction_id}`}>{line.counterparty ?? 'No name'}</Link>
          </td>
          <td className="number">{line.amount.text}</td>
          <td>
            <span className="given-text">{line.reference ?? line.description ?? '–'}</span>
          </td>
          <td>{line.account_name}</td>
          <td>
            <Badge tone={STATUS_WORDS[line.status].tone}>{STATUS_WORDS[line.status].text}</Badge>
            {line.posting === 'pending' && <p className="quiet">Not booked yet</p>}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

export function TransactionsPage() {
  const [search, set] = useAddressFilters();
  const filters = filtersOf(search);
  const query = usePages(['bank-lines', filters], (cursor) =>
    body(
      api.GET('/reconciliation/transactions', {
        params: { query: { limit: 50, ...filters, ...(cursor ? { cursor } : {}) } },
      }),
    ),
  );
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <>
      <PageHead title="Bank transactions" about="Every line of every account, whatever it came from." />
      <Filters search={search} set={set} />
      <Paged
        query={query}
        rows={(page) => page.transactions}
        empty={
          isFiltered ? (
            <Empty title="No transaction fits">Change the filters, or take them away.</Empty>
          ) : (
            <Empty title="No bank transaction yet">Connect a bank, or import a statement.</Empty>
          )
        }
      >
        {(rows) => <Rows rows={rows} />}
      </Paged>
    </>
  );
}
