import { Button } from 'react-aria-components';
import { useMay } from '../session/useSession.ts';
import { useKeys } from '../shell/keys.ts';
import { amountText } from '../ui/Money.tsx';
import { ActionForm } from './ActionForm.tsx';
import { type ActionSpec, type KindSpec, valueAt } from './cardSpec.ts';
import { decide, isOnWay, type TaskDetail, useDecisions } from './decisions.ts';
import { changeDraft, useDraft } from './drafts.ts';
import { REVIEW_KINDS } from './kinds.ts';
import { acts, warningsOf } from './warnings.ts';

const hasProposal = (task: TaskDetail) => task.confidence !== null || valueAt(task.shown, 'proposal') !== null;
/** A proposal to hand the case on is nothing to approve. */
const offers = (task: TaskDetail, action: ActionSpec) =>
  !(action.decision === 'approved' && valueAt(task.shown, 'proposal.action') === 'escalate') &&
  (action.when === 'always' || (action.when === 'proposal') === hasProposal(task));

/** The actions a task offers. Where something speaks against acting, the safe one comes first and the others warn. */
function actionsOf(kind: KindSpec | undefined, task: TaskDetail, against: boolean, beyond: boolean): ActionSpec[] {
  const offered = (kind?.actions ?? []).filter((action) => offers(task, action));
  // Who may not approve it finds the way that is open to them first.
  if (!against && beyond)
    return offered.map((action): ActionSpec => {
      if (action.decision === 'escalated') return { ...action, tone: 'primary' };
      return action.tone === 'primary' ? { ...action, tone: 'plain' } : action;
    });
  if (!against) return offered;
  return offered
    .map((action): ActionSpec => {
      const tone = action.decision === kind?.safe ? 'primary' : acts(action) ? 'danger' : 'plain';
      return { ...action, tone };
    })
    .toSorted((left, right) => Number(right.tone === 'primary') - Number(left.tone === 'primary'));
}

/** What approving does, step by step; cards of before say it as one sentence. */
function Steps({ task }: { task: TaskDetail }) {
  const effect = valueAt(task.shown, 'on_approve');
  const steps = (Array.isArray(effect) ? effect : [effect]).filter((step) => typeof step === 'string' && step !== '');
  if (steps.length === 0) return null;
  return (
    <div className="on-approve">
      <h3>{hasProposal(task) ? 'If you approve' : 'What to do'}</h3>
      {steps.length === 1 ? (
        <p>{steps[0]}</p>
      ) : (
        <ol>
          {steps.map((step) => (
            <li key={String(step)}>{String(step)}</li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** What the reader's own limit says about this task, before anything is clicked. */
function OwnLimit({ task }: { task: TaskDetail }) {
  const limit = task.own_limit;
  if (!limit) return null;
  const text = amountText(limit.amount_minor, limit.currency ?? task.currency);
  return limit.enough ? (
    <p className="quiet">Your limit is {text}: you may decide this.</p>
  ) : (
    <p className="note warn">Your limit is {text}; to approve this needs somebody else. Escalate it, or refuse it.</p>
  );
}

/** What a reviewer may do with the task now, and what it does. */
export function CardActions({ task, onDecided }: { task: TaskDetail; onDecided(): void }) {
  const draft = useDraft(task.task_id);
  const may = useMay();
  const onWay = useDecisions().find((decision) => decision.task.task_id === task.task_id && isOnWay(decision));
  const against = warningsOf(task).length > 0;
  const beyond = task.own_limit?.enough === false;
  const actions = actionsOf(REVIEW_KINDS[task.kind], task, against, beyond);
  const open = actions.find((action) => action.decision === draft.open);
  const start = (action: ActionSpec) => {
    if (action.needs === 'nothing' && !(against && acts(action))) {
      decide(task, action, draft);
      onDecided();
    } else changeDraft(task.task_id, { open: action.decision });
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
  return (
    <div className="actions">
      <Steps task={task} />
      {task.money_stopped && (
        <p className="note warn">Money is stopped: what you approve is kept, and sent when money may move again.</p>
      )}
      <OwnLimit task={task} />
      {open ? (
        <ActionForm key={open.decision} task={task} action={open} onDecided={onDecided} />
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
