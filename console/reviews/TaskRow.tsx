import { memo } from 'react';
import { reasonInWords } from '../../domain/money/reasons.ts';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Badge } from '../ui/parts.tsx';
import type { Task } from './decisions.ts';
import { STATES } from './filters.ts';
import { REVIEW_KINDS } from './kinds.ts';
import { alikeOf, whyText } from './rowWords.ts';

interface RowProps {
  task: Task;
  active: boolean;
  selected: boolean;
  onWay: boolean;
  index: number;
  onOpen(task: Task): void;
  onSelect(index: number, range: boolean): void;
}

/** How it ended, and who decided. */
const endText = ({ state, decided_by: by }: Task) => {
  const how = STATES.find(([name]) => name === state)?.[1] ?? 'Ended';
  return by ? `${how} by ${by}` : how;
};

const kindName = (task: Task) => REVIEW_KINDS[task.kind]?.name ?? 'Task';

function State({ task, onWay, group = false }: { task: Task; onWay: boolean; group?: boolean }) {
  const open = task.state === 'pending';
  const why = open ? whyText(task, Date.now()) : [];
  const says = onWay || !open || task.reason || task.owner_name || why.length > 0;
  return (
    <span className="task-line badges">
      {onWay && <Badge tone="info">on its way</Badge>}
      {!open && <Badge>{endText(task)}</Badge>}
      {task.money && <Badge tone={task.money.tone}>{task.money.label}</Badge>}
      {task.reason && <Badge tone="warn">{reasonInWords(task.reason)}</Badge>}
      {!says && !group && (
        <span className="quiet">
          {kindName(task)}
          {task.confidence !== null && ` · ${Math.round(task.confidence * 100)} % sure`}
        </span>
      )}
      {why.map(({ why: part, text }) => (
        <Badge
          key={part}
          tone={part === 'escalated' ? 'bad' : part === 'hold_ends' || part === 'deadline' ? 'warn' : 'plain'}
        >
          {text}
        </Badge>
      ))}
      {task.owner_name && <Badge tone="info">with {task.owner_name}</Badge>}
    </span>
  );
}

/** Several open tasks of one kind and reason: the first of them says what they are; opening it lists all. */
function Group({ task, active, onOpen }: RowProps) {
  const reason = task.reason ? reasonInWords(task.reason) : '';
  return (
    <div className={`task-row group${active ? ' active' : ''}`}>
      <button
        type="button"
        className="task-open"
        onClick={() => onOpen(task)}
        aria-current={active ? 'true' : undefined}
      >
        <span className="task-line">
          <span className="task-subject">
            {alikeOf(task)} alike: {reason}
          </span>
          <span className="quiet">Open all ›</span>
        </span>
        <span className="task-line quiet">
          <span>
            {kindName(task)} · first: {task.title}
          </span>
          <Instant at={task.waiting_since} relative />
        </span>
        <State task={{ ...task, reason: null }} onWay={false} group />
      </button>
    </div>
  );
}

/** One task in the list. Memoised: rows stay as they are while others scroll in. */
export const TaskRow = memo(function TaskRow(props: RowProps) {
  const { task, active, selected, index, onOpen, onSelect, onWay } = props;
  if (alikeOf(task) > 1) return <Group {...props} />;
  return (
    <div className={`task-row${active ? ' active' : ''}${onWay ? ' on-way' : ''}`}>
      <input
        type="checkbox"
        checked={selected}
        aria-label={`Select ${task.title}, ${task.subtitle}`}
        onChange={() => undefined}
        onClick={(event) => onSelect(index, event.shiftKey)}
      />
      <button
        type="button"
        className="task-open"
        data-subject={task.subject}
        onClick={() => onOpen(task)}
        aria-current={active ? 'true' : undefined}
      >
        <span className="task-line">
          <span className="task-subject">{task.title}</span>
          <Money minor={task.at_risk_minor} currency={task.currency} />
        </span>
        <span className="task-line quiet">
          <span>{task.subtitle || kindName(task)}</span>
          <Instant at={task.waiting_since} relative />
        </span>
        <State task={task} onWay={onWay} />
      </button>
    </div>
  );
});
