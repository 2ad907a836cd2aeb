import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
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
  if (problem.code === 'FORBIDDEN')
    return <Empty title="This is not open to you">Ask an admin of your tenant for the permission.</Empty>;
  return <ProblemNote problem={problem} onRetry={() => void query.refetch()} />;
}

/** A table that a narrow screen can scroll sideways, with a name for those who do not see it. */
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
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="table-scroll" tabIndex={0} aria-label={label}>
      <table>
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

/** A person by name; what is no account is shown as it is written. The id is there to be looked up. */
export const Account = ({ id, name }: { id: string; name: string | null }) =>
  name === null ? <code>{id}</code> : <span title={id}>{name}</span>;
