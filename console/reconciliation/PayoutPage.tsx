import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api, body } from '../api/client.ts';
import { dayText, Instant } from '../ui/Instant.tsx';
import { amountText, Money } from '../ui/Money.tsx';
import { Badge, DataTable, Empty, Loaded, PageHead } from '../ui/parts.tsx';
import { Explained } from './PaymentsPage.tsx';
import { payoutWords } from './words.ts';

function usePayout(id: string) {
  return useQuery({
    queryKey: ['stripe-payout', id],
    queryFn: () => body(api.GET('/reconciliation/payouts/{payout_id}', { params: { path: { payout_id: id } } })),
  });
}

type Payout = NonNullable<ReturnType<typeof usePayout>['data']>;

function Moves({ payout }: { payout: Payout }) {
  const { balance_transactions: moves, count, currency, explained_minor: explained } = payout;
  if (moves.length === 0)
    return (
      <Empty title="Nothing is known of it yet">Stripe tells what a payout is made of when it is read next.</Empty>
    );
  return (
    <>
      <DataTable
        label="What it is made of"
        numbers={['Amount', 'Fee', 'Left']}
        head={['What', 'When', 'Amount', 'Fee', 'Left']}
      >
        {moves.map((move) => (
          <tr key={move.stripe_id}>
            <td>{move.text}</td>
            <td>
              <Instant at={move.made_at} />
            </td>
            <td className="number">
              <Money minor={move.amount_minor} currency={move.currency} />
            </td>
            <td className="number">
              <Money minor={move.fee_minor} currency={move.currency} />
            </td>
            <td className="number">
              <Money minor={move.net_minor} currency={move.currency} />
            </td>
          </tr>
        ))}
      </DataTable>
      <p>
        {count > moves.length && `The first ${moves.length} of ${count} lines are shown. `}
        {explained !== null && (
          <strong>
            Together {amountText(explained, currency)}, paid out {amountText(payout.amount_minor, currency)}.
          </strong>
        )}
      </p>
    </>
  );
}

/** One payout of Stripe, explained line by line. */
export function PayoutPage() {
  const { payoutId = '' } = useParams();
  const query = usePayout(payoutId);
  return (
    <Loaded query={query}>
      {(payout) => (
        <>
          <PageHead
            title={`Payout of ${amountText(payout.amount_minor, payout.currency)}`}
            about={`Arrives ${dayText(payout.arrives_on)}.${payout.statement_descriptor ? ` On the bank line: ${payout.statement_descriptor}.` : ''}`}
          >
            <Link to="/payments">All payouts</Link>
          </PageHead>
          <p>
            <Badge tone={payoutWords(payout.status).tone}>{payoutWords(payout.status).text}</Badge>{' '}
            <Explained payout={payout} /> {payout.mock && <Badge tone="info">simulated</Badge>}
          </p>
          <h2>What it is made of</h2>
          <Moves payout={payout} />
        </>
      )}
    </Loaded>
  );
}
