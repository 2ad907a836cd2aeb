import { Link } from 'react-router';
import { api, body, type Schema } from '../api/client.ts';
import { Choice } from '../ui/fields.tsx';
import { dayText, Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { Badge, DataTable, Empty, PageHead } from '../ui/parts.tsx';
import { useAddressFilters } from '../ui/useAddressFilters.ts';
import { useRowKeys } from '../ui/useRowKeys.ts';
import { keysOf, SIDE_WORDS, WAIT_WORDS } from './words.ts';

const WAITS = keysOf(WAIT_WORDS);
type Item = Schema<'UnmatchedItem'>;
const KINDS = [['', 'Expected and mismatched'], ...WAITS.map((wait) => [wait, WAIT_WORDS[wait]] as const)] as const;
const SIDES = [
  ['', 'Payments and invoices'],
  ['bank', 'Bank lines'],
  ['stripe', 'Card payments'],
  ['invoice', 'Invoices'],
] as const;

function filtersOf(search: URLSearchParams) {
  const wait = WAITS.find((one) => one === search.get('wait'));
  const side = (['bank', 'stripe', 'invoice'] as const).find((one) => one === search.get('side'));
  return { ...(wait ? { wait } : {}), ...(side ? { side } : {}) };
}

/** A line of the bank has a page, where it can be set aside. */
function Name({ item }: { item: Item }) {
  if (item.side !== 'bank') return <>{item.name}</>;
  return (
    <Link data-row="" to={`/transactions/${item.item_id}`}>
      {item.name}
    </Link>
  );
}

function Rows({ rows }: { rows: readonly Item[] }) {
  return (
    <DataTable
      label="Not matched"
      numbers={['Amount']}
      head={['What', 'Amount', 'Paid or due', 'Why', 'Whose turn', 'Since']}
    >
      {rows.map((item) => (
        <tr key={`${item.side} ${item.item_id}`}>
          <td>
            <Name item={item} />
            <p className="quiet">
              {SIDE_WORDS[item.side]}
              {item.about && `: ${item.about}`}
            </p>
          </td>
          <td className="number">
            {item.amount_minor === null ? '–' : <Money minor={item.amount_minor} currency={item.currency} />}
          </td>
          <td>{item.day ? dayText(item.day) : '–'}</td>
          <td>
            <Badge tone={item.tone}>{item.wait_text.split(':')[0]}</Badge>
            <p>{item.reason_text}.</p>
            {item.fitting.length > 0 && (
              <ul>
                {item.fitting.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            )}
          </td>
          <td>{item.owner_text}</td>
          <td>
            <Instant at={item.since} relative />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** Payments and invoices without a match: why, since when, and whose turn it is. The oldest stands first. */
export function NotMatchedPage() {
  const [search, set] = useAddressFilters();
  useRowKeys();
  const filters = filtersOf(search);
  const query = usePages(['unmatched', filters], (cursor) =>
    body(
      api.GET('/reconciliation/unmatched', {
        params: { query: { limit: 50, ...filters, ...(cursor ? { cursor } : {}) } },
      }),
    ),
  );
  const value = (name: string) => search.get(name) ?? '';
  return (
    <>
      <PageHead title="Not matched" about="Money and invoices that belong to nothing yet, the oldest first." />
      <search className="filters" aria-label="Filters of what is not matched">
        <Choice quiet label="Why" value={value('wait')} onChange={(next) => set('wait', next)} options={KINDS} />
        <Choice quiet label="What" value={value('side')} onChange={(next) => set('side', next)} options={SIDES} />
      </search>
      <Paged
        query={query}
        rows={(page) => page.items}
        empty={
          Object.keys(filters).length > 0 ? (
            <Empty title="Nothing fits">Change the filters, or take them away.</Empty>
          ) : (
            <Empty title="Everything is matched">No payment and no open invoice waits for its other side.</Empty>
          )
        }
      >
        {(rows) => <Rows rows={rows} />}
      </Paged>
    </>
  );
}
