import type { RefObject } from 'react';
import { Choice } from '../ui/fields.tsx';
import { KINDS, OWNERS, SORTS, STATES } from './filters.ts';
import type { TaskFilters } from './taskPages.ts';

/** Search, order and filters of the inbox; each stands in the address. */
export function InboxFilters({
  filters,
  set,
  searchBox,
}: {
  filters: TaskFilters;
  set(name: string, value: string): void;
  searchBox: RefObject<HTMLInputElement | null>;
}) {
  const chosen = (name: string) => (value: string) => set(name, value);
  const owner = filters.escalated ? 'escalated' : (filters.owner ?? '');
  return (
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
      <Choice quiet label="Order" value={filters.sort} onChange={chosen('sort')} options={SORTS} />
      <Choice quiet label="State" value={filters.state} onChange={chosen('state')} options={STATES} />
      <Choice quiet label="Kind" value={filters.kind ?? ''} onChange={chosen('kind')} options={KINDS} />
      <Choice quiet label="Owner" value={owner} onChange={chosen('owner')} options={OWNERS} />
    </search>
  );
}
