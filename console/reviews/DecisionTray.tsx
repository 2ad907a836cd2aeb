import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { Link, useLocation, useNavigate } from 'react-router';
import { nextStep } from '../api/problem.ts';
import { useKeys } from '../shell/keys.ts';
import { WithId } from '../ui/Id.tsx';
import { dismiss, type OutgoingDecision, onSettled, sendNow, undoLast, useDecisions } from './decisions.ts';

function Countdown({ untilMs }: { untilMs: number }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 250);
    return () => clearInterval(timer);
  }, []);
  return <span className="countdown">{Math.max(0, Math.ceil((untilMs - Date.now()) / 1000))} s</span>;
}

const WORDS = {
  lost: 'Not sent, because the page was loaded anew',
  doubtful: 'The page was loaded anew while this was being sent; check whether it arrived',
  accepted: 'Decided',
  kept: 'Kept; the workflow has not answered yet',
  sending: 'Sending',
} as const;

function Outgoing({ decision, onUndo }: { decision: OutgoingDecision; onUndo(taskId: string): void }) {
  const { id, task, about, action, state, problem, winner } = decision;
  // Accepted is not carried out: only the card says what became of the money.
  const tone = state === 'failed' ? 'bad' : state === 'lost' || state === 'doubtful' ? 'warn' : 'plain';
  return (
    <li className={`outgoing ${tone}`}>
      <div>
        <strong>
          {state === 'waiting'
            ? `${action.doing}: ${task.title}`
            : state === 'failed'
              ? `Not decided by you: ${task.title}`
              : `${state === 'accepted' && action.decision === 'escalated' ? 'Handed on' : WORDS[state]}: ${task.title}`}
        </strong>{' '}
        <WithId text={about} of={task.subject} />
        {state === 'waiting' && (
          <span className="quiet">
            {' '}
            sent in <Countdown untilMs={decision.sendAtMs} />
          </span>
        )}
        {(state === 'lost' || state === 'doubtful') && (
          <p>
            What you typed is kept. <Link to={`/reviews/${task.task_id}`}>Open it and decide again</Link>
          </p>
        )}
        {problem && (
          <p>
            {winner ?? problem.message} <code>{problem.code}</code> {nextStep(problem)}{' '}
            <Link to={`/reviews/${task.task_id}`}>Open it</Link>
          </p>
        )}
      </div>
      <div className="row">
        {state === 'waiting' && (
          <>
            <Button className="button" onPress={() => onUndo(task.task_id)}>
              Undo <kbd>u</kbd>
            </Button>
            <Button className="button" onPress={() => void sendNow(id)}>
              Send now
            </Button>
          </>
        )}
        {state === 'failed' && (problem?.status === 0 || (problem?.status ?? 0) >= 500 || problem?.status === 429) && (
          <Button className="button" onPress={() => void sendNow(id)}>
            Try again
          </Button>
        )}
        {state !== 'waiting' && state !== 'sending' && (
          <Button className="button quiet-button" onPress={() => dismiss(id)} aria-label={`Dismiss ${task.title}`}>
            Dismiss
          </Button>
        )}
      </div>
    </li>
  );
}

/** Decisions on their way, on every page: taking back, sending, what became of them. */
export function DecisionTray() {
  const decisions = useDecisions();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  // What is taken back is open again, where somebody still looks at the inbox.
  const back = (taskId: string | null) => {
    if (taskId !== null && pathname.startsWith('/reviews')) void navigate({ pathname: `/reviews/${taskId}`, search });
  };
  useKeys({ u: () => back(undoLast()) });
  useEffect(
    () =>
      onSettled((taskId) => {
        void queries.invalidateQueries({ queryKey: ['reviews'] });
        void queries.invalidateQueries({ queryKey: ['review', taskId] });
      }),
    [queries],
  );
  const waiting = decisions.some((decision) => decision.state === 'waiting');
  useEffect(() => {
    if (!waiting) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [waiting]);
  return (
    <ol className="tray" aria-live="polite" aria-label="Decisions on their way">
      {decisions.map((decision) => (
        <Outgoing
          key={decision.id}
          decision={decision}
          onUndo={(taskId) => {
            dismiss(decision.id);
            back(taskId);
          }}
        />
      ))}
    </ol>
  );
}
