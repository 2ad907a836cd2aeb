import { useSearchParams } from 'react-router';
import { Choice } from './fields.tsx';

const SPANS = [
  ['7', 'Last 7 days'],
  ['30', 'Last 30 days'],
  ['90', 'Last 90 days'],
] as const;

/** How many days a page looks back, kept in its address, and the choice of it. */
export function useDaySpan() {
  const [search, setSearch] = useSearchParams();
  const days = SPANS.find(([span]) => span === search.get('days'))?.[0] ?? '30';
  const choose = (next: string) =>
    setSearch(
      (before) => {
        before.set('days', next);
        return before;
      },
      { replace: true },
    );
  return { days: Number(days), choice: <Choice quiet label="Span" value={days} onChange={choose} options={SPANS} /> };
}
