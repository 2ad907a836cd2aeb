import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';

/** Filters of a list, kept in the page's address: an empty value takes one away. */
export function useAddressFilters(): [URLSearchParams, (name: string, value: string) => void] {
  const [search, setSearch] = useSearchParams();
  // The router tells the address as it was last drawn: of two changes before the next drawing, the second would undo the first.
  const wanted = useRef(search);
  useEffect(() => {
    wanted.current = search;
  }, [search]);
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(wanted.current);
    if (value) next.set(name, value);
    else next.delete(name);
    wanted.current = next;
    setSearch(next, { replace: true });
  };
  return [search, set];
}
