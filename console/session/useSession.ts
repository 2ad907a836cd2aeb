import { useSyncExternalStore } from 'react';
import { onSession, type SessionState, sessionState } from './session.ts';

export const useSession = (): SessionState => useSyncExternalStore(onSession, sessionState);

/** Whether the signed-in person has this permission; the API decides, this only hides what would be refused. */
export function useMay(): (permission: string) => boolean {
  const session = useSession();
  return (permission) => 'permissions' in session && session.permissions.has(permission);
}
