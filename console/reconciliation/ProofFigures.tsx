import { Link } from 'react-router';
import type { Schema } from '../api/client.ts';
import { dayText } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Badge, DataTable } from '../ui/parts.tsx';

type Proof = Schema<'ReconciliationProof'>;
type Account = Schema<'ProvedAccount'>;

const Agrees = ({ agrees }: { agrees: boolean }) => (
  <Badge tone={agrees ? 'good' : 'bad'}>{agrees ? 'Agrees' : 'Differs'}</Badge>
);
const Amount = ({ minor, currency }: { minor: number | null; currency: string }) => (
  <td className="number">{minor === null ? 'Not told' : <Money minor={minor} currency={currency} />}</td>
);

function Accounts({ rows }: { rows: readonly Account[] }) {
  const numbers = ['Opening', 'Lines', 'Together', 'The bank says', 'Difference'];
  return (
    <DataTable label="Bank accounts" head={['Account', ...numbers, 'Verdict']} numbers={numbers}>
      {rows.map((row) => (
        <tr key={row.account_id}>
          <td>
            <Link to={`/transactions?account=${row.account_id}`}>{row.name}</Link>
            {row.told_on && <p className="quiet">Told for {dayText(row.told_on)}</p>}
          </td>
          <Amount minor={row.opening_minor} currency={row.currency} />
          <Amount minor={row.places.reduce((sum, place) => sum + place.amount_minor, 0)} currency={row.currency} />
          <Amount minor={row.computed_minor} currency={row.currency} />
          <Amount minor={row.told_minor} currency={row.currency} />
          <Amount minor={row.difference_minor} currency={row.currency} />
          <td>
            <Agrees agrees={row.agrees} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

function Totals({ rows }: { rows: Proof['totals'] }) {
  const numbers = ['Received', 'Matched', 'Sent to WHMCS', 'Ledger', 'WHMCS has'];
  return (
    <DataTable
      label="What was recorded, by everyone who says so"
      head={['Currency', ...numbers, 'Verdict']}
      numbers={numbers}
    >
      {rows.map(({ currency, ...row }) => (
        <tr key={currency}>
          <td>{currency}</td>
          <Amount minor={row.received_minor} currency={currency} />
          <Amount minor={row.matches_minor} currency={currency} />
          <Amount minor={row.payments_minor} currency={currency} />
          <Amount minor={row.ledger_minor} currency={currency} />
          <td className="number">
            <Money minor={row.whmcs_minor} currency={currency} />
            {row.returned_minor !== 0 && (
              <p className="quiet">
                and went back: <Money minor={row.returned_minor} currency={currency} />
              </p>
            )}
          </td>
          <td>
            <Agrees agrees={row.agrees} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** Each side with where its money is: the places of one side add up to what stands beside its name. */
function sidesOf({ accounts, stripe, instances }: Proof) {
  const total = (places: Account['places']) => places.reduce((sum, place) => sum + place.amount_minor, 0);
  const side = (key: string, name: string, currency: string, places: Account['places']) =>
    places.length === 0 ? [] : [{ key, name, currency, places, total: total(places) }];
  return [
    ...accounts.flatMap((one) => side(one.account_id, `Lines of ${one.name}`, one.currency, one.places)),
    ...stripe.flatMap((one) => [
      ...side(`${one.connection_id} payments`, `Card payments of ${one.name}`, one.currency, one.payments),
      ...side(`${one.connection_id} payouts`, `Payouts of ${one.name}`, one.currency, one.payouts),
    ]),
    ...instances.flatMap((one) => side(one.instance_id, `Invoices of ${one.name}`, one.currency, one.places)),
  ];
}

function Places({ proof }: { proof: Proof }) {
  const sides = sidesOf(proof);
  if (sides.length === 0) return null;
  return (
    <section aria-label="Where the money is">
      <h2>Where the money is</h2>
      <DataTable label="Money by its place" head={['Of', 'Is', 'Items', 'Amount']} numbers={['Items', 'Amount']}>
        {sides.flatMap(({ key, name, currency, places, total }) => [
          ...places.map((place) => (
            <tr key={`${key} ${currency} ${place.place}`}>
              <td>{name}</td>
              <td>{place.text}</td>
              <td className="number">{place.count}</td>
              <Amount minor={place.amount_minor} currency={currency} />
            </tr>
          )),
          <tr key={`${key} ${currency} total`}>
            <td>{name}</td>
            <td>
              <strong>Together</strong>
            </td>
            <td className="number">{places.reduce((sum, place) => sum + place.count, 0)}</td>
            <td className="number">
              <strong>
                <Money minor={total} currency={currency} />
              </strong>
            </td>
          </tr>,
        ])}
      </DataTable>
    </section>
  );
}

/** Banks, ledger and WHMCS beside each other, and every side by place. */
export function ProofFigures({ proof }: { proof: Proof }) {
  return (
    <>
      {proof.accounts.length > 0 && (
        <section aria-label="Bank accounts and what the banks say">
          <h2>Bank accounts</h2>
          <Accounts rows={proof.accounts} />
        </section>
      )}
      {proof.totals.length > 0 && (
        <section aria-label="Matched, recorded, ledger and WHMCS">
          <h2>Recorded, by everyone who says so</h2>
          <Totals rows={proof.totals} />
        </section>
      )}
      <Places proof={proof} />
    </>
  );
}
