import type { Schema } from '../api/client.ts';
import { amountText, Money } from '../ui/Money.tsx';
import { Badge, DataTable } from '../ui/parts.tsx';
import { groupsOf } from './bulkGroups.ts';

type Preview = Schema<'BulkDecisionPreview'>;

const OUTLIERS: Record<string, string> = {
  large_amount: 'much more than the others',
  low_confidence: 'not sure',
  no_proposal: 'nothing is proposed',
  escalated: 'escalated',
};

const TaskLink = ({ task }: { task: { task_id: string; title: string } }) => (
  <a href={`/console/reviews/${task.task_id}`} target="_blank" rel="noreferrer">
    {task.title}
  </a>
);

/** What will be decided, the most money first. */
function Decided({ seen }: { seen: Preview }) {
  if (seen.items.length === 0) return null;
  const more = seen.total - seen.items.length;
  return (
    <section>
      <h3>Will be decided: {seen.total}</h3>
      <DataTable label="Will be decided" head={['Amount', 'Task', 'Stands out']} numbers={['Amount']}>
        {seen.items.map((item) => (
          <tr key={item.task_id}>
            <td className="number">
              <Money minor={item.at_risk_minor} currency={item.currency} />
            </td>
            <td>
              <TaskLink task={item} /> <span className="quiet">{item.subtitle}</span>
            </td>
            <td>{item.outlier && <Badge tone="warn">{OUTLIERS[item.outlier] ?? 'look at it first'}</Badge>}</td>
          </tr>
        ))}
      </DataTable>
      {more > 0 && <p className="quiet">And {more} more with less money each.</p>}
    </section>
  );
}

/** What is left out, one group for each reason. */
function LeftOut({ excluded }: { excluded: Preview['excluded'] }) {
  if (excluded.length === 0) return null;
  return (
    <section>
      <h3>Left out: {excluded.length}</h3>
      {groupsOf(excluded).map(({ why, tasks }) => (
        <details key={why} className="left-out">
          <summary>
            <strong>{tasks.length}</strong> · {why}
          </summary>
          <ul>
            {tasks.map((task) => (
              <li key={task.task_id}>
                {amountText(task.at_risk_minor, task.currency)} · <TaskLink task={task} />
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

/** What a decision on many tasks moves: first what will be decided, then what is left out and why. */
export function BulkPreview({ seen }: { seen: Preview }) {
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
        {seen.outlier_count > 0 && ` · ${seen.outlier_count} stand out: look at them first`}
      </p>
      <Decided seen={seen} />
      <LeftOut excluded={seen.excluded} />
    </>
  );
}
