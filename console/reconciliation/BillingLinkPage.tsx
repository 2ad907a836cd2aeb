import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useSearchParams } from 'react-router';
import { api, body, type Schema } from '../api/client.ts';
import { useMay } from '../session/useSession.ts';
import { dayText } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Badge, DataTable, Empty, Loaded, PageHead } from '../ui/parts.tsx';

function Invoice({ invoice }: { invoice: Schema<'Invoice'> }) {
  const { currency } = invoice;
  return (
    <>
      <PageHead title={`Invoice ${invoice.number}`} about={invoice.client ?? 'The client is not known'}>
        <Link to="/not-matched?side=invoice">What is not matched</Link>
        <Link to="/matches">All matches</Link>
      </PageHead>
      {invoice.mock && <Badge tone="info">simulated</Badge>}
      <DataTable
        label="What is owed"
        head={['Total', 'Paid', 'Left to pay', 'Due']}
        numbers={['Total', 'Paid', 'Left to pay']}
      >
        <tr>
          <td className="number">
            <Money minor={invoice.total_minor} currency={currency} />
          </td>
          <td className="number">
            <Money minor={invoice.paid_minor} currency={currency} />
          </td>
          <td className="number">
            <Money minor={invoice.balance_minor} currency={currency} />
          </td>
          <td>{invoice.due_on ? dayText(invoice.due_on) : '–'}</td>
        </tr>
      </DataTable>
    </>
  );
}

/** Where the hook file in WHMCS leads: the invoice as it was read. Without one, to the connections. */
export function BillingLinkPage() {
  const [search] = useSearchParams();
  const may = useMay();
  const [instance, number] = [search.get('instance'), search.get('invoice')];
  const isOpen = may('reconciliation:read') && instance !== null && number !== null;
  const query = useQuery({
    queryKey: ['linked-invoice', instance, number],
    queryFn: () =>
      body(
        api.GET('/reconciliation/invoices', {
          params: { query: { limit: 1, instance: instance ?? '', number: number ?? '' } },
        }),
      ),
    enabled: isOpen,
  });
  if (!isOpen) {
    const consent = search.get('consent');
    return <Navigate to={`/connections${consent ? `?consent=${encodeURIComponent(consent)}` : ''}`} replace />;
  }
  return (
    <Loaded
      query={query}
      isEmpty={({ invoices }) => invoices.length === 0}
      empty={
        <>
          <PageHead title="Invoice" />
          <Empty title="This invoice has not been read">WHMCS is read each quarter of an hour.</Empty>
        </>
      }
    >
      {({ invoices }) => invoices.map((invoice) => <Invoice key={invoice.id} invoice={invoice} />)}
    </Loaded>
  );
}
