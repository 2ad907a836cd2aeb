import type { Schema } from '../api/client.ts';
import { Money } from '../ui/Money.tsx';
import { Badge, DataTable } from '../ui/parts.tsx';

const LEFT_OUT: Record<string, string> = {
  VALIDATION_FAILED: 'Has no proposal, or asks something else than yes or no.',
  REVIEW_ALREADY_DECIDED: 'Is decided already.',
  REVIEW_EXPIRED: 'Has expired.',
  OVERRIDE_REQUIRED: 'Something speaks against it: decide it by itself, with a reason.',
  REVIEW_HANDED_ON: 'You handed it on; somebody else decides it.',
  SELF_REVIEW_FORBIDDEN: 'Is your own request.',
};

/** What a decision on many tasks moves, what stands out and what is left out. */
export function BulkPreview({ seen }: { seen: Schema<'BulkDecisionPreview'> }) {
  return (
    <>
      <p className="bulk-total">
        <strong>{seen.total}</strong> {seen.total === 1 ? 'task' : 'tasks'}
        {seen.totals.map((total) => (
          <span key={total.currency}>
            {' · '}
            <Money minor={total.at_risk_minor} currency={total.currency} />
          </span>
        ))}
      </p>
      {seen.outliers.length > 0 && (
        <section>
          <h3>
            Check these first: {seen.outlier_count}
            {seen.outlier_count > seen.outliers.length &&
              `, the ${seen.outliers.length} with the most money are listed`}
          </h3>
          <DataTable label="Outliers" head={['Task', 'At risk', 'Why']}>
            {seen.outliers.map((item) => (
              <tr key={item.task_id}>
                <td>
                  <a href={`/console/reviews/${item.task_id}`} target="_blank" rel="noreferrer">
                    {item.subject}
                  </a>
                </td>
                <td>
                  <Money minor={item.at_risk_minor} currency={item.currency} />
                </td>
                <td>
                  <Badge tone="warn">{item.outlier?.replaceAll('_', ' ')}</Badge>
                </td>
              </tr>
            ))}
          </DataTable>
        </section>
      )}
      {seen.excluded.length > 0 && (
        <section>
          <h3>Left out: {seen.excluded.length}</h3>
          <DataTable label="Left out" head={['Task', 'Why']}>
            {seen.excluded.map((item) => (
              <tr key={item.task_id}>
                <td>{item.subject}</td>
                <td>
                  {LEFT_OUT[item.code] ?? ''} <code>{item.code}</code>
                </td>
              </tr>
            ))}
          </DataTable>
        </section>
      )}
    </>
  );
}
