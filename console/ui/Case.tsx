import type { ReactNode } from 'react';
import { Instant } from './Instant.tsx';
import { Badge, type Tone } from './parts.tsx';

interface Moment {
  at: string;
  text: string;
}

/** What happened, oldest first, as sentences. */
export function Moments<Row extends Moment>({
  rows,
  children,
}: {
  rows: readonly Row[];
  /** What stands after the sentence. */
  children?: (row: Row) => ReactNode;
}) {
  return (
    <ol className="moments">
      {rows.map((row) => (
        <li key={`${row.at} ${row.text}`}>
          <Instant at={row.at} /> <span>{row.text}</span>
          {children?.(row)}
        </li>
      ))}
    </ol>
  );
}

/** One thing of a person's own: what it is, how it stands, what comes next. */
export function Case({
  title,
  state,
  amount,
  due = null,
  children,
}: {
  title: ReactNode;
  state: { tone: Tone; text: string; next: string };
  amount: ReactNode;
  due?: { label: string; at: string } | null;
  children?: ReactNode;
}) {
  return (
    <li className="case">
      <div className="case-head">
        <h2>{title}</h2>
        {amount}
      </div>
      <p>
        <Badge tone={state.tone}>{state.text}</Badge>
      </p>
      {state.next && <p>{state.next}.</p>}
      {due && (
        <p className="quiet">
          {due.label} <Instant at={due.at} relative /> (<Instant at={due.at} />)
        </p>
      )}
      {children}
    </li>
  );
}
