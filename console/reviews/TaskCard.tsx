import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { Link } from 'react-router';
import { api, asProblem, body } from '../api/client.ts';
import { RunTimeline, useRunUrl } from '../operate/RunTimeline.tsx';
import { useMay, useSession } from '../session/useSession.ts';
import { useKeys } from '../shell/keys.ts';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Badge, Loaded, ProblemNote } from '../ui/parts.tsx';
import { ActionForm } from './ActionForm.tsx';
import { CardSections } from './CardSections.tsx';
import { changeDraft, decide, type TaskDetail, useDecisions, useDraft } from './decisions.ts';
import { type ActionSpec, REVIEW_KINDS, valueAt } from './kinds.ts';

interface Final {
  decision: string;
  action: string | null;
  approved_minor: number | null;
  currency: string | null;
  decided_by: string;
  comment: string | null;
  decided_at: string;
}

const hasProposal = (task: TaskDetail) => task.confidence !== null || valueAt(task.shown, 'proposal') !== null;
const offers = (task: TaskDetail, action: ActionSpec) =>
  action.when === 'always' || (action.when === 'proposal') === hasProposal(task);

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

function Decided({ task, final }: { task: TaskDetail; final: Final | null }) {
  return (
    <div className={`note ${task.state === 'approved' ? 'good' : 'warn'}`}>
      {final ? (
        <p>
          <strong>{final.decided_by}</strong> decided <strong>{final.decision}</strong>
          {final.approved_minor !== null && (
            <>
              {' '}
              of <Money minor={final.approved_minor} currency={final.currency} />
            </>
          )}{' '}
          · <Instant at={final.decided_at} />
        </p>
      ) : (
        <p>This task is {task.state}; it can’t be decided any more.</p>
      )}
      {final?.comment && <blockquote className="given-text">{final.comment}</blockquote>}
    </div>
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

function Actions({ task }: { task: TaskDetail }) {
  const draft = useDraft(task.task_id);
  const may = useMay();
  const onWay = useDecisions().find(
    (decision) => decision.task.task_id === task.task_id && decision.state !== 'failed',
  );
  const actions = (REVIEW_KINDS[task.kind]?.actions ?? []).filter((action) => offers(task, action));
  const open = actions.find((action) => action.decision === draft.open);
  const start = (action: ActionSpec) => {
    if (action.needs === 'nothing') decide(task, action, draft);
    else changeDraft(task.task_id, { open: action.decision });
  };
  useKeys(
    task.state === 'pending' && !onWay
      ? Object.fromEntries(actions.map((action) => [action.key, () => start(action)]))
      : {},
  );
  if (task.state !== 'pending') return null;
  if (!may('review:decide')) return <p className="quiet">You may read this task, not decide it.</p>;
  if (onWay) return <p className="note info">{onWay.action.doing}; see below to take it back.</p>;
  const effect = valueAt(task.shown, 'on_approve');
  return (
    <div className="actions">
      {typeof effect === 'string' && (
        <p className="on-approve">
          <span className="quiet">{hasProposal(task) ? 'On approve' : 'What to do'}</span> {effect}
        </p>
      )}
      {open ? (
        <ActionForm key={open.decision} task={task} action={open} />
      ) : (
        <div className="row">
          {actions.map((action) => (
            <Button key={action.decision} className={`button ${action.tone}`} onPress={() => start(action)}>
              {action.label} <kbd>{action.key}</kbd>
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

/** One task: what is proposed and why, what holds, what will happen, and the decision. */
export function TaskCard({ taskId, onClose }: { taskId: string; onClose(): void }) {
  const may = useMay();
  const runUrl = useRunUrl();
  const heading = useRef<HTMLHeadingElement>(null);
  const query = useQuery({
    queryKey: ['review', taskId],
    queryFn: () => body(api.GET('/reviews/{task_id}', { params: { path: { task_id: taskId } } })),
  });
  // Who opens a card on a small screen finds themselves at its beginning.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each task once
  useEffect(() => {
    if (matchMedia('(max-width: 900px)').matches) heading.current?.focus();
  }, [taskId, query.isSuccess]);
  return (
    <Loaded query={query}>
      {(task) => {
        const url = task.run_id ? runUrl(task.workflow_id, task.run_id) : null;
        return (
          <article className="card" aria-labelledby="card-title">
            <header className="card-head">
              <Button className="button quiet-button back" onPress={onClose}>
                ← List
              </Button>
              <div className="card-title">
                <h2 id="card-title" ref={heading} tabIndex={-1}>
                  {task.subject}
                </h2>
                <p className="card-money">
                  <Money minor={task.at_risk_minor} currency={task.currency} /> <span className="quiet">at risk</span>
                </p>
              </div>
              <div className="row">
                <Badge>{REVIEW_KINDS[task.kind]?.name ?? task.kind}</Badge>
                {task.escalated && <Badge tone="bad">escalated</Badge>}
                {valueAt(task.shown, 'mock') === true && <Badge tone="info">simulated vendors</Badge>}
                <span className="quiet">
                  opened <Instant at={task.waiting_since} relative />
                </span>
                {task.expires_at && task.state === 'pending' && (
                  <span className="quiet">
                    expires <Instant at={task.expires_at} relative />
                  </span>
                )}
                {task.run_id && <ModelCost runId={task.run_id} />}
                {task.state === 'pending' && may('review:decide') && <Owner task={task} />}
              </div>
            </header>
            {task.state !== 'pending' && <Decided task={task} final={task.decision as Final | null} />}
            <Actions task={task} />
            <CardSections sections={REVIEW_KINDS[task.kind]?.sections ?? []} shown={task.shown} />
            {may('runs:read') && (
              <section className="card-section">
                <h3>History</h3>
                <RunTimeline processId={task.process_id} />
                <p className="row">
                  <Link to={`/runs/${task.process_id}`}>The whole run</Link>
                  {url && (
                    <a href={url} target="_blank" rel="noreferrer">
                      Open in the Temporal UI
                    </a>
                  )}
                </p>
              </section>
            )}
          </article>
        );
      }}
    </Loaded>
  );
}
