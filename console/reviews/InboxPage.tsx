import { useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useMay } from '../session/useSession.ts';
import { useKeys } from '../shell/keys.ts';
import { Empty, NotOpen, PageHead } from '../ui/parts.tsx';
import { useAddressFilters } from '../ui/useAddressFilters.ts';
import { BulkOffer } from './BulkOffer.tsx';
import type { Task } from './decisions.ts';
import { filtersOf, isUnreadable } from './filters.ts';
import { InboxFilters, InboxTotals } from './InboxFilters.tsx';
import { SavedViews } from './SavedViews.tsx';
import { TaskCard } from './TaskCard.tsx';
import { type ListHandle, TaskList } from './TaskList.tsx';

/** Where the open task, the list and the filters stand, and how to get from one to the next. */
function useInbox() {
  const { taskId = null } = useParams();
  const [search, set] = useAddressFilters();
  const navigate = useNavigate();
  const list = useRef<ListHandle>(null);
  /** The next card takes the focus that was in the one before it. */
  const takesFocus = useRef(false);
  const open = (task: Task) => {
    takesFocus.current = Boolean(document.activeElement?.closest('.inbox-card'));
    void navigate({ pathname: `/reviews/${task.task_id}`, search: search.toString() }, { replace: taskId !== null });
  };
  const close = () => void navigate({ pathname: '/reviews', search: search.toString() });
  const openGroup = (task: Task) => {
    const next = new URLSearchParams(search);
    next.set('kind', task.kind);
    if (task.reason) next.set('reason', task.reason);
    void navigate({ pathname: '/reviews', search: next.toString() });
  };
  return { taskId, search, set, list, takesFocus, open, close, openGroup };
}

/** Every kind of review task in one list beside the card of the open one. */
export function InboxPage() {
  const { taskId, search, set, list, takesFocus, open, close, openGroup } = useInbox();
  const may = useMay();
  const filters = filtersOf(search);
  const searchBox = useRef<HTMLInputElement>(null);
  const [selected, setSelected] = useState<ReadonlyMap<string, Task>>(new Map());
  useKeys({
    j: () => list.current?.move(1),
    k: () => list.current?.move(-1),
    x: () => list.current?.select(false),
    'shift-x': () => list.current?.select(true),
    '/': () => searchBox.current?.focus(),
    Escape: close,
  });
  if (!may('review:read')) return <NotOpen />;
  return (
    <div className={taskId ? 'inbox has-card' : 'inbox'}>
      <div className="inbox-bar">
        <PageHead title="Review inbox" />
        <InboxTotals filters={filters} />
        <InboxFilters filters={filters} set={set} searchBox={searchBox} />
        <SavedViews page="reviews" query={search.toString()} />
        {may('review:decide') && (
          <BulkOffer
            filters={filters}
            unreadable={isUnreadable(search)}
            onReadable={() => set('minimum_minor', '')}
            selected={selected}
            onClear={() => setSelected(new Map())}
          />
        )}
      </div>
      <div className="inbox-list">
        <TaskList
          filters={filters}
          activeId={taskId}
          selected={selected}
          onSelected={setSelected}
          onOpen={open}
          onOpenGroup={openGroup}
          handle={list}
        />
      </div>
      <div className="inbox-card">
        {taskId ? (
          <TaskCard
            key={taskId}
            taskId={taskId}
            onClose={close}
            onDecided={() => list.current?.next()}
            takesFocus={takesFocus}
          />
        ) : (
          <Empty title="Choose a task">
            <kbd>j</kbd> opens the first one, <kbd>?</kbd> shows all keys.
          </Empty>
        )}
      </div>
    </div>
  );
}
