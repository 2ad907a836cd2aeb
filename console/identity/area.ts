import type { ConsoleArea } from '../slice.ts';
import { fetched } from '../ui/LazyPage.tsx';

export const identity = {
  pages: {
    users: {
      page: fetched(async () => (await import('./UsersPage.tsx')).UsersPage),
      menu: { title: 'Users', group: 'Administer', order: 10, permission: 'admin:users' },
    },
    rights: {
      page: fetched(async () => (await import('./RightsPage.tsx')).RightsPage),
      menu: { title: 'Changes of rights', group: 'Administer', order: 20, permission: 'admin:users' },
    },
    'api-keys': {
      page: fetched(async () => (await import('./ApiKeysPage.tsx')).ApiKeysPage),
      menu: { title: 'API keys', group: 'Administer', order: 30, permission: 'admin:api-keys' },
    },
    tenants: {
      page: fetched(async () => (await import('./TenantsPage.tsx')).TenantsPage),
      menu: { title: 'Tenants', group: 'Administer', order: 40, permission: 'admin:tenants' },
    },
    settings: {
      page: fetched(async () => (await import('./SettingsPage.tsx')).SettingsPage),
      menu: { title: 'Settings', group: 'Administer', order: 50, permission: 'admin:config' },
    },
    profile: { page: fetched(async () => (await import('./ProfilePage.tsx')).ProfilePage) },
  },
  live: {
    rights: ['power-changes', 'users', 'config', 'api-keys', 'vendor-accounts'],
  },
} as const satisfies ConsoleArea;
