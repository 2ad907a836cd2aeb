import { Suspense, useState } from 'react';
import { fetched, LazyPage } from '../ui/LazyPage.tsx';
import type { Task } from './decisions.ts';
import { SelectionBar } from './SelectionBar.tsx';
import type { TaskFilters } from './taskPages.ts';

const BulkDialog = fetched(async () => (await import('./BulkDialog.tsx')).default);

/** What may be decided together: the selected tasks, or the list as its filters say. */
export function BulkOffer({
  filters,
  unreadable,
  onReadable,
  selected,
  onClear,
}: {
  filters: TaskFilters;
  /** The address names a least amount that can't be read. */
  unreadable: boolean;
  onReadable(): void;
  selected: ReadonlyMap<string, Task>;
  onClear(): void;
}) {
  const [bulk, setBulk] = useState<{ decision: 'approved' | 'rejected'; all: boolean } | null>(null);
  return (
    <>
      <SelectionBar selected={selected} onClear={onClear} onBulk={(decision) => setBulk({ decision, all: false })} />
      {unreadable && (
        <p className="note warn">
          The least amount in the address is no whole number, so this list is longer than was meant.{' '}
          <button type="button" className="link" onClick={onReadable}>
            Show it without a least amount
          </button>
        </p>
      )}
      {selected.size === 0 && filters.state === 'pending' && !unreadable && (
        <p className="bulk-hint">
          <button type="button" className="link" onClick={() => setBulk({ decision: 'approved', all: true })}>
            Decide all …
          </button>
        </p>
      )}
      {bulk && (
        <Suspense fallback={null}>
          <LazyPage
            of={BulkDialog}
            decision={bulk.decision}
            tasks={bulk.all ? null : [...selected.keys()]}
            filters={filters}
            onClose={() => setBulk(null)}
            onStarted={onClear}
          />
        </Suspense>
      )}
    </>
  );
}
