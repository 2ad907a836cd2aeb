import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { asProblem } from '../api/client.ts';
import { Empty, ProblemNote, Skeleton } from '../ui/parts.tsx';
import { isOnWay, type Task, useDecisions } from './decisions.ts';
import { alikeOf } from './rowWords.ts';
import { TaskRow } from './TaskRow.tsx';
import { type TaskFilters, type TaskWindow, useTaskWindow } from './taskPages.ts';
import { taskQuery } from './taskQuery.ts';

const ROW_PX = 68;

export interface ListHandle {
  /** Opens the task this far from the open one. */
  move(step: 1 | -1): void;
  /** Opens the next task that waits, after the open one was decided; none is left: the card stays. */
  next(): void;
  /** Selects or leaves the open task; with `range`, everything since the last one. */
  select(range: boolean): void;
}

interface ListProps {
  filters: TaskFilters;
  activeId: string | null;
  selected: ReadonlyMap<string, Task>;
  onSelected(next: ReadonlyMap<string, Task>): void;
  onOpen(task: Task): void;
  /** Shows all tasks that stand behind a row. */
  onOpenGroup(task: Task): void;
  handle: RefObject<ListHandle | null>;
}

/** The selection with this row in it or out of it; with an anchor, with everything between the two. */
function selectedWith(
  selected: ReadonlyMap<string, Task>,
  tasks: TaskWindow,
  index: number,
  anchor: number | null,
): ReadonlyMap<string, Task> {
  const task = tasks.at(index);
  const next = new Map(selected);
  if (!task) return next;
  if (anchor !== null) {
    for (let place = Math.min(anchor, index); place <= Math.max(anchor, index); place += 1) {
      const between = tasks.at(place);
      if (between) next.set(between.task_id, between);
    }
  } else if (next.has(task.task_id)) next.delete(task.task_id);
  else next.set(task.task_id, task);
  return next;
}

/** Rows of one height, of which only those in sight exist, and the tasks that are read for them. */
function useRows(filters: TaskFilters) {
  const scroller = useRef<HTMLElement>(null);
  const [seen, setSeen] = useState<[number, number]>([0, 20]);
  const tasks = useTaskWindow(filters, seen[0], seen[1]);
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
  return { scroller, tasks, rows };
}

/** As many rows after a decided one as are looked through for the next. */
const NEXT_WITHIN = 100;

/** A task that was opened by its address is scrolled to; focus that is in the list goes with the open row. */
function useActiveInSight(
  { activeId, filters }: Pick<ListProps, 'activeId' | 'filters'>,
  { tasks, rows, scroller }: ReturnType<typeof useRows>,
  activeIndex: RefObject<number>,
): void {
  const placed = useRef<string | null>(null);
  const focused = useRef(activeId);
  useEffect(() => {
    const key = `${activeId} ${JSON.stringify(filters)}`;
    if (activeId === null || tasks.status !== 'ready' || placed.current === key) return;
    placed.current = key;
    const places = Array.from({ length: tasks.count }, (_, place) => place);
    const index = places.find((place) => tasks.at(place)?.task_id === activeId);
    if (index === undefined) return;
    activeIndex.current = index;
    rows.scrollToIndex(index);
  });
  useEffect(() => {
    const list = scroller.current;
    const row = list?.querySelector<HTMLElement>('[aria-current=true]');
    if (!row || focused.current === activeId) return;
    focused.current = activeId;
    if (list?.contains(document.activeElement) && document.activeElement !== list) row.focus({ preventScroll: true });
  });
}

