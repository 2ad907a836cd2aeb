import { Suspense, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useMay } from '../session/useSession.ts';
import { useKeys } from '../shell/keys.ts';
import { Choice } from '../ui/fields.tsx';
import { fetched, LazyPage } from '../ui/LazyPage.tsx';
import { Empty, PageHead } from '../ui/parts.tsx';
import { useAddressFilters } from '../ui/useAddressFilters.ts';
import type { Task } from './decisions.ts';
import { REVIEW_KINDS } from './kinds.ts';
import { SavedViews } from './SavedViews.tsx';
import { TaskCard } from './TaskCard.tsx';
import { type ListHandle, SelectionBar, TaskList } from './TaskList.tsx';
import type { TaskFilters } from './taskPages.ts';

const BulkDialog = fetched(async () => (await import('./BulkDialog.tsx')).default);

const SORTS = [
  ['-priority', 'Worth most first'],
  ['waiting_since', 'Oldest first'],
  ['-waiting_since', 'Newest first'],
  ['-at_risk', 'Most money first'],
] as const;
const STATES = [
  ['pending', 'Open'],
  ['approved', 'Approved'],
  ['rejected', 'Rejected'],
  ['expired', 'Expired'],
  ['cancelled', 'Cancelled'],
] as const;
const OWNERS = [
  ['', 'Everybody’s'],
  ['me', 'Mine'],
  ['nobody', 'Nobody’s'],
  ['escalated', 'Escalated'],
] as const;
const KINDS = [
  ['', 'All kinds'],
  ...Object.entries(REVIEW_KINDS).map(([kind, { name }]) => [kind, name] as const),
] as const;

const oneOf = <Value extends string>(
  options: readonly (readonly [Value, string])[],
  value: string | null,
  normal: Value,
) => options.find(([key]) => key === value)?.[0] ?? normal;

const LEAST_AMOUNT = /^\d{1,15}$/;

/** Filters as the address says them; what it does not know is left out. */
function filtersOf(search: URLSearchParams): TaskFilters {
  const kind = search.get('kind');
  const owner = oneOf(OWNERS, search.get('owner'), '');
  const words = search.get('search')?.slice(0, 100);
  const minimum = search.get('minimum_minor') ?? '';
  return {
    sort: oneOf(SORTS, search.get('sort'), '-priority'),
    state: oneOf(STATES, search.get('state'), 'pending'),
    ...(kind && kind in REVIEW_KINDS ? { kind: kind as Task['kind'] } : {}),
    ...(owner === 'escalated' ? { escalated: 'true' as const } : owner ? { owner } : {}),
    ...(words ? { search: words } : {}),
    ...(LEAST_AMOUNT.test(minimum) ? { minimum_minor: Number(minimum) } : {}),
  };
}

/** Every kind of review task in one list beside the card of the open one. */
export function InboxPage() {
  const { taskId = null } = useParams();
  const [search, set] = useAddressFilters();
  const navigate = useNavigate();
  const may = useMay();
  const filters = filtersOf(search);
  const minimum = search.get('minimum_minor');
  // A bound that can't be read would leave the whole list to be decided at once.
  const unreadable = minimum !== null && minimum !== '' && !LEAST_AMOUNT.test(minimum);
  const list = useRef<ListHandle>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const [selected, setSelected] = useState<ReadonlyMap<string, Task>>(new Map());
  const [bulk, setBulk] = useState<{ decision: 'approved' | 'rejected'; all: boolean } | null>(null);

  const open = (task: Task) =>
    void navigate({ pathname: `/reviews/${task.task_id}`, search: search.toString() }, { replace: taskId !== null });
  const close = () => void navigate({ pathname: '/reviews', search: search.toString() });
  useKeys({
    j: () => list.current?.move(1),
    k: () => list.current?.move(-1),
    x: () => list.current?.select(false),
    'shift-x': () => list.current?.select(true),
    '/': () => searchBox.current?.focus(),
    Escape: close,
  });
  if (!may('review:read'))
    return <Empty title="This is not open to you">Ask an admin of your tenant for the permission.</Empty>;
  return (
    <div className={taskId ? 'inbox has-card' : 'inbox'}>
      <div className="inbox-list">
        <PageHead title="Review inbox" />
        <search className="filters" aria-label="Filters of the inbox">
          <input
            ref={searchBox}
            className="search"
            type="search"
            placeholder="Search (/)"
            aria-label="Search in subjects"
            defaultValue={filters.search ?? ''}
            onChange={(event) => set('search', event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') event.currentTarget.blur();
            }}
          />
          <Choice quiet label="Order" value={filters.sort} onChange={(value) => set('sort', value)} options={SORTS} />
          <Choice
            quiet
            label="State"
            value={filters.state}
            onChange={(value) => set('state', value)}
            options={STATES}
          />
          <Choice
            quiet
            label="Kind"
            value={filters.kind ?? ''}
            onChange={(value) => set('kind', value)}
            options={KINDS}
          />
          <Choice
            quiet
            label="Owner"
            value={filters.escalated ? 'escalated' : (filters.owner ?? '')}
            onChange={(value) => set('owner', value)}
            options={OWNERS}
          />
        </search>
        <SavedViews page="reviews" query={search.toString()} />
        {may('review:decide') && (
          <>
            <SelectionBar
              selected={selected}
              onClear={() => setSelected(new Map())}
              onBulk={(decision) => setBulk({ decision, all: false })}
            />
            {unreadable && (
              <p className="note warn">
                The least amount in the address is no whole number, so this list is longer than was meant.{' '}
                <button type="button" className="link" onClick={() => set('minimum_minor', '')}>
                  Show it without a least amount
                </button>
              </p>
            )}
            {selected.size === 0 && filters.state === 'pending' && !unreadable && (
              <p className="bulk-hint">
                <button type="button" className="link" onClick={() => setBulk({ decision: 'approved', all: true })}>
                  Decide all of this list …
                </button>
              </p>
            )}
          </>
        )}
        <TaskList
          filters={filters}
          activeId={taskId}
          selected={selected}
          onSelected={setSelected}
          onOpen={open}
          handle={list}
        />
      </div>
      <div className="inbox-card">
        {taskId ? (
          <TaskCard key={taskId} taskId={taskId} onClose={close} />
        ) : (
          <Empty title="Choose a task">
            <kbd>j</kbd> opens the first one, <kbd>?</kbd> shows all keys.
          </Empty>
        )}
      </div>
      {bulk && (
        <Suspense fallback={null}>
          <LazyPage
            of={BulkDialog}
            decision={bulk.decision}
            tasks={bulk.all ? null : [...selected.keys()]}
            filters={filters}
            onClose={() => setBulk(null)}
            onStarted={() => setSelected(new Map())}
          />
        </Suspense>
      )}
    </div>
  );
}
