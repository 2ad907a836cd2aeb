import type { Schema } from '../api/client.ts';
import { dayText } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { DataTable } from '../ui/parts.tsx';

const COUNTS = [
  ['auto', 'Approved without a person'],
  ['review', 'Proposed to a person'],
  ['asked', 'Several fit, nothing is proposed'],
  ['unmatched', 'Not matched'],
] as const;

/** What other rules would do with what is open now: counts, and every payment whose outcome changes. */
export function DryRun({ result }: { result: Schema<'RulesDryRun'> }) {
  const { counts, changed, changes } = result;
  return (
    <section aria-label="Dry run">
      <h2>What it would change</h2>
      <p role="status">
        {changed === 0
          ? 'Nothing of what is open now would end in another way.'
          : `${changed === 1 ? '1 payment' : `${changed} payments`} of what is open now would end in another way. Nothing was kept.`}
      </p>
      <DataTable
        label="Payments that are open now"
        head={['Outcome', 'Today', 'With these rules']}
        numbers={['Today', 'With these rules']}
      >
        {COUNTS.map(([key, text]) => (
          <tr key={key}>
            <th scope="row">{text}</th>
            <td className="number">{counts.before[key]}</td>
            <td className="number">{counts.after[key]}</td>
          </tr>
        ))}
      </DataTable>
      {changes.length > 0 && (
        <DataTable
          label="Payments that would end in another way"
          head={['Payment', 'Amount', 'Today', 'With these rules']}
          numbers={['Amount']}
        >
          {changes.map((change) => (
            <tr key={change.transaction_id}>
              <td>
                <span>{change.payer ?? 'No name'}</span>
                <p className="quiet">{dayText(change.paid_on)}</p>
              </td>
              <td className="number">
                <Money minor={change.amount_minor} currency={change.currency} />
              </td>
              <td>{change.before_text}</td>
              <td>{change.after_text}</td>
            </tr>
          ))}
        </DataTable>
      )}
      {changes.length < changed && <p className="quiet">The first {changes.length} are shown.</p>}
    </section>
  );
}
