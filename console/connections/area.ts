import type { ConsoleArea } from '../slice.ts';
import { fetched } from '../ui/LazyPage.tsx';

export const connections = {
  pages: {
    connections: {
      page: fetched(async () => (await import('./ConnectionsPage.tsx')).ConnectionsPage),
      menu: { title: 'Connections', group: 'Operate', order: 9, permission: 'integrations:manage' },
    },
  },
} as const satisfies ConsoleArea;
