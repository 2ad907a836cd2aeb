import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { asProblem } from '../api/client.ts';
import { nextStep, type Problem } from '../api/problem.ts';

export type Tone = 'plain' | 'good' | 'bad' | 'warn' | 'info';

export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`badge ${tone}`}>{children}</span>;
}

/** Headline of a page; also the title of the tab. */
export function PageHead({ title, about, children }: { title: string; about?: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Countersign`;
  }, [title]);
  return (
    <header className="page-head">
      <div>
        <h1>{title}</h1>
        {about && <p className="quiet">{about}</p>}
      </div>
      {children && <div className="page-actions">{children}</div>}
    </header>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children && <p className="quiet">{children}</p>}
    </div>
  );
}

export function ProblemNote({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  return (
    <div className="note bad" role="alert">
      <p>
        <strong>{problem.message}</strong> <code>{problem.code}</code>
      </p>
      {nextStep(problem) && <p>{nextStep(problem)}</p>}
      {onRetry && (
        <Button className="button" onPress={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

export function Skeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div className="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never change places
        <div key={row} />
      ))}
    </div>
  );
}

/** Instead of what a person may not see. */
export const NotOpen = () => (
  <Empty title="This is not open to you">Ask an admin of your tenant for the permission.</Empty>
);

/** One query's states: loading, refused, failed, empty, there. What is shown stays while it is read again. */
export function Loaded<Data>({
  query,
  empty,
  isEmpty = (data) => Array.isArray(data) && data.length === 0,
  children,
}: {
  query: UseQueryResult<Data>;
  empty?: ReactNode;
  isEmpty?: (data: Data) => boolean;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return <>{empty && isEmpty(query.data) ? empty : children(query.data)}</>;
  if (!query.error) return <Skeleton />;
  const problem = asProblem(query.error);
  if (problem.code === 'FORBIDDEN') return <NotOpen />;
  return <ProblemNote problem={problem} onRetry={() => void query.refetch()} />;
}

const ROLES = [
  ['thead, tbody', 'rowgroup'],
  ['tr', 'row'],
  ['th', 'columnheader'],
  ['td', 'cell'],
] as const;

/** Each cell knows its column, because a narrow screen shows rows as cards; roles, because a card is no table to a browser. */
function useCards(head: readonly string[]) {
  const table = useRef<HTMLTableElement>(null);
  useLayoutEffect(() => {
    if (!table.current) return;
    table.current.setAttribute('role', 'table');
    for (const [part, role] of ROLES)
      for (const element of table.current.querySelectorAll(part)) element.setAttribute('role', role);
    for (const row of table.current.tBodies[0]?.rows ?? [])
      for (const [index, cell] of [...row.cells].entries()) cell.dataset.label = head[index] ?? '';
  });
  return table;
}

/** A table, on a narrow screen a card for each row, with a name for those who do not see it. */
export function DataTable({
  label,
  head,
  numbers = [],
  children,
}: {
  label: string;
  head: string[];
  /** Heads of columns that hold numbers. */
  numbers?: string[];
  children: ReactNode;
}) {
  const table = useCards(head);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="table-scroll" tabIndex={0} aria-label={label}>
      <table ref={table}>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col" className={numbers.includes(name) ? 'number' : ''}>
                {name || <span className="for-readers">Actions</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
