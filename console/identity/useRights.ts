import { useQuery } from '@tanstack/react-query';
import { api, body } from '../api/client.ts';

const read = () => body(api.GET('/rights'));
export type Role = Awaited<ReturnType<typeof read>>['roles'][number]['role'];

const listed = new Intl.ListFormat('en', { type: 'conjunction' });
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Roles and permissions in words; until they are there, no role is offered and a name stands as it is written. */
export function useRights() {
  const query = useQuery({ queryKey: ['rights-words'], queryFn: read, staleTime: Infinity });
  const { roles = [], permissions = [] } = query.data ?? {};
  const words = (of: string) => roles.find(({ role }) => role === of)?.name ?? of.replaceAll('_', ' ');
  return {
    roles,
    roleNames: (of: readonly string[]) => listed.format(of.map(words)),
    /** What a permission lets do, as a line of its own. */
    permissionName: (of: string) => capital(permissions.find(({ permission }) => permission === of)?.name ?? of),
  };
}
