import { useQuery } from '@tanstack/react-query';
import { api, body } from '../api/client.ts';

/** Numbers beside the pages of the menu, and what must be known on every page; read again as things change. */
export function useNow() {
  const { data } = useQuery({
    queryKey: ['today', 'counts'],
    queryFn: () => body(api.GET('/today/counts')),
    // What the frame can't say it leaves out: a page never fails for it.
    retry: false,
    throwOnError: false,
  });
  return { counts: new Map(data?.counts.map((count) => [`/${count.page}`, count])), notices: data?.notices ?? [] };
}
