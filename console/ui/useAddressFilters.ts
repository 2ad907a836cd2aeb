import { useSearchParams } from 'react-router';

/** Filters of a list, kept in the page's address: an empty value takes one away. */
export function useAddressFilters(): [URLSearchParams, (name: string, value: string) => void] {
  const [search, setSearch] = useSearchParams();
  const set = (name: string, value: string) =>
    setSearch(
      (previous) => {
        const next = new URLSearchParams(previous);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return [search, set];
}
