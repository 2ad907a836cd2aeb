import { memo } from 'react';
import { reasonInWords } from '../../domain/money/reasons.ts';
import { Instant, relativeText } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Badge } from '../ui/parts.tsx';
import type { Task } from './decisions.ts';
import { REVIEW_KINDS } from './kinds.ts';

/** One task in the list. Memoised: rows stay as they are while others scroll in. */
export const TaskRow = memo(function TaskRow({
  task,
  active,
  selected,
  index,
  onOpen,
  onSelect,
  onWay,
}: {
  task: Task;
  active: boolean;
  selected: boolean;
  onWay: boolean;
  index: number;
  onOpen(task: Task): void;
  onSelect(index: number, range: boolean): void;
}) {
  const late = task.expires_at !== null && Date.parse(task.expires_at) - Date.now() < 86_400_000;
  return (
    <div className={`task-row${active ? ' active' : ''}${onWay ? ' on-way' : ''}`}>
      <input
        type="checkbox"
        checked={selected}
        aria-label={`Select ${task.subject}`}
        onChange={() => undefined}
        onClick={(event) => onSelect(index, event.shiftKey)}
      />
      <button
        type="button"
        className="task-open"
        onClick={() => onOpen(task)}
        aria-current={active ? 'true' : undefined}
      >
        <span className="task-line">
          <span className="task-subject">{task.subject}</span>
          <Money minor={task.at_risk_minor} currency={task.currency} />
        </span>
        <span className="task-line quiet">
          <span>
            {REVIEW_KINDS[task.kind]?.name ?? task.kind}
            {task.confidence !== null && ` · ${Math.round(task.confidence * 100)} % sure`}
            {task.owner_name && ` · ${task.owner_name}`}
          </span>
          <Instant at={task.waiting_since} relative />
        </span>
        <span className="task-line badges">
          {task.state !== 'pending' && <Badge>{task.state}</Badge>}
          {task.money && <Badge tone={task.money.tone}>{task.money.label}</Badge>}
          {task.escalated && <Badge tone="bad">escalated</Badge>}
          {task.reason && <Badge tone="warn">{reasonInWords(task.reason)}</Badge>}
          {task.state === 'pending' && late && task.expires_at && (
            <Badge tone="warn">expires {relativeText(task.expires_at)}</Badge>
          )}
          {onWay && <Badge tone="info">on its way</Badge>}
        </span>
      </button>
    </div>
  );
});
