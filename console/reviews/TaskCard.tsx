import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { Link } from 'react-router';
import { api, asProblem, body } from '../api/client.ts';
import { RunLink, RunTimeline } from '../operations/RunTimeline.tsx';
import { useMay, useSession } from '../session/useSession.ts';
import { useKeys } from '../shell/keys.ts';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Badge, Loaded, ProblemNote } from '../ui/parts.tsx';
import { ActionForm } from './ActionForm.tsx';
import { CardSections } from './CardSections.tsx';
import { type ActionSpec, type KindSpec, valueAt } from './cardSpec.ts';
import { decide, isOnWay, type TaskDetail, useDecisions } from './decisions.ts';
import { changeDraft, useDraft } from './drafts.ts';
import { REVIEW_KINDS } from './kinds.ts';
import { WarningBox } from './WarningBox.tsx';
import { acts, warningsOf } from './warnings.ts';

interface Final {
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

const hasProposal = (task: TaskDetail) => task.confidence !== null || valueAt(task.shown, 'proposal') !== null;
/** A proposal to hand the case on is nothing to approve. */
const offers = (task: TaskDetail, action: ActionSpec) =>
  !(action.decision === 'approved' && valueAt(task.shown, 'proposal.action') === 'escalate') &&
  (action.when === 'always' || (action.when === 'proposal') === hasProposal(task));

/** The actions a task offers. Where something speaks against acting, the safe one comes first and the others warn. */
function actionsOf(kind: KindSpec | undefined, task: TaskDetail, against: boolean): ActionSpec[] {
  const offered = (kind?.actions ?? []).filter((action) => offers(task, action));
  if (!against) return offered;
  return offered
    .map((action): ActionSpec => {
      const tone = action.decision === kind?.safe ? 'primary' : acts(action) ? 'danger' : 'plain';
      return { ...action, tone };
    })
    .toSorted((left, right) => Number(right.tone === 'primary') - Number(left.tone === 'primary'));
}

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
          {final.decided_by_email && <span className="quiet">({final.decided_by_email})</span>} decided{' '}
          <strong>{final.decision}</strong>
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
  const onWay = useDecisions().find((decision) => decision.task.task_id === task.task_id && isOnWay(decision));
  const against = warningsOf(task).length > 0;
  const actions = actionsOf(REVIEW_KINDS[task.kind], task, against);
  const open = actions.find((action) => action.decision === draft.open);
  const start = (action: ActionSpec) => {
    if (action.needs === 'nothing' && !(against && acts(action))) decide(task, action, draft);
    else changeDraft(task.task_id, { open: action.decision });
  };
  useKeys(
    task.state === 'pending' && !onWay
      ? Object.fromEntries(actions.map((action) => [action.key, () => start(action)]))
      : {},
  );
  if (task.state !== 'pending') return null;
  if (!may('review:decide')) return <p className="quiet">You may read this task, not decide it.</p>;
  if (task.escalations.some(({ mine }) => mine))
    return <p className="note info">You handed this task on. It is open, and somebody else decides it.</p>;
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
            {task.escalations.map((escalation) => (
              <div key={escalation.at} className="note warn">
                <p>
                  <strong>{escalation.by}</strong> handed it on · <Instant at={escalation.at} />
                </p>
                {escalation.reason && <blockquote className="given-text">{escalation.reason}</blockquote>}
              </div>
            ))}
            <WarningBox warnings={warningsOf(task)} />
            <Actions task={task} />
            <CardSections sections={REVIEW_KINDS[task.kind]?.sections ?? []} shown={task.shown} />
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
        );
      }}
    </Loaded>
  );
}
