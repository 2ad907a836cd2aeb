import { Link } from 'react-router';
import { api, body, type Schema } from '../api/client.ts';
import { Choice } from '../ui/fields.tsx';
import { dayText, Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { Badge, DataTable, Empty, PageHead } from '../ui/parts.tsx';
import { useAddressFilters } from '../ui/useAddressFilters.ts';
import { useRowKeys } from '../ui/useRowKeys.ts';
import { keysOf, PAYMENT_WORDS, payoutWords } from './words.ts';

const STRIPE_PAYMENT_STATES = keysOf(PAYMENT_WORDS);
type Payment = Schema<'StripePayment'>;
type Payout = Schema<'StripePayout'>;
const STATES = [
  ['', 'All states'],
  ...STRIPE_PAYMENT_STATES.map((state) => [state, PAYMENT_WORDS[state].text] as const),
] as const;
const EXPLAINED = [
  ['', 'All payouts'],
  ['true', 'Explained'],
  ['false', 'Not explained'],
] as const;

function PaymentRow({ payment }: { payment: Payment }) {
  const { currency } = payment;
  return (
    <tr>
      <td>
        <span>{payment.payer ?? payment.description ?? 'No name'}</span>{' '}
        {payment.mock && <Badge tone="info">simulated</Badge>}
        <p className="quiet">
          {payment.account ?? 'A Stripe account'}
          {payment.invoice_hint && <span>, for invoice {payment.invoice_hint}</span>}
        </p>
      </td>
      <td className="number">
        <Money minor={payment.amount_minor} currency={currency} />
        {payment.refunded_minor > 0 && (
          <p className="quiet">
            <Money minor={payment.refunded_minor} currency={currency} /> paid back
          </p>
        )}
      </td>
      <td className="number">
        {payment.fee_minor === null ? '–' : <Money minor={payment.fee_minor} currency={payment.settled_currency} />}
      </td>
      <td>
        <Badge tone={PAYMENT_WORDS[payment.status].tone}>{PAYMENT_WORDS[payment.status].text}</Badge>
      </td>
      <td>
        <Instant at={payment.paid_at} />
      </td>
      <td>
        {payment.payout ? (
          <Link to={`/payouts-received/${payment.payout.id}`}>
            Payout of {dayText(payment.payout.arrives_on)}
            <span className="for-readers">, with the payment of {payment.payer ?? 'nobody named'}</span>
          </Link>
        ) : (
          <span className="quiet">Not yet</span>
        )}
      </td>
    </tr>
  );
}

/** How far its balance transactions explain a payout, in words. */
export function Explained({ payout }: { payout: Payout }) {
  if (payout.explained) return <Badge tone="good">Explained to the cent</Badge>;
  if (payout.explained_minor === null) return <Badge tone="info">Not read yet</Badge>;
  const off = payout.amount_minor - payout.explained_minor;
  return (
    <>
      <Badge tone="bad">Not explained</Badge>{' '}
      <span>
        <Money minor={Math.abs(off)} currency={payout.currency} /> {off > 0 ? 'more' : 'less'} than its parts come to
      </span>
    </>
  );
}

function PayoutRow({ payout }: { payout: Payout }) {
  const { tone, text } = payoutWords(payout.status);
  return (
    <tr>
      <td>
        <Link data-row="" to={`/payouts-received/${payout.id}`}>
          Payout of {dayText(payout.arrives_on)}
        </Link>{' '}
        {payout.mock && <Badge tone="info">simulated</Badge>}
        {payout.statement_descriptor && <p className="quiet">On the bank line: {payout.statement_descriptor}</p>}
      </td>
      <td className="number">
        <Money minor={payout.amount_minor} currency={payout.currency} />
      </td>
      <td>
        <Explained payout={payout} />
      </td>
      <td>
        <Badge tone={tone}>{text}</Badge>
      </td>
    </tr>
  );
}

function Payouts({ search, set }: { search: URLSearchParams; set(name: string, value: string): void }) {
  const explained = (['true', 'false'] as const).find((one) => one === search.get('explained'));
  const query = usePages(['stripe-payouts', explained ?? ''], (cursor) =>
    body(
      api.GET('/reconciliation/payouts', {
        params: { query: { limit: 20, ...(explained ? { explained } : {}), ...(cursor ? { cursor } : {}) } },
      }),
    ),
  );
  return (
    <section aria-label="Payouts of Stripe">
      <header className="page-head">
        <div>
          <h2>Payouts</h2>
          <p className="quiet">What Stripe sent to the bank, and whether its own lines come to that amount.</p>
        </div>
        <Choice
          quiet
          label="Explained"
          value={explained ?? ''}
          onChange={(next) => set('explained', next)}
          options={EXPLAINED}
        />
      </header>
      <Paged
        query={query}
        rows={(page) => page.payouts}
        empty={<Empty title="No payout here">Stripe has told of none that fits.</Empty>}
      >
        {(rows) => (
          <DataTable label="Payouts" numbers={['Amount']} head={['Payout', 'Amount', 'Explained', 'State']}>
            {rows.map((payout) => (
              <PayoutRow key={payout.id} payout={payout} />
            ))}
          </DataTable>
        )}
      </Paged>
    </section>
  );
}

function Payments({ search, set }: { search: URLSearchParams; set(name: string, value: string): void }) {
  const status = STRIPE_PAYMENT_STATES.find((one) => one === search.get('status'));
  const query = usePages(['stripe-payments', status ?? ''], (cursor) =>
    body(
      api.GET('/reconciliation/payments', {
        params: { query: { limit: 50, ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) } },
      }),
    ),
  );
  return (
    <section aria-label="Card payments of Stripe">
      <header className="page-head">
        <h2>Payments</h2>
        <Choice quiet label="State" value={status ?? ''} onChange={(next) => set('status', next)} options={STATES} />
      </header>
      <Paged
        query={query}
        rows={(page) => page.payments}
        empty={<Empty title="No payment here">Connect a Stripe account under Connections, or change the filter.</Empty>}
      >
        {(rows) => (
          <DataTable
            label="Card payments"
            numbers={['Amount', 'Fee']}
            head={['Who', 'Amount', 'Fee', 'State', 'Paid', 'Paid out']}
          >
            {rows.map((payment) => (
              <PaymentRow key={payment.id} payment={payment} />
            ))}
          </DataTable>
        )}
      </Paged>
    </section>
  );
}

/** What came in by card, and what of it Stripe paid out. */
export function PaymentsPage() {
  const [search, set] = useAddressFilters();
  useRowKeys();
  return (
    <>
      <PageHead
        title="Card payments"
        about="What customers paid by card at your Stripe accounts, and what was paid out."
      />
      <Payouts search={search} set={set} />
      <Payments search={search} set={set} />
    </>
  );
}
