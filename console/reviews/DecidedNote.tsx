import { Link } from 'react-router';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import type { TaskDetail } from './decisions.ts';

export interface Final {
  decision: string;
  action: string | null;
  approved_minor: number | null;
  currency: string | null;
  decided_by: string;
  decided_by_email: string | null;
  reviewer_name: string | null;
  override_reason: string | null;
  comment: string | null;
  decided_at: string;
}

/** A decision as what somebody did. */
const DID: Readonly<Record<string, string>> = {
  approved: 'approved it',
  modified: 'changed and approved it',
  rejected: 'rejected it',
  retry: 'asked for another proposal',
  found: 'said that the money moved',
  absent: 'said that the money did not move',
};

/** What was decided, by whom, and what became of the money. */
export function DecidedNote({ task, final }: { task: TaskDetail; final: Final | null }) {
  return (
    <div className={`note ${task.money?.tone === 'plain' ? '' : (task.money?.tone ?? '')}`}>
      {task.money && (
        <>
          <p>
            <strong>{task.money.text}.</strong>
          </p>
          {task.money.next && (
            <p>
              {task.money.next}.{' '}
              {task.money.next_task_id && <Link to={`/reviews/${task.money.next_task_id}`}>Open that review</Link>}
            </p>
          )}
        </>
      )}
      {final ? (
        <p>
          <strong>{final.decided_by}</strong>{' '}
          {final.decided_by_email && <span className="quiet">({final.decided_by_email})</span>}{' '}
          <strong>{DID[final.decision] ?? 'decided'}</strong>
          {final.approved_minor !== null && (
            <>
              : <Money minor={final.approved_minor} currency={final.currency} />
            </>
          )}{' '}
          · <Instant at={final.decided_at} />
        </p>
      ) : (
        <p>This task is {task.state}; it can’t be decided any more.</p>
      )}
      {final?.reviewer_name && (
        <p className="quiet">The request named as reviewer: “{final.reviewer_name}”. Nobody has checked that name.</p>
      )}
      {final?.override_reason && (
        <p>
          Against the warnings, because: <q>{final.override_reason}</q>
        </p>
      )}
      {final?.comment && <blockquote className="given-text">{final.comment}</blockquote>}
    </div>
  );
}
