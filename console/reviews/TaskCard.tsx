import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { Link } from 'react-router';
import { reasonInWords } from '../../domain/money/reasons.ts';
import { api, asProblem, body } from '../api/client.ts';
import { RunLink, RunTimeline } from '../operations/RunTimeline.tsx';
import { useMay, useSession } from '../session/useSession.ts';
import { useKeys } from '../shell/keys.ts';
import { WithId } from '../ui/Id.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Badge, Loaded, ProblemNote } from '../ui/parts.tsx';
import { CardActions } from './CardActions.tsx';
import { CardSections } from './CardSections.tsx';
import { valueAt } from './cardSpec.ts';
import { DecidedNote, type Final } from './DecidedNote.tsx';
import type { TaskDetail } from './decisions.ts';
import { REVIEW_KINDS } from './kinds.ts';
import { taskQuery } from './taskQuery.ts';
import { WarningBox } from './WarningBox.tsx';
import { warningsOf } from './warnings.ts';

function Owner({ task }: { task: TaskDetail }) {
  const queries = useQueryClient();
  const session = useSession();
  const own = 'profile' in session && task.owner_id === session.profile.user_id;
  const take = useMutation({
    mutationFn: () =>
      body(
        api.PUT('/reviews/{task_id}/owner', {
          params: { path: { task_id: task.task_id } },
          body: { owner: own ? 'nobody' : 'me' },
        }),
      ),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['review', task.task_id] });
      void queries.invalidateQueries({ queryKey: ['reviews'] });
    },
  });
  useKeys({ o: () => take.mutate() });
  return (
    <>
      {task.owner_name && !own && <span className="quiet">with {task.owner_name}</span>}
      <Button className="button" isDisabled={take.isPending} onPress={() => take.mutate()}>
        {own ? 'Let it go' : 'Take it'} <kbd>o</kbd>
      </Button>
      {take.error && <ProblemNote problem={asProblem(take.error)} />}
    </>
  );
}

function ModelCost({ runId }: { runId: string }) {
  const may = useMay();
  const cost = useQuery({
    queryKey: ['costs', runId],
    queryFn: () => body(api.GET('/costs/workflow/{run_id}', { params: { path: { run_id: runId } } })),
    enabled: may('costs:read'),
    retry: false,
  });
  return cost.data ? <span className="quiet">Model cost ${cost.data.llm_cost}</span> : null;
}

/** Kind, state, money and times of a task in one line. */
function Facts({ task }: { task: TaskDetail }) {
  const may = useMay();
  const open = task.state === 'pending';
  return (
    <div className="row card-facts">
      <Badge>{REVIEW_KINDS[task.kind]?.name ?? 'Task'}</Badge>
      {task.reason && <Badge tone="warn">{reasonInWords(task.reason)}</Badge>}
      {task.escalated && <Badge tone="bad">escalated</Badge>}
      {valueAt(task.shown, 'mock') === true && <Badge tone="info">simulated vendors</Badge>}
      <span>
        <Money minor={task.at_risk_minor} currency={task.currency} /> <span className="quiet">at risk</span>
      </span>
      <span className="quiet">
        opened <Instant at={task.waiting_since} relative />
      </span>
      {open && task.hold_ends_at && (
        <span className="quiet">
          hold ends <Instant at={task.hold_ends_at} relative />
        </span>
      )}
      {open && task.expires_at && (
        <span className="quiet">
          expires <Instant at={task.expires_at} relative />
        </span>
      )}
      {task.run_id && REVIEW_KINDS[task.kind]?.asksModel && <ModelCost runId={task.run_id} />}
      {open && may('review:decide') && <Owner task={task} />}
    </div>
  );
}

/** The decision in one sentence, who and what it is about, and the ids after the words. */
function CardHead({
  task,
  heading,
  onClose,
}: {
  task: TaskDetail;
  heading: RefObject<HTMLHeadingElement | null>;
  onClose(): void;
}) {
  return (
    <header className="card-head">
      <Button className="button quiet-button back" onPress={onClose}>
        ← List
      </Button>
      <h2 id="card-title" ref={heading} tabIndex={-1}>
        {task.sentence || task.title}
      </h2>
      <p className="card-about">
        {task.sentence && task.title}{' '}
        <span className="quiet">
          <WithId text={task.subtitle} of={task.subject} />
        </span>
      </p>
      <Facts task={task} />
    </header>
  );
}

/** One task: the decision in a sentence, what it does, why, and what shows it. */
export function TaskCard({
  taskId,
  onClose,
  onDecided,
  takesFocus,
}: {
  taskId: string;
  onClose(): void;
  onDecided(): void;
  /** Whether this card takes the focus that was in the one before it. */
  takesFocus: RefObject<boolean>;
}) {
  const may = useMay();
  const heading = useRef<HTMLHeadingElement>(null);
  const query = useQuery(taskQuery(taskId));
  // Who opens a card on a small screen, or from within another card, finds themselves at its beginning.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each task once
  useEffect(() => {
    if (!heading.current) return;
    if (takesFocus.current || matchMedia('(max-width: 900px)').matches) heading.current.focus();
    takesFocus.current = false;
  }, [taskId, query.isSuccess]);
  return (
    <Loaded query={query}>
      {(task) => (
        <article className="card" aria-labelledby="card-title">
          <CardHead task={task} heading={heading} onClose={onClose} />
          {task.state !== 'pending' && <DecidedNote task={task} final={task.decision as Final | null} />}
          {task.escalations.map((escalation) => (
            <div key={escalation.at} className="note warn">
              <p>
                <strong>{escalation.by}</strong> handed it on · <Instant at={escalation.at} />
              </p>
              {escalation.reason && <blockquote className="given-text">{escalation.reason}</blockquote>}
            </div>
          ))}
          <WarningBox warnings={warningsOf(task)} />
          <CardActions task={task} onDecided={onDecided} />
          <CardSections sections={REVIEW_KINDS[task.kind]?.sections ?? []} shown={task.shown} said={task.sentence} />
          {may('runs:read') && (
            <section className="card-section">
              <h3>History</h3>
              <RunTimeline processId={task.process_id} />
              <p className="row">
                <Link to={`/runs/${task.process_id}`}>The whole run</Link>
                <RunLink processId={task.process_id} />
              </p>
            </section>
          )}
        </article>
      )}
    </Loaded>
  );
}