/** What keys and clicks do with the list: which row is the open one, and from where a range is selected. */
function useMoves(props: ListProps, shown: ReturnType<typeof useRows>, onWay: ReadonlySet<string>) {
  const { activeId, selected, onSelected, onOpen, onOpenGroup, handle, filters } = props;
  const { tasks, rows } = shown;
  const activeIndex = useRef(-1);
  const anchor = useRef(-1);
  const found = rows.getVirtualItems().find((item) => tasks.at(item.index)?.task_id === activeId);
  if (found) activeIndex.current = found.index;

  const select = (index: number, range: boolean) => {
    if (!tasks.at(index)) return;
    const next = selectedWith(selected, tasks, index, range && anchor.current >= 0 ? anchor.current : null);
    anchor.current = index;
    onSelected(next);
  };
  const openAt = (index: number) => {
    const task = tasks.at(index);
    if (!task) return;
    activeIndex.current = index;
    rows.scrollToIndex(index);
    onOpen(task);
  };
  handle.current = {
    move: (step) => openAt(Math.min(tasks.count - 1, Math.max(0, activeIndex.current + step))),
    next() {
      const waits = (index: number) => {
        const task = tasks.at(index);
        return task?.state === 'pending' && task.task_id !== activeId && !onWay.has(task.task_id);
      };
      const own = activeIndex.current;
      const later = Array.from({ length: NEXT_WITHIN }, (_, step) => own + 1 + step);
      const index = [...later, ...Array.from({ length: Math.max(0, own) }, (_, place) => place)].find(waits);
      if (index !== undefined) openAt(index);
    },
    select: (range) => select(activeIndex.current, range),
  };
  // Rows stay as they are while others scroll in, so what they call must stay the same too.
  const opened = (task: Task) => (alikeOf(task) > 1 ? onOpenGroup(task) : onOpen(task));
  const latest = useRef({ opened, select });
  latest.current = { opened, select };
  const openTask = useCallback((task: Task) => latest.current.opened(task), []);
  const selectTask = useCallback((index: number, range: boolean) => latest.current.select(index, range), []);

  // A new question begins at the top.
  const key = JSON.stringify(filters);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the question matters
  useEffect(() => {
    activeIndex.current = -1;
    anchor.current = -1;
    rows.scrollToOffset(0);
  }, [key]);
  useActiveInSight(props, shown, activeIndex);
  return { openTask, selectTask, isListed: activeIndex.current >= 0 };
}

function NoTask({ filters }: { filters: TaskFilters }) {
  const { sort: _sort, state, ...bounds } = filters;
  return state === 'pending' && Object.keys(bounds).length === 0 ? (
    <Empty title="Nothing waits for you">New tasks appear here by themselves.</Empty>
  ) : (
    <Empty title="No task fits these filters" />
  );
}

const Placeholder = () => (
  <div className="skeleton">
    <div />
  </div>
);

/** The open task, where the rows that are read do not have it: it stands further down, behind another row, or in no such list. */
function Unlisted({ taskId, onOpen }: { taskId: string; onOpen(task: Task): void }) {
  const { data: task } = useQuery(taskQuery(taskId));
  return task ? (
    <div className="unlisted" style={{ height: ROW_PX }}>
      <TaskRow
        task={task}
        active
        selected={false}
        onWay={false}
        index={-1}
        onOpen={onOpen}
        onSelect={() => undefined}
      />
    </div>
  ) : null;
}

/** The inbox's list: rows of one height, only those in sight exist. */
export function TaskList(props: ListProps) {
  const { filters, activeId, selected } = props;
  const shown = useRows(filters);
  const { scroller, tasks, rows } = shown;
  const decisions = useDecisions();
  const onWay = new Set(decisions.filter(isOnWay).map(({ task }) => task.task_id));
  const { openTask, selectTask, isListed } = useMoves(props, shown, onWay);
  if (tasks.status === 'loading') return <Skeleton rows={8} />;
  if (tasks.status === 'failed') return <ProblemNote problem={asProblem(tasks.error)} onRetry={tasks.refetch} />;
  if (tasks.count === 0) return <NoTask filters={filters} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="task-list" ref={scroller} tabIndex={0} aria-label="Review tasks">
      {activeId !== null && !isListed && <Unlisted taskId={activeId} onOpen={openTask} />}
      <ul style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const task = tasks.at(item.index);
          return (
            <li
              key={item.key}
              style={{ transform: `translateY(${item.start}px)`, height: ROW_PX }}
              aria-setsize={tasks.complete ? tasks.count : -1}
              aria-posinset={item.index + 1}
            >
              {task ? (
                <TaskRow
                  task={task}
                  active={task.task_id === activeId}
                  selected={selected.has(task.task_id)}
                  onWay={onWay.has(task.task_id)}
                  index={item.index}
                  onOpen={openTask}
                  onSelect={selectTask}
                />
              ) : (
                <Placeholder />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
