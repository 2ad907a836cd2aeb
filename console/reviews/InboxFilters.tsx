import type { RefObject } from 'react';
import { reasonInWords } from '../../domain/money/reasons.ts';
import { Choice } from '../ui/fields.tsx';
import { Money } from '../ui/Money.tsx';
import { ENDED, KINDS, OWNERS, SORTS, STATES } from './filters.ts';
import type { TaskFilters } from './taskPages.ts';
import { type Summary, useSummary } from './useSummary.ts';

/** What the list holds: how many, and the money at risk by currency. */
export function InboxTotals({ filters }: { filters: TaskFilters }) {
  const summary = useSummary(filters);
  if (!summary || filters.state !== 'pending') return null;
  return (
    <p className="inbox-totals" aria-live="polite">
      <strong>{summary.complete ? summary.count : `more than ${summary.count - 1}`} open</strong>
      {summary.totals.map(({ currency, at_risk_minor: minor }) => (
        <span key={currency}>
          <Money minor={minor} currency={currency} />
        </span>
      ))}
    </p>
  );
}

const counted = (text: string, count: number | undefined) => (count === undefined ? text : `${text} (${count})`);

function options(summary: Summary | undefined) {
  const ofKind = new Map(summary?.kinds.map(({ kind, count }): [string, number] => [kind, count]));
  const { owners } = summary ?? {};
  const ofOwner: Record<string, number | undefined> = {
    '': summary?.count,
    me: owners?.me.count,
    nobody: owners?.nobody.count,
    escalated: owners?.escalated.count,
  };
  return {
    // The first choice is every kind: it has no count of its own.
    kinds: KINDS.map(
      ([kind, name]) => [kind, kind ? counted(name, summary && (ofKind.get(kind) ?? 0)) : name] as const,
    ),
    owners: OWNERS.map(([owner, name]) => [owner, counted(name, ofOwner[owner])] as const),
  };
}

/** Search, order and filters of the inbox, with how many each shows; each stands in the address. */
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
  const { kind: _kind, owner: _owner, escalated: _escalated, ...others } = filters;
  const summary = useSummary(others);
  const { kinds, owners } = options(filters.state === 'pending' ? summary : undefined);
  return (
    <search className="filters" aria-label="Filters of the inbox">
      <input
        ref={searchBox}
        className="search"
        type="search"
        placeholder="Search (/)"
        title="Name, amount, id or words"
        aria-label="Search by name, amount, id or words"
        defaultValue={filters.search ?? ''}
        onChange={(event) => set('search', event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <Choice quiet label="Order" value={filters.sort} onChange={chosen('sort')} options={SORTS} />
      <Choice quiet label="State" value={filters.state} onChange={chosen('state')} options={STATES} />
      {filters.state !== 'pending' && (
        <Choice quiet label="Ended" value={filters.ended ?? ''} onChange={chosen('ended')} options={ENDED} />
      )}
      <Choice quiet label="Kind" value={filters.kind ?? ''} onChange={chosen('kind')} options={kinds} />
      <Choice quiet label="Owner" value={owner} onChange={chosen('owner')} options={owners} />
      {filters.reason && (
        <button type="button" className="button group-shown" onClick={() => set('reason', '')}>
          Only: {reasonInWords(filters.reason)} <span aria-hidden="true">×</span>
          <span className="for-readers">, show all again</span>
        </button>
      )}
    </search>
  );
}
