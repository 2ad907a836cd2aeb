import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { reasonInWords } from '../../domain/money/moneyState.ts';
import { asProblem } from '../api/client.ts';
import { Instant, relativeText } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Badge, Empty, ProblemNote, Skeleton } from '../ui/parts.tsx';
import { isOnWay, type Task, useDecisions } from './decisions.ts';
import { REVIEW_KINDS } from './kinds.ts';
import { type TaskFilters, useTaskWindow } from './taskPages.ts';

const ROW_PX = 84;

const Row = memo(function Row({
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

export interface ListHandle {
  /** Opens the task this far from the open one. */
  move(step: 1 | -1): void;
  /** Selects or leaves the open task; with `range`, everything since the last one. */
  select(range: boolean): void;
}

/** The inbox's list: rows of one height, only those in sight exist. */
export function TaskList({
  filters,
  activeId,
  selected,
  onSelected,
  onOpen,
  handle,
}: {
  filters: TaskFilters;
  activeId: string | null;
  selected: ReadonlyMap<string, Task>;
  onSelected(next: ReadonlyMap<string, Task>): void;
  onOpen(task: Task): void;
  handle: RefObject<ListHandle | null>;
}) {
  const scroller = useRef<HTMLElement>(null);
  const [seen, setSeen] = useState<[number, number]>([0, 20]);
  const tasks = useTaskWindow(filters, seen[0], seen[1]);
  const onWay = new Set(
    useDecisions()
      .filter(isOnWay)
      .map(({ task }) => task.task_id),
  );
  const activeIndex = useRef(-1);
  const anchor = useRef(-1);
  const rows = useVirtualizer({
    count: tasks.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
    onChange: (instance) => {
      const range = instance.range;
      if (range && (range.startIndex !== seen[0] || range.endIndex !== seen[1]))
        setSeen([range.startIndex, range.endIndex]);
    },
  });
  const items = rows.getVirtualItems();
  const found = items.find((item) => tasks.at(item.index)?.task_id === activeId);
  if (found) activeIndex.current = found.index;

  const select = (index: number, range: boolean) => {
    const task = tasks.at(index);
    if (!task) return;
    const next = new Map(selected);
    if (range && anchor.current >= 0) {
      const [from, to] = [Math.min(anchor.current, index), Math.max(anchor.current, index)];
      for (let place = from; place <= to; place += 1) {
        const between = tasks.at(place);
        if (between) next.set(between.task_id, between);
      }
    } else if (next.has(task.task_id)) next.delete(task.task_id);
    else next.set(task.task_id, task);
    anchor.current = index;
    onSelected(next);
  };
  handle.current = {
    move(step) {
      const index = Math.min(tasks.count - 1, Math.max(0, activeIndex.current + step));
      const task = tasks.at(index);
      if (!task) return;
      activeIndex.current = index;
      rows.scrollToIndex(index);
      onOpen(task);
    },
    select: (range) => select(activeIndex.current, range),
  };
  // Rows stay as they are while others scroll in, so what they call must stay the same too.
  const latest = useRef({ onOpen, select });
  latest.current = { onOpen, select };
  const openTask = useCallback((task: Task) => latest.current.onOpen(task), []);
  const selectTask = useCallback((index: number, range: boolean) => latest.current.select(index, range), []);

  // A new question begins at the top.
  const key = JSON.stringify(filters);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the question matters
  useEffect(() => {
    activeIndex.current = -1;
    anchor.current = -1;
    rows.scrollToOffset(0);
  }, [key]);

  if (tasks.status === 'loading') return <Skeleton rows={8} />;
  if (tasks.status === 'failed') return <ProblemNote problem={asProblem(tasks.error)} onRetry={tasks.refetch} />;
  if (tasks.count === 0)
    return filters.state === 'pending' &&
      !filters.kind &&
      !filters.owner &&
      !filters.escalated &&
      !filters.search &&
      !filters.minimum_minor ? (
      <Empty title="Nothing waits for you">New tasks appear here by themselves.</Empty>
    ) : (
      <Empty title="No task fits these filters" />
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="task-list" ref={scroller} tabIndex={0} aria-label="Review tasks">
      <ul style={{ height: rows.getTotalSize() }}>
        {items.map((item) => {
          const task = tasks.at(item.index);
          return (
            <li
              key={item.key}
              style={{ transform: `translateY(${item.start}px)`, height: ROW_PX }}
              aria-setsize={tasks.complete ? tasks.count : -1}
              aria-posinset={item.index + 1}
            >
              {task ? (
                <Row
                  task={task}
                  active={task.task_id === activeId}
                  selected={selected.has(task.task_id)}
                  onWay={onWay.has(task.task_id)}
                  index={item.index}
                  onOpen={openTask}
                  onSelect={selectTask}
                />
              ) : (
                <div className="skeleton">
                  <div />
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Bar over the list while tasks are selected. */
export function SelectionBar({
  selected,
  onClear,
  onBulk,
}: {
  selected: ReadonlyMap<string, Task>;
  onClear(): void;
  onBulk(decision: 'approved' | 'rejected'): void;
}) {
  if (selected.size === 0) return null;
  return (
    <div className="selection" role="toolbar" aria-label="Selected tasks">
      <span>{selected.size} selected</span>
      <Button className="button" onPress={() => onBulk('approved')}>
        Approve …
      </Button>
      <Button className="button" onPress={() => onBulk('rejected')}>
        Reject …
      </Button>
      <Button className="button quiet-button" onPress={onClear}>
        Clear
      </Button>
    </div>
  );
}
