import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';

/**
 * Filters of a list, kept in the page's address: an empty value takes one away. A change shows at once: the router draws a new
 * address when it has time, and until then a box that was ticked would show as empty, and a second change would undo the first.
 */
export function useAddressFilters(): [URLSearchParams, (name: string, value: string) => void] {
  const [search, setSearch] = useSearchParams();
  const [shown, show] = useState(search);
  const newest = useRef(search);
  useEffect(() => {
    newest.current = search;
    show(search);
  }, [search]);
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(newest.current);
    if (value) next.set(name, value);
    else next.delete(name);
    newest.current = next;
    show(next);
    setSearch(next, { replace: true });
  };
  return [shown, set];
}
